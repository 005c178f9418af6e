import { RosApi, RosAuthorization, RosDeployment } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { LIMITS, NAMES, type StageName } from '../facts';
import type { Route } from '../route';
import { type ApiDefinition, renderApi } from './api-definition';
import type { ApiOptions, Authorization } from './api-options';
import { checkParameters } from './api-parameters';
import type { AppAuthentication } from './app-authentication';
import type { Backend } from './backend';
import { BoundApi } from './bound-api';
import { checkClaimForwards } from './claim-forwards';
import type { BindablePlugin } from './gateway-plugin';
import { claimLogicalId, routeIdPart } from './logical-id';
import { checkDescription, checkName, checkTags, digestOf, placeOf } from './names';
import type { TemplateText } from './template-value';
import { checkTokenSource } from './token-source-check';

/** One API as its group declares it: all defaults are filled in. */
export interface GatewayApiProps {
  readonly route: Route;
  readonly groupId: TemplateText;
  readonly options: ApiOptions;
  readonly authorization: Authorization;
  readonly secondLock: AppAuthentication | undefined;
  readonly backend: Backend;
  readonly stages: readonly StageName[];
  readonly plugins: readonly BindablePlugin[];
  readonly passthroughHeaders: string | undefined;
}

/**
 * One route of an API group: the API, its deployment to each stage, and its bindings.
 *
 * Made by `ApiGroup.addApi`. The order fails closed: the API waits for its plug-ins, each binding for the
 * deployment of its stage, and the group's custom domains for every binding.
 */
export class GatewayApi extends BoundApi {
  readonly apiId: TemplateText;
  readonly authorization: Authorization;
  /** The ROS resource, as an escape hatch. What is overridden there counts for the deployment, too. */
  readonly resource: RosApi;
  readonly #vpcAccess: readonly string[];
  readonly #deployments = new Map<StageName, RosDeployment>();

  constructor(scope: ros.Construct, props: GatewayApiProps) {
    const logicalId = claimLogicalId(scope, routeIdPart(props.route));
    super(scope, `${props.route.method} ${props.route.path}`, { ...props, logicalId });
    const definition = definitionOf(props);
    checkDefinition(definition, props.authorization, placeOf(scope, props.route));
    this.authorization = props.authorization;
    this.resource = new RosApi(this, logicalId, renderApi(definition), true);
    this.apiId = this.resource.attrApiId;
    this.#vpcAccess = vpcAccessOf(props.backend, ros.Stack.of(this));
    this.describeAuthorization(props.authorization);
    for (const stage of props.stages) this.deploy(stage, logicalId, props.groupId);
    for (const plugin of props.plugins) this.bind(plugin);
    if (definition.app !== undefined) this.authorizeApps(definition.app, logicalId, props.groupId);
  }

  /** The deployments as ROS resources, as an escape hatch. */
  get deployments(): readonly RosDeployment[] {
    return [...this.#deployments.values()];
  }

  protected override deploymentOf(stage: StageName): string | undefined {
    return this.#deployments.get(stage)?.node.id;
  }

  /** Dependencies are written last, in the order of their ids, so that the order of calls changes nothing. */
  protected override prepare(): void {
    const plugins = this.plugins.flatMap((plugin) => (plugin.resource ? [plugin.resource.node.id] : []));
    for (const id of [...plugins, ...this.#vpcAccess].sort()) this.resource.addRosDependency(id);
  }

  /** The reasons that the author gave, where everybody who reads the template finds them. */
  private describeAuthorization(authorization: Authorization): void {
    if (authorization.kind === 'public') {
      this.resource.addMetaData('JwtGateway', { PublicAccess: authorization.reason });
    } else if (authorization.kind === 'jwt') {
      const reasons = authorization.forwards.flatMap(({ forward }) =>
        forward.clientMaySet === undefined
          ? []
          : [[`${forward.location} ${forward.parameterName}`, forward.clientMaySet]],
      );
      if (reasons.length > 0) {
        this.resource.addMetaData('JwtGateway', { ClientMaySet: Object.fromEntries(reasons) });
      }
    }
  }

  private deploy(stage: StageName, logicalId: string, groupId: TemplateText): void {
    const { apiId } = this;
    // ROS publishes again only when the deployment itself changes: the digest makes an edited API go live.
    const description = ros.Lazy.stringValue({ produce: () => `definition ${this.definitionDigest()}` });
    const id = claimLogicalId(ros.Stack.of(this), logicalId, stage.toLowerCase());
    this.#deployments.set(
      stage,
      new RosDeployment(this, id, { apiId, groupId, stageName: stage, description }, true),
    );
  }

  private definitionDigest(): string {
    const stack = ros.Stack.of(this);
    const { Resources } = stack.resolve(this.resource._toRosTemplate());
    return digestOf(JSON.stringify(Resources[this.resource.node.id].Properties), 16);
  }

  private authorizeApps(app: AppAuthentication, logicalId: string, groupId: TemplateText): void {
    if (app.apps.length === 0) return;
    for (const stage of this.stages) {
      const id = claimLogicalId(ros.Stack.of(this), logicalId, stage.toLowerCase(), 'Apps');
      const props = { apiIds: [this.apiId], appIds: [...app.apps], groupId, stageName: stage };
      const authorization = new RosAuthorization(this, id, props, true);
      const bindings = this.attachments.filter((a) => a.stageName === stage).map((a) => a.node.id);
      // No app may call before the plug-ins are bound.
      for (const target of [this.deploymentOf(stage) ?? '', ...bindings].sort()) {
        authorization.addRosDependency(target);
      }
    }
  }
}

/** The access that the API has to wait for; one of another stack is there already. */
function vpcAccessOf(backend: Backend, stack: ros.Stack): string[] {
  if (backend.kind !== 'vpc' || ros.Stack.of(backend.access) !== stack) return [];
  return [backend.access.resource.node.id];
}

function definitionOf(props: GatewayApiProps): ApiDefinition {
  const { authorization, secondLock } = props;
  return {
    ...props,
    app: authorization.kind === 'app' ? authorization : secondLock,
    forwards: authorization.kind === 'jwt' ? authorization.forwards : [],
  };
}

function checkDefinition(definition: ApiDefinition, authorization: Authorization, place: string): void {
  const { options } = definition;
  if (options.apiName !== undefined) checkName(options.apiName, NAMES.groupOrApi, 'API name', place);
  checkDescription(options.description, LIMITS.descriptionCharacters.value, place);
  checkTags(options.tags, place);
  checkParameters(definition, place);
  checkClaimForwards(definition, place);
  if (authorization.kind === 'jwt') checkTokenSource(definition, authorization.token, place);
}
