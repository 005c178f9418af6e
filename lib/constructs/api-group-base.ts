import type { RosStageConfig } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import { API, LIMITS, type StageName } from '../facts';
import { parseRoute, type Route } from '../route';
import type { ApiOptions, Authorization, StageAuthorization } from './api-options';
import { API_OPTIONS } from './api-options';
import { ApiPlaces } from './api-places';
import type { AppAuthentication } from './app-authentication';
import {
  checkAuthorization,
  checkRequirements,
  checkSecondLock,
  checkStageAuthorization,
} from './authorization-check';
import { type Backend, checkBackend, variablesOf } from './backend';
import type { BoundApi, StagedPlugin } from './bound-api';
import { CUSTOM_DOMAIN_OPTIONS, CustomDomain, type CustomDomainOptions } from './custom-domain';
import { EXISTING_API_OPTIONS, ExistingApi, type ExistingApiOptions } from './existing-api';
import { GatewayApi } from './gateway-api';
import type { BindablePlugin } from './gateway-plugin';
import { GROUP_CORS, type GroupCors, GroupCorsPlugin } from './group-cors';
import { checkLanes } from './lanes';
import { Layout } from './layout';
import { appAuthentication, authorization, backend, layout, stagedPlugins, stages } from './members';
import { routeText } from './names';
import { addOpenApi, type OpenApiOptions } from './open-api';
import type { OpenApiDocument } from './open-api-document';
import { inStage, PerStage } from './per-stage';
import { checkProps, knownNumber, literal, type MembersOf, objectOf, oneOf, security, text } from './props';
import { asText, checkKnown } from './ros-value';
import { StageConfigs } from './stage-configs';
import { isKnownText, type TemplateText } from './template-value';

/** What a group gives to each of its APIs. */
export interface ApiDefaults {
  /**
   * The stages that APIs are published to. ROS cannot bind a domain to one stage: every stage answers on every
   * domain of the group, so each is protected alike.
   */
  readonly stages: readonly StageName[];
  /** Who may call an API that says nothing else. Without it every API has to say. */
  readonly defaultAuthorization?: Authorization | PerStage<StageAuthorization, never>;
  /** Where an API that says nothing else sends its requests. Without it every API has to say. */
  readonly backend?: Backend;
  /** App authentication beside the authorization of every API that is not public. @default - none */
  readonly secondLock?: AppAuthentication;
  /**
   * The path that all APIs of the group begin with, so that several groups can share a domain.
   * @default '/'
   */
  readonly basePath?: TemplateText;
  /**
   * Headers of the caller that reach the backend on every API, separated by commas. Cannot be changed later.
   * @default - none
   */
  readonly passthroughHeaders?: string;
  /** Plug-ins that every API is bound to in every stage. @default - none */
  readonly plugins?: readonly BindablePlugin[] | PerStage<readonly BindablePlugin[], never>;
  /**
   * A CORS plug-in of the group's own: its methods are those of the routes, its headers that of the token, Content-Type and
   * what is listed. One in `plugins` or of an API takes its place.
   * @default - none
   */
  readonly cors?: GroupCors;
  /** Where the resources of the APIs stand. Cannot be changed once they are deployed. @default Layout.flat() */
  readonly layout?: Layout;
  /**
   * Keeps group, APIs, deployments and bindings when they are removed from the template, or the stack is deleted: for a
   * gateway that existed before the stack did. Its names may be all that the service takes.
   * @default - ROS deletes what is removed
   */
  readonly deletionPolicy?: 'Retain';
  /**
   * How many APIs of a stage go live at a time; the others wait by `DependsOn`. The service takes 50 management
   * calls a second and locks a group that many change at once.
   * @default - as many as the deployment's `Parallelism` lets, which is all of them when it is not given
   */
  readonly lanes?: number;
}

/** Options that say who may call. */
export interface SaysWho<Stage extends StageName> {
  readonly authorization: Authorization | PerStage<StageAuthorization, Stage>;
}

/**
 * The options of `addApi`: they may be left out only when the group says who may call and where to send it. The names of
 * the arguments are what the compiler says is missing.
 */
export type ApiArguments<
  Props extends ApiDefaults,
  Stage extends StageName = Props['stages'][number],
> = Props extends { readonly defaultAuthorization: Authorization | PerStage<StageAuthorization, never> }
  ? Props extends { readonly backend: Backend }
    ? [options?: ApiOptions<Stage>]
    : [optionsWithBackend: ApiOptions<Stage> & { readonly backend: Backend }]
  : Props extends { readonly backend: Backend }
    ? [optionsWithAuthorization: ApiOptions<Stage> & SaysWho<Stage>]
    : [
        optionsWithAuthorizationAndBackend: ApiOptions<Stage> &
          SaysWho<Stage> & { readonly backend: Backend },
      ];

/** Each of the stages that a group is published to needs a value. */
export type EveryStageNamed<Props extends ApiDefaults> = {
  readonly [Key in keyof Props]: Props[Key] extends PerStage<unknown, infer Named>
    ? Props['stages'][number] extends Named
      ? Props[Key]
      : `PerStage.of has to name ${Exclude<Props['stages'][number], Named>}, too`
    : Props[Key];
};

/** What a function needs to know of an API group, whatever its defaults are. */
export interface IApiGroup extends ros.IConstruct {
  readonly groupId: TemplateText;
  readonly basePath: string;
  readonly stages: readonly StageName[];
  readonly apis: readonly BoundApi[];
  addCustomDomain(domainName: TemplateText, options?: CustomDomainOptions): CustomDomain;
  addStageVariables(stage: StageName, variables: Readonly<Record<string, TemplateText>>): RosStageConfig;
}

const API_GROUP = Symbol.for('ros-cdk-jwt-gateway.ApiGroup');

/** The options of `addOpenApi`: they have to name a backend where the group does not. */
export type OpenApiArguments<Props> = OpenApiOptions &
  (Props extends { readonly backend: Backend } ? unknown : { readonly backend: Backend });

/** What a group made here and one that exists already have in common. */
export abstract class ApiGroupBase<const Props extends ApiDefaults>
  extends ros.Construct
  implements IApiGroup
{
  abstract readonly groupId: TemplateText;
  /** The path that all APIs of the group begin with. */
  readonly basePath: string;
  readonly stages: readonly StageName[];
  readonly #defaults: ApiDefaults;
  readonly #apis = new Map<string, BoundApi>();
  readonly #places = new ApiPlaces(this);
  readonly #configs = new StageConfigs(this, () => this.groupId);
  #domainCount = 0;
  readonly #cors: GroupCorsPlugin | undefined;

  protected constructor(scope: ros.Construct, id: string, props: Props) {
    super(scope, id);
    Object.defineProperty(this, API_GROUP, { value: true });
    this.stages = this.checkStages(props.stages, API.stages.value, 'stage-unknown');
    this.basePath = asText(props.basePath ?? '/');
    if (isKnownText(this.basePath)) parseRoute(`ANY ${this.basePath}`, `${this.node.path} basePath`);
    checkLanes(props.lanes, this.node.path);
    if (props.backend !== undefined) checkBackend(props.backend, this.node.path);
    this.#cors = props.cors && new GroupCorsPlugin(this, props.cors, () => this.#apis.values());
    this.#defaults = { ...props };
  }

  /**
   * Whether something is an API group, made here or existing, also of a second copy of this package.
   *
   * @example
   * const groups = this.node.findAll().filter(ApiGroup.isApiGroup);
   */
  static isApiGroup(this: void, x: unknown): x is IApiGroup {
    return typeof x === 'object' && x !== null && API_GROUP in x;
  }

  /** Whether the group is on an instance that applies 16 rules only; `undefined` where that is not known. */
  protected abstract readonly isShared: boolean | undefined;

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
  addApi(route: string, ...given: ApiArguments<Props>): GatewayApi {
    const [options = {}]: readonly [ApiOptions<never>?] = given;
    const parsed = this.checkRoute(route);
    const place = this.placeOfRoute(route);
    checkProps<ApiOptions<never>>(options, API_OPTIONS, { place });
    const stages = this.publishedStages(options.stages);
    const authorizations = this.authorizationsOf(options, { place, stages });
    const [first] = authorizations;
    for (const authorization of authorizations) {
      checkSecondLock(options, authorization, place);
      checkRequirements(authorization, { isShared: this.isShared, parameters: parsed.parameters, place });
    }
    const backend = this.backendOf(options, route);
    const api = new GatewayApi(this, {
      route: parsed,
      groupId: this.groupId,
      options,
      authorizations,
      secondLock: options.secondLock ?? (first?.kind === 'public' ? undefined : this.#defaults.secondLock),
      backend,
      stages,
      plugins: this.pluginsOf(authorizations, { own: options.plugins, place, stages }),
      passthroughHeaders: this.#defaults.passthroughHeaders,
      isRetained: this.#isRetained,
      resources: () => this.#places.placeOf(parsed, this.layoutOf(options)),
    });
    this.#apis.set(parsed.signature, api);
    const variables = variablesOf(backend);
    if (variables.length > 0)
      for (const stage of stages) api.awaitVariables(stage, this.#configs.addUsed(stage, variables, place));
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
    checkKnown(this.basePath, 'the basePath of a group with an OpenAPI document', this.node.path);
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
    const place = this.placeOfRoute(route);
    checkProps<ExistingApiOptions>(options, EXISTING_API_OPTIONS, { place });
    const stages = this.publishedStages(options.stages);
    const authorizations = this.authorizationsOf(options, { place, stages });
    const other = authorizations.find(({ kind }) => kind !== 'jwt' && kind !== 'plugin');
    if (other !== undefined) {
      throw new GatewayError('authorization-missing', `an existing API cannot be made ${other.kind} here`, {
        place,
        hint: 'its AuthType belongs to whoever made it; give it a JwtAuthorization',
      });
    }
    const { apiId } = options;
    const plugins = this.pluginsOf(authorizations, { own: options.plugins, place, stages });
    const resources = this.#places.placeOf(parsed, this.layoutOf(options));
    const api = new ExistingApi(this, {
      route: parsed,
      apiId,
      stages,
      plugins,
      resources,
      isRetained: this.#isRetained,
    });
    this.#apis.set(parsed.signature, api);
    return api;
  }

  /**
   * Binds a domain to the group, after all of its bindings.
   *
   * @throws GatewayError `domain-invalid` for a text that is no domain name, a second one of that name, or more
   *   than the service takes
   */
  addCustomDomain(domainName: TemplateText, options: CustomDomainOptions = {}): CustomDomain {
    checkProps<CustomDomainOptions>(options, CUSTOM_DOMAIN_OPTIONS, {
      place: this.node.path,
      code: 'domain-invalid',
    });
    const limit = LIMITS.domainsPerGroup.value;
    if (this.#domainCount >= limit) {
      throw new GatewayError('domain-invalid', `has more than ${limit} domains`, { place: this.node.path });
    }
    const { groupId, basePath } = this;
    const domain = new CustomDomain(this, {
      ...options,
      domainName: asText(domainName),
      groupId,
      basePath,
      apis: () => this.apis,
    });
    this.#domainCount += 1;
    return domain;
  }

  /**
   * Adds variables to one stage (`ALIYUN::ApiGateway::StageConfig`), which backends read as `#name#`; those of a
   * `StageVariable` are added by the API that uses it.
   *
   * @throws GatewayError `stage-unpublished`, or `parameter-invalid` for more than 50 variables
   */
  addStageVariables(stage: StageName, variables: Readonly<Record<string, TemplateText>>): RosStageConfig {
    const [stageName] = this.publishedStages([stage]);
    return this.#configs.add(stageName ?? stage, variables);
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
    checkKnown(text, 'a route', this.node.path);
    const route = parseRoute(text, this.node.path);
    checkParameterSpelling(route, this.node.path);
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

  /** One for each stage. */
  private authorizationsOf(
    options: { readonly authorization?: Authorization | PerStage<StageAuthorization, never> },
    { place, stages }: StagePlace,
  ): Authorization[] {
    const given = options.authorization ?? this.#defaults.defaultAuthorization;
    if (given === undefined) {
      throw new GatewayError('authorization-missing', 'says nothing about who may call', {
        place,
        hint: "give the group a defaultAuthorization, or the API an authorization; to open it: PublicAccess.because('…')",
      });
    }
    const each = stages.map((stage) => inStage<Authorization>(given, stage, `${place} authorization`));
    for (const authorization of new Set(each)) {
      checkAuthorization(authorization, place);
      if (given instanceof PerStage) checkStageAuthorization(authorization, place);
    }
    return each;
  }

  private backendOf(options: ApiOptions<never>, route: string): Backend {
    if (options.backend !== undefined) checkBackend(options.backend, this.placeOfRoute(route));
    const backend = options.backend ?? this.#defaults.backend;
    if (backend !== undefined) return backend;
    throw new GatewayError('backend-invalid', 'has no backend', {
      place: this.placeOfRoute(route),
      hint: "give the group or the API a backend: Backend.http('https://orders.internal.example.com')",
    });
  }

  get #isRetained(): boolean {
    return this.#defaults.deletionPolicy === 'Retain';
  }

  private layoutOf({ layout = this.#defaults.layout }: { readonly layout?: Layout }): Layout {
    return layout ?? Layout.flat();
  }

  /** The plug-ins of each stage: those of its authorization, the group's of other types than the API's own, and these. */
  private pluginsOf(
    authorizations: readonly Authorization[],
    { own = [], place, stages }: StagePlace & { readonly own?: StagePlugins },
  ): StagedPlugin[] {
    const staged: { plugin: BindablePlugin; stages: StageName[] }[] = [];
    for (const [index, stage] of stages.entries()) {
      const ofApi = inStage<readonly BindablePlugin[]>(own, stage, `${place} plugins`);
      const others = inStage<readonly BindablePlugin[]>(
        this.#defaults.plugins ?? [],
        stage,
        `${place} plugins`,
      );
      const authorization = authorizations[index];
      const locks = authorization !== undefined && 'plugins' in authorization ? authorization.plugins : [];
      const hasCors = others.some(({ pluginType }) => pluginType === 'cors');
      const ofGroup = this.#cors === undefined || hasCors ? others : [...others, this.#cors];
      const ownTypes = new Set(ofApi.map((plugin) => plugin.pluginType));
      const inherited = ofGroup.filter((plugin) => !ownTypes.has(plugin.pluginType));
      for (const plugin of [...locks, ...inherited, ...ofApi]) {
        const known = staged.find((each) => each.plugin === plugin && !each.stages.includes(stage));
        if (known === undefined) staged.push({ plugin, stages: [stage] });
        else known.stages.push(stage);
      }
    }
    return staged;
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
    for (const stage of list) checkKnown(stage, 'a stage', this.node.path);
    const strangers = list.filter((stage) => !allowed.includes(stage));
    if (list.length > 0 && strangers.length === 0) return allowed.filter((stage) => list.includes(stage));
    const got = list.length === 0 ? 'no stage' : strangers.join(', ');
    const known = strangers.every((stage) => API.stages.value.includes(stage));
    throw new GatewayError(
      known ? code : 'stage-unknown',
      `stages: got ${got}; allowed: ${allowed.join(', ')}`,
      {
        place: this.node.path,
        hint:
          code === 'stage-unpublished'
            ? 'the group lists the stages that its APIs are published to'
            : undefined,
      },
    );
  }

  private placeOfRoute(route: string): string {
    return `${this.node.path} '${route}'`;
  }
}

type StagePlugins = readonly BindablePlugin[] | PerStage<readonly BindablePlugin[], never>;

interface StagePlace {
  readonly place: string;
  readonly stages: readonly StageName[];
}

/** How other frameworks write a parameter. The service would take either as the very text of a path; braces it does not take. */
const FOREIGN_PARAMETER = /^[:$]([\w-]+)$/;

function checkParameterSpelling({ path }: Route, place: string): void {
  const [written, name] =
    path
      .split('/')
      .map((segment) => FOREIGN_PARAMETER.exec(segment))
      .find((found) => found !== null) ?? [];
  if (written === undefined) return;
  throw new GatewayError('route-invalid', `${written} would be the very text of the path: write [${name}]`, {
    place,
    hint: `a path parameter stands in square brackets: ${path.replace(written, `[${name}]`)}`,
  });
}

export const API_DEFAULTS: MembersOf<ApiDefaults> = {
  cors: security(objectOf(GROUP_CORS)),
  stages,
  defaultAuthorization: security(authorization),
  backend: security(backend),
  secondLock: security(appAuthentication),
  basePath: text,
  passthroughHeaders: literal,
  plugins: security(stagedPlugins),
  layout,
  lanes: knownNumber,
  deletionPolicy: oneOf(['Retain']),
};
