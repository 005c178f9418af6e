import type * as ros from '@alicloud/ros-cdk-core';
import type { StageName } from '../facts';
import type { Route } from '../route';
import { BoundApi } from './bound-api';
import type { BindablePlugin } from './gateway-plugin';
import type { JwtAuthorizer } from './jwt-authorization';
import { claimLogicalId, routeIdPart } from './logical-id';
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
    },
  ) {
    const logicalId = claimLogicalId(scope, routeIdPart(props.route));
    super(scope, `${props.route.method} ${props.route.path}`, { ...props, logicalId });
    this.apiId = props.apiId;
    for (const plugin of props.plugins) this.bind(plugin);
  }

  protected override deploymentOf(): undefined {
    return undefined;
  }
}
