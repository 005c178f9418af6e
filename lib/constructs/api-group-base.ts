import { RosStageConfig } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import { API, LIMITS, type StageName } from '../facts';
import { parseRoute, type Route } from '../route';
import type { ApiOptions, Authorization } from './api-options';
import { ApiPlaces } from './api-places';
import type { AppAuthentication } from './app-authentication';
import type { Backend } from './backend';
import type { BoundApi } from './bound-api';
import { CustomDomain, type CustomDomainOptions } from './custom-domain';
import { ExistingApi, type ExistingApiOptions } from './existing-api';
import { GatewayApi } from './gateway-api';
import type { BindablePlugin } from './gateway-plugin';
import { checkLanes } from './lanes';
import { Layout } from './layout';
import { claimLogicalId } from './logical-id';
import { routeText } from './names';
import { assertOneCore } from './one-core';
import { addOpenApi, type OpenApiOptions } from './open-api';
import type { OpenApiDocument } from './open-api-document';
import type { TemplateText } from './template-value';

/** What a group gives to each of its APIs. */
export interface ApiDefaults {
  /**
   * The stages that APIs are published to. ROS cannot bind a domain to one stage: every stage answers on every
   * domain of the group, so each is protected alike.
   */
  readonly stages: readonly StageName[];
  /** Who may call an API that says nothing else. Without it every API has to say. */
  readonly defaultAuthorization?: Authorization;
  /** Where an API that says nothing else sends its requests. Without it every API has to say. */
  readonly backend?: Backend;
  /** App authentication beside the authorization of every API that is not public. @default - none */
  readonly secondLock?: AppAuthentication;
  /** The path that all APIs of the group begin with, so that several groups can share a domain. @default '/' */
  readonly basePath?: string;
  /**
   * Headers of the caller that reach the backend on every API, separated by commas. Cannot be changed later.
   * @default - none
   */
  readonly passthroughHeaders?: string;
  /** Plug-ins that every API is bound to in every stage. @default - none */
  readonly plugins?: readonly BindablePlugin[];
  /** Where the resources of the APIs stand. Cannot be changed once they are deployed. @default Layout.flat() */
  readonly layout?: Layout;
  /**
   * How many APIs of a stage go live at a time; the others wait by `DependsOn`. The service takes 50 management
   * calls a second and locks a group that many change at once.
   * @default - as many as the deployment's `Parallelism` lets, which is all of them when it is not given
   */
  readonly lanes?: number;
}

type Needs<Props> = (Props extends { readonly defaultAuthorization: Authorization }
  ? unknown
  : { readonly authorization: Authorization }) &
  (Props extends { readonly backend: Backend } ? unknown : { readonly backend: Backend });

/** The options of `addApi`: they may be left out only when the group says who may call and where to send it. */
export type ApiArguments<Props> =
  Record<never, never> extends Needs<Props> ? [options?: ApiOptions] : [options: ApiOptions & Needs<Props>];

/** The options of `addOpenApi`: they have to name a backend where the group does not. */
export type OpenApiArguments<Props> = OpenApiOptions &
  (Props extends { readonly backend: Backend } ? unknown : { readonly backend: Backend });

/** What a group made here and one that exists already have in common. */
export abstract class ApiGroupBase<const Props extends ApiDefaults> extends ros.Construct {
  abstract readonly groupId: TemplateText;
  /** The path that all APIs of the group begin with. */
  readonly basePath: string;
  readonly stages: readonly StageName[];
  readonly #defaults: ApiDefaults;
  readonly #apis = new Map<string, BoundApi>();
  readonly #places = new ApiPlaces(this);
  #domainCount = 0;

  protected constructor(scope: ros.Construct, id: string, props: Props) {
    assertOneCore(scope);
    super(scope, id);
    this.stages = this.checkStages(props.stages, API.stages.value, 'stage-unknown');
    this.basePath = props.basePath ?? '/';
    parseRoute(`ANY ${this.basePath}`, `${this.node.path} basePath`);
    checkLanes(props.lanes, this.node.path);
    this.#defaults = { ...props };
  }

  /** The APIs that were added so far, in the order of their calls. */
  get apis(): readonly BoundApi[] {
    return [...this.#apis.values()];
  }

  /**
   * Declares one API: method and path, such as `GET /orders/[orderId]`.
   *
   * @throws GatewayError `route-invalid`, `api-duplicate`, `authorization-missing`, `backend-invalid`,
   *   `parameter-invalid`, `plugin-type-duplicate`, `stage-unpublished`, `claim-forward-conflict`, … before any
   *   resource of the API is made
   */
  addApi(route: string, ...[options = {}]: ApiArguments<Props>): GatewayApi {
    const parsed = this.checkRoute(route);
    const authorization = this.authorizationOf(options, route);
    const api = new GatewayApi(this, {
      route: parsed,
      groupId: this.groupId,
      options,
      authorization,
      secondLock:
        options.secondLock ?? (authorization.kind === 'public' ? undefined : this.#defaults.secondLock),
      backend: this.backendOf(options, route),
      stages: this.publishedStages(options.stages),
      plugins: this.pluginsOf(authorization, options.plugins),
      passthroughHeaders: this.#defaults.passthroughHeaders,
      resources: () => this.#places.placeOf(parsed, this.layoutOf(options)),
    });
    this.#apis.set(parsed.signature, api);
    return api;
  }

  /**
   * Declares the APIs of an OpenAPI document: 3.0, 3.1 or 2.0 (Swagger), as an object, as a JSON or YAML text, or read
   * by `OpenApiDocument.fromFile`. Each becomes what `addApi` would make of it, whatever the order of the document is.
   *
   * Who may call comes from the document's security requirements, by the names of its schemes. The group's
   * `defaultAuthorization` is not asked: an operation that demands nothing needs a reason in `public`.
   *
   * @throws GatewayError `openapi-invalid` for a document that cannot be read, `openapi-undecided` where it is not said
   *   who may call, `openapi-unsupported` for what a gateway cannot keep unless that is to be warned of; and what
   *   `addApi` throws. No API is declared then
   *
   * @example
   * orders.addOpenApi(OpenApiDocument.fromFile('openapi/orders.yaml'), {
   *   security: { oauth: customers },
   *   public: { 'GET /health': 'load-balancer probe; returns no data' },
   * });
   */
  addOpenApi(
    document: OpenApiDocument | object | string,
    options: OpenApiArguments<Props>,
  ): readonly GatewayApi[] {
    return addOpenApi(document, options, {
      place: this.node.path,
      basePath: this.basePath,
      addApi: (route, given) => this.addApi(route, ...([given] as unknown as ApiArguments<Props>)),
      warn: (text) => this.node.addWarning(text),
    });
  }

  /**
   * Binds the group's authorization and plug-ins to an API that exists and is published already.
   *
   * @throws GatewayError `route-invalid`, `api-duplicate`, `authorization-missing`, `plugin-type-duplicate` or
   *   `stage-unpublished`
   */
  addExistingApi(route: string, options: ExistingApiOptions): ExistingApi {
    const parsed = this.checkRoute(route);
    const authorization = this.authorizationOf(options, route);
    if (authorization.kind !== 'jwt') {
      throw new GatewayError(
        'authorization-missing',
        `an existing API cannot be made ${authorization.kind} here`,
        {
          place: this.placeOfRoute(route),
          hint: 'its AuthType belongs to whoever made it; give it a JwtAuthorization',
        },
      );
    }
    const { apiId } = options;
    const plugins = this.pluginsOf(authorization, options.plugins);
    const stages = this.publishedStages(options.stages);
    const resources = this.#places.placeOf(parsed, this.layoutOf(options));
    const api = new ExistingApi(this, { route: parsed, apiId, stages, plugins, resources });
    this.#apis.set(parsed.signature, api);
    return api;
  }

  /**
   * Binds a domain to the group, after all of its bindings.
   *
   * @throws GatewayError `domain-invalid` for a text that is no domain name, a second one of that name, or more
   *   than the service takes
   */
  addCustomDomain(domainName: string, options: CustomDomainOptions = {}): CustomDomain {
    const limit = LIMITS.domainsPerGroup.value;
    if (this.#domainCount >= limit) {
      throw new GatewayError('domain-invalid', `has more than ${limit} domains`, { place: this.node.path });
    }
    const { groupId, basePath } = this;
    const domain = new CustomDomain(this, {
      ...options,
      domainName,
      groupId,
      basePath,
      apis: () => this.apis,
    });
    this.#domainCount += 1;
    return domain;
  }

  /**
   * Sets the variables of one stage (`ALIYUN::ApiGateway::StageConfig`), which backends read as `#name#`.
   *
   * @throws GatewayError `stage-unpublished`, or `parameter-invalid` for more than 50 variables
   */
  addStageVariables(stage: StageName, variables: Readonly<Record<string, TemplateText>>): RosStageConfig {
    const [stageName] = this.publishedStages([stage]);
    const names = Object.keys(variables).sort();
    if (names.length === 0 || names.length > LIMITS.stageVariables.value) {
      const allowed = `1 to ${LIMITS.stageVariables.value} are allowed`;
      throw new GatewayError('parameter-invalid', `${stage} has ${names.length} variables, ${allowed}`, {
        place: this.node.path,
      });
    }
    const { groupId } = this;
    const sorted = Object.fromEntries(names.map((name) => [name, variables[name]]));
    const id = claimLogicalId(this, stage.toLowerCase(), 'Variables');
    return new RosStageConfig(this, id, { groupId, stageName: stageName ?? stage, variables: sorted }, true);
  }

  protected override prepare(): void {
    const { lanes } = this.#defaults;
    if (lanes !== undefined) this.#places.layLanes(this.apis, lanes);
  }

  protected override validate(): string[] {
    this.#places.checkRoom();
    return [];
  }

  private checkRoute(text: string): Route {
    const route = parseRoute(text, this.node.path);
    const other = this.#apis.get(route.signature);
    if (other !== undefined) {
      throw new GatewayError('api-duplicate', `${text} is declared already, as ${routeText(other.route)}`, {
        place: this.node.path,
        hint: 'a method and path stand once in a group; the names of path parameters do not tell routes apart',
      });
    }
    if (this.#apis.size >= LIMITS.apisPerGroup.value) {
      throw new GatewayError('api-duplicate', `has more than ${LIMITS.apisPerGroup.value} APIs`, {
        place: this.node.path,
        hint: 'split the group; groups can share a domain by different base paths',
      });
    }
    return route;
  }

  private authorizationOf(options: { authorization?: Authorization }, route: string): Authorization {
    const authorization: Authorization | undefined =
      options.authorization ?? this.#defaults.defaultAuthorization;
    if (authorization?.kind !== undefined) return authorization;
    throw new GatewayError('authorization-missing', 'says nothing about who may call', {
      place: this.placeOfRoute(route),
      hint: "give the group a defaultAuthorization, or the API an authorization; to open it: PublicAccess.because('…')",
    });
  }

  private backendOf(options: ApiOptions, route: string): Backend {
    const backend: Backend | undefined = options.backend ?? this.#defaults.backend;
    if (backend?.kind !== undefined) return backend;
    throw new GatewayError('backend-invalid', 'has no backend', {
      place: this.placeOfRoute(route),
      hint: "give the group or the API a backend: Backend.http('https://orders.internal.example.com')",
    });
  }

  private layoutOf({ layout = this.#defaults.layout }: { readonly layout?: Layout }): Layout {
    return layout ?? Layout.flat();
  }

  private pluginsOf(authorization: Authorization, own: readonly BindablePlugin[] = []): BindablePlugin[] {
    const ownTypes = new Set(own.map((plugin) => plugin.pluginType));
    const inherited = (this.#defaults.plugins ?? []).filter((plugin) => !ownTypes.has(plugin.pluginType));
    return [...(authorization.kind === 'jwt' ? authorization.plugins : []), ...inherited, ...own];
  }

  private publishedStages(stages: readonly StageName[] = this.stages): readonly StageName[] {
    return this.checkStages(stages, this.stages, 'stage-unpublished');
  }

  private checkStages(
    stages: readonly StageName[] | undefined,
    allowed: readonly StageName[],
    code: 'stage-unknown' | 'stage-unpublished',
  ): readonly StageName[] {
    const list = Array.isArray(stages) ? stages : [];
    const strangers = list.filter((stage) => !allowed.includes(stage));
    if (list.length > 0 && strangers.length === 0) return allowed.filter((stage) => list.includes(stage));
    const got = list.length === 0 ? 'no stage' : strangers.join(', ');
    const known = strangers.every((stage) => API.stages.value.includes(stage));
    throw new GatewayError(known ? code : 'stage-unknown', `got ${got}; allowed: ${allowed.join(', ')}`, {
      place: this.node.path,
      hint:
        code === 'stage-unpublished'
          ? 'the group lists the stages that its APIs are published to'
          : undefined,
    });
  }

  private placeOfRoute(route: string): string {
    return `${this.node.path} '${route}'`;
  }
}
