import type * as ros from '@alicloud/ros-cdk-core';
import type { StageName } from '../facts';
import type { Route } from '../route';
import type { StageAuthorization } from './api-options';
import type { ApiResources } from './api-resources';
import { BoundApi, type StagedPlugin } from './bound-api';
import type { BindablePlugin } from './gateway-plugin';
import type { Layout } from './layout';
import { authorization, layout, stagedPlugins, stages } from './members';
import type { PerStage } from './per-stage';
import { type MembersOf, security, text } from './props';
import type { TemplateText } from './template-value';

/** An API that exists and is published already. */
export interface ExistingApiOptions {
  readonly apiId: TemplateText;
  /** @default - the group's `defaultAuthorization`, which must be a JWT authorization */
  readonly authorization?: StageAuthorization | PerStage<StageAuthorization, never>;
  /** The stages that it is published to. @default - all of the group's */
  readonly stages?: readonly StageName[];
  /** @default - the group's */
  readonly plugins?: readonly BindablePlugin[] | PerStage<readonly BindablePlugin[], never>;
  /** Where the bindings stand. @default - the group's */
  readonly layout?: Layout;
}

/**
 * An API that was made elsewhere and is bound to the plug-ins of this stack. Made by `ApiGroup.addExistingApi`.
 * Its definition is not known here: nothing checks its parameters or where claims go.
 *
 * @example
 * const api: ExistingApi = orders.addExistingApi('GET /orders', { apiId: 'id-of-the-api' });
 */
export class ExistingApi extends BoundApi {
  readonly apiId: TemplateText;

  /** @internal */
  constructor(
    scope: ros.Construct,
    props: {
      readonly route: Route;
      readonly apiId: TemplateText;
      readonly stages: readonly StageName[];
      readonly plugins: readonly StagedPlugin[];
      readonly resources: ApiResources;
      readonly isRetained: boolean;
    },
  ) {
    const logicalId = props.resources.claimRouteId(props.route);
    super(scope, `${props.route.method} ${props.route.path}`, { ...props, logicalId });
    this.apiId = props.apiId;
    for (const { plugin, stages } of props.plugins) this.bind(plugin, stages);
  }

  protected override get ownApiId(): TemplateText {
    return this.apiId;
  }

  protected override deploymentOf(): undefined {
    return undefined;
  }
}

export const EXISTING_API_OPTIONS: MembersOf<ExistingApiOptions> = {
  apiId: text,
  authorization: security(authorization),
  stages: security(stages),
  plugins: security(stagedPlugins),
  layout,
};
