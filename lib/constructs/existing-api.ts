import type * as ros from '@alicloud/ros-cdk-core';
import type { StageName } from '../facts';
import type { Route } from '../route';
import type { ApiResources } from './api-resources';
import { BoundApi } from './bound-api';
import type { BindablePlugin } from './gateway-plugin';
import type { JwtAuthorizer } from './jwt-authorization';
import type { Layout } from './layout';
import type { TemplateText } from './template-value';

/** An API that exists and is published already. */
export interface ExistingApiOptions {
  readonly apiId: TemplateText;
  /** @default - the group's `defaultAuthorization`, which must be a JWT authorization */
  readonly authorization?: JwtAuthorizer;
  /** The stages that it is published to. @default - all of the group's */
  readonly stages?: readonly StageName[];
  /** @default - the group's */
  readonly plugins?: readonly BindablePlugin[];
  /** Where the bindings stand. @default - the group's */
  readonly layout?: Layout;
}

/**
 * An API that was made elsewhere and is bound to the plug-ins of this stack. Made by `ApiGroup.addExistingApi`.
 * Its definition is not known here: nothing checks its parameters or where claims go.
 */
export class ExistingApi extends BoundApi {
  readonly apiId: TemplateText;

  constructor(
    scope: ros.Construct,
    props: {
      readonly route: Route;
      readonly apiId: TemplateText;
      readonly stages: readonly StageName[];
      readonly plugins: readonly BindablePlugin[];
      readonly resources: ApiResources;
      readonly isRetained: boolean;
    },
  ) {
    const logicalId = props.resources.claimRouteId(props.route);
    super(scope, `${props.route.method} ${props.route.path}`, { ...props, logicalId });
    this.apiId = props.apiId;
    for (const plugin of props.plugins) this.bind(plugin);
  }

  protected override get ownApiId(): TemplateText {
    return this.apiId;
  }

  protected override deploymentOf(): undefined {
    return undefined;
  }
}
