import { RosApi, RosAuthorization, RosDeployment } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { LIMITS, NAMES, type StageName } from '../facts';
import type { Route } from '../route';
import { type ApiDefinition, renderApi } from './api-definition';
import type { ApiOptions, Authorization } from './api-options';
import { checkParameters } from './api-parameters';
import type { ApiResources } from './api-resources';
import { ApiStack } from './api-stack';
import type { AppAuthentication } from './app-authentication';
import type { Backend } from './backend';
import { BoundApi, type StagedPlugin } from './bound-api';
import { checkClaimForwards } from './claim-forwards';
import type { Publication } from './lanes';
import type { LazyResource } from './lazy-resource';
import { apiNameOf, checkDescription, checkName, checkTags, claimName, digestOf, placeOf } from './names';
import { PlainToken } from './plain-token';
import type { TemplateText } from './template-value';
import { checkTokenSource } from './token-source-check';
import { VpcAccess } from './vpc-access';

/** One API as its group declares it: all defaults are filled in. */
interface GatewayApiProps {
  readonly route: Route;
  readonly groupId: TemplateText;
  readonly options: ApiOptions<never>;
  /** One for each stage; they differ only where they are bindings. */
  readonly authorizations: readonly Authorization[];
  readonly secondLock: AppAuthentication | undefined;
  readonly backend: Backend;
  readonly stages: readonly StageName[];
  readonly plugins: readonly StagedPlugin[];
  readonly passthroughHeaders: string | undefined;
  readonly isRetained: boolean;
  /** What writes the resources; made when nothing can be refused any more. */
  readonly resources: () => ApiResources;
}

/**
 * One route of an API group: the API, its deployment to each stage, and its bindings.
 *
 * Made by `ApiGroup.addApi`. The order fails closed: the API waits for its plug-ins, each binding for the
 * deployment of its stage, and the group's custom domains for every binding.
 *
 * @example
 * const api: GatewayApi = orders.addApi('GET /orders');
 * api.resource.visibility = 'PRIVATE';
 */
export class GatewayApi extends BoundApi {
  /** One for each stage, in their order. */
  readonly authorizations: readonly Authorization[];
  readonly #api: LazyResource<RosApi>;
  readonly #vpcAccess: readonly string[];
  #deployments: readonly InStage<RosDeployment>[] = [];
  #appAuthorizations: readonly InStage<RosAuthorization>[] = [];

  /** @internal */
  constructor(scope: ros.Construct, props: GatewayApiProps) {
    const definition = definitionOf(props);
    const place = placeOf(scope, props.route);
    checkApiName(props, place);
    checkDefinition(definition, props.authorizations, place);
    const resources = props.resources();
    const logicalId = resources.claimRouteId(props.route);
    super(scope, `${props.route.method} ${props.route.path}`, { ...props, logicalId, resources });
    const name = props.options.apiName ?? apiNameOf(props.route);
    claimName(scope, { construct: this, name, what: 'API name', place });
    this.authorizations = props.authorizations;
    this.#api = this.plan(RosApi, renderApi(definition));
    this.#vpcAccess = vpcAccessOf(props.backend, ros.Stack.of(this));
    this.describeAuthorization(definition);
    for (const stage of props.stages) this.deploy(stage, props.groupId);
    for (const { plugin, stages } of props.plugins) this.bind(plugin, stages);
    if (definition.app !== undefined) this.authorizeApps(definition.app, props.groupId);
  }

  /** The ROS resource, as an escape hatch. What is overridden there counts for the deployment, too. */
  get resource(): RosApi {
    return this.#api.resource;
  }

  /** For resources of the stack that the group is in. */
  get apiId(): TemplateText {
    const { apiStack } = this;
    const id = this.resource.attrApiId;
    return apiStack instanceof ApiStack ? apiStack.output(`${this.logicalId}ApiId`, id) : id;
  }

  /** The deployments as ROS resources, as an escape hatch. */
  get deployments(): readonly RosDeployment[] {
    return this.#deployments.map(({ lazy }) => lazy.resource);
  }

  /**
   * Lets the API go live in a stage only after the variables that its backend reads.
   *
   * @internal
   */
  awaitVariables(stage: StageName, { node }: ros.RosResource): void {
    const { apiStack } = this;
    if (apiStack instanceof ApiStack) apiStack.stackResource.addRosDependency(node.id);
    else this.lazyDeploymentOf(stage)?.addDependency(node.id);
  }

  /** @internal */
  override get awaitedIds(): readonly string[] {
    return [...super.awaitedIds, ...this.#deployments.map(({ lazy }) => lazy.id)];
  }

  /** @internal */
  override publicationIn(stage: StageName): Publication {
    const { last } = super.publicationIn(stage);
    const deployment = this.lazyDeploymentOf(stage);
    if (deployment === undefined) return { first: [], last };
    return { first: [deployment], last: last.length > 0 ? last : [deployment.id] };
  }

  protected override get ownApiId(): TemplateText {
    return this.#api.attribute('ApiId');
  }

  protected override deploymentOf(stage: StageName): string | undefined {
    return this.lazyDeploymentOf(stage)?.id;
  }

  private lazyDeploymentOf(stage: StageName): LazyResource<RosDeployment> | undefined {
    return this.#deployments.find((each) => each.stage === stage)?.lazy;
  }

  /** Dependencies are written last, in the order of their ids, so that the order of calls changes nothing. */
  protected override prepare(): void {
    const plugins = this.plugins.flatMap((plugin) => (plugin.resource ? [plugin.resource.node.id] : []));
    const { apiStack } = this;
    for (const id of [...plugins, ...this.#vpcAccess].sort()) {
      if (apiStack instanceof ApiStack) apiStack.stackResource.addRosDependency(id);
      else this.#api.addDependency(id);
    }
    // No app may call before the plug-ins are bound, those that were bound last either.
    for (const { lazy, stage } of this.#appAuthorizations) {
      const { first, last } = this.publicationIn(stage);
      for (const id of [...first.map((each) => each.id), ...last]) lazy.addDependency(id);
    }
  }

  /** The reasons that the author gave, where everybody who reads the template finds them. */
  private describeAuthorization({ forwards }: ApiDefinition): void {
    const [authorization] = this.authorizations;
    if (authorization?.kind === 'public') {
      this.#api.addMetadata('JwtGateway', { PublicAccess: authorization.reason });
    } else {
      const reasons = forwards.flatMap(({ forward }) =>
        forward.clientMaySet === undefined
          ? []
          : [[`${forward.location} ${forward.parameterName}`, forward.clientMaySet]],
      );
      if (reasons.length > 0) {
        this.#api.addMetadata('JwtGateway', { ClientMaySet: Object.fromEntries(reasons) });
      }
    }
  }

  private deploy(stage: StageName, groupId: TemplateText): void {
    const { ownApiId: apiId } = this;
    // ROS publishes again only when the deployment itself changes: the digest makes an edited API go live.
    const description = new DefinitionDigest(() => this.propertiesOf(this.#api));
    const props = { apiId, groupId, stageName: stage, description };
    const lazy = this.plan(RosDeployment, props, this.idParts.ofStage(stage));
    this.#deployments = [...this.#deployments, { lazy, stage }];
  }

  private authorizeApps(app: AppAuthentication, groupId: TemplateText): void {
    if (app.apps.length === 0) return;
    for (const stage of this.stages) {
      const { authValidTime, description } = app;
      const limits = { authValidTime, description };
      const props = { apiIds: [this.ownApiId], appIds: [...app.apps], groupId, stageName: stage, ...limits };
      const lazy = this.plan(RosAuthorization, props, this.idParts.ofStage(stage), 'Apps');
      this.#appAuthorizations = [...this.#appAuthorizations, { lazy, stage }];
    }
  }
}

interface InStage<Resource extends ros.RosResource> {
  readonly lazy: LazyResource<Resource>;
  readonly stage: StageName;
}

/** What changes when the API does; looked at when the template is written, after all edits. */
class DefinitionDigest extends PlainToken {
  constructor(private readonly definition: () => object) {
    super();
  }

  override value(): string {
    return `definition ${digestOf(JSON.stringify(this.definition()), 9)}`;
  }
}

/** The access that the API has to wait for; one of another stack is there already. */
function vpcAccessOf(backend: Backend, stack: ros.Stack): string[] {
  if (backend.kind !== 'vpc' || !(backend.access instanceof VpcAccess)) return [];
  return ros.Stack.of(backend.access) === stack ? [backend.access.resource.node.id] : [];
}

function definitionOf(props: GatewayApiProps): ApiDefinition {
  const { authorizations, secondLock } = props;
  const app = authorizations.find((each) => each.kind === 'app');
  return {
    ...props,
    app: app ?? secondLock,
    forwards: [...new Set(authorizations)].flatMap((each) => (each.kind === 'jwt' ? each.forwards : [])),
  };
}

/** Of an API that exists the service has taken the name. */
function checkApiName({ isRetained, options: { apiName } }: GatewayApiProps, place: string): void {
  const rule = isRetained ? NAMES.groupOrApiAtMost : NAMES.groupOrApi;
  if (apiName !== undefined) checkName(apiName, rule, 'API name', place);
}

function checkDefinition(
  definition: ApiDefinition,
  authorizations: readonly Authorization[],
  place: string,
): void {
  const { options } = definition;
  checkDescription(options.description, LIMITS.descriptionCharacters.value, place);
  checkTags(options.tags, place);
  checkParameters(definition, place);
  checkClaimForwards(definition, place);
  for (const authorization of new Set(authorizations))
    if (authorization.kind === 'jwt') checkTokenSource(definition, authorization.token, place);
}
