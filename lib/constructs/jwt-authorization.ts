import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import { instantOf } from '../instant';
import type { PublicKeySet } from '../jwk';
import {
  type AccessControlModel,
  accessControl as accessControlPluginType,
  type ClaimParameter,
  doubtIn,
  type TokenDemand,
  tokenClaimRule,
} from '../plugin';
import type { ProviderKeys } from '../provider';
import { datesOf, type KeyRotation } from '../rotation';
import { Claim, ClaimRequirement } from './claim';
import type { Forward } from './forward';
import { FORWARD } from './forward';
import {
  AccessControlPlugin,
  type BindablePlugin,
  GatewayPlugin,
  JwtAuthPlugin,
  PLUGIN_PROPS,
} from './gateway-plugin';
import { importedPlugins } from './imported-plugins';
import { publicAccess, textOrTexts } from './members';
import { digestOf, nameOf } from './names';
import { comparedProblems, refusedValues, withRosValues } from './plugin-values';
import {
  anything,
  checkProps,
  flag,
  has,
  type MembersOf,
  made,
  mapOf,
  objectOf,
  oneOf,
  received,
  security,
  text,
} from './props';
import type { PublicAccess } from './public-access';
import { asText, HiddenValues } from './ros-value';
import { checkScope } from './scope';
import { isKnownText, type TemplateText } from './template-value';
import type { TokenSource } from './token-source';
import { TOKEN_SOURCE } from './token-source';

/** Who may call, by the token they show. */
export interface JwtAuthorizationProps {
  /** The public keys that tokens may be signed with; several while a key is being rotated. */
  readonly keys: PublicKeySet;
  /** Where the caller puts the token. */
  readonly token: TokenSource;
  /**
   * The only `iss` that is accepted, or the list of those of which any one is. The JWT plug-in does not look at it: an
   * accessControl plug-in beside it does. A parameter of the stack needs `allowedValues`, or an `allowedPattern` that lets
   * through nothing that could end the text of a condition.
   * @default - any issuer whose tokens the keys verify
   */
  readonly issuer?: TemplateText | readonly TemplateText[];
  /**
   * The `aud` that is accepted, or the list of those of which any one is. Tokens must carry it as a string: how
   * the gateway reads an array is not documented. A parameter of the stack may be one, as it may be an issuer.
   * @default - any audience
   */
  readonly audience?: TemplateText | readonly TemplateText[];
  /** Claims to hand to the backend, by claim name. Keep claims flat strings: nothing else is documented. */
  readonly forwardClaims?: Readonly<Record<string, Forward>>;
  /**
   * Rules of your own, checked after issuer and audience; they may read claims as `Token:<claim>`.
   * @default - none
   */
  readonly accessControl?: Partial<AccessControlModel>;
  /**
   * Refuses a token that was used before; tokens then need a `jti`.
   * @default false
   */
  readonly preventJtiReplay?: boolean;
  /**
   * Accepts tokens past their `exp`.
   * @default false
   */
  readonly ignoreExpirationCheck?: boolean;
  /**
   * Lets requests without any token through, with the reason why that does no harm. A bad token is still
   * refused, but every such route is public.
   * @default - a request without a token is refused
   */
  readonly bypassEmptyToken?: PublicAccess;
  /**
   * The names of the plug-ins begin with this.
   * @default - made of the stack's name and the construct's path
   */
  readonly pluginName?: string;
  /** At most 200 characters. */
  readonly description?: string;
  /** At most 20. */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * The plan by which the keys are being changed. The Metadata of the plug-in then says until when each stays, so that
   * `check` and `diff` know; what the service gets is the same.
   * @default - nothing is known of dates
   * @example KeyRotation.fromFile('keys/customers.rotation.yaml')
   */
  readonly rotation?: KeyRotation;
  /**
   * How the keys are written: one key as `jwk`, which every vendor example shows, and several as `jwks`, a name that we
   * only remember. With `jwks` it is `jwks` from the start, so that a second key does not change the form.
   * @default - `jwk` for one key, `jwks` for several
   */
  readonly keyForm?: 'jwk' | 'jwks';
}

/** Who may call, by the tokens of an identity provider: its keys and its issuer are those that were pinned. */
export interface ProviderAuthorizationProps extends Omit<JwtAuthorizationProps, 'keys' | 'issuer'> {
  /** The keys of the provider. */
  readonly provider: ProviderKeys;
  /**
   * The only `iss` that is accepted.
   * @default - the issuer of the provider; must be given where its keys were imported without one
   */
  readonly issuer?: TemplateText | readonly TemplateText[];
}

/** The ids of plug-ins that exist already. */
export interface ExistingJwtPlugins {
  readonly jwtAuth: TemplateText;
  /** @default - none is bound beside it */
  readonly accessControl?: TemplateText;
}

/** A JWT authorization as an API sees it. */
export interface JwtAuthorizer {
  readonly kind: 'jwt';
  /** All plug-ins an API has to be bound to. */
  readonly plugins: readonly BindablePlugin[];
  /** What reaches the backend, for the checks of each API. */
  readonly forwards: readonly { readonly claim: string; readonly forward: Forward }[];
  /** Where the token comes from; unknown for an existing plug-in. */
  readonly token?: TokenSource;
  /** The path parameters that a route needs to have, because a claim is compared with them. */
  readonly pathParameters?: readonly string[];
  /** How many rules and variables the plug-in for them has, of which a shared instance applies the first 16 only. */
  readonly sharedInstance?: { readonly rules: number; readonly variables: number };
  /**
   * The same with a demand for scopes: a token has to have all of them.
   * @default - scopes cannot be demanded
   */
  readonly requiringScopes?: (scopes: readonly string[]) => JwtAuthorizer;
}

/**
 * JWT authorization: a `jwtAuth` plug-in, and beside it, when an issuer, an audience or rules are given, an
 * `accessControl` plug-in that reads the verified claims. APIs that use it are bound to both.
 *
 * @example
 * const customers = new JwtAuthorization(this, 'Customers', {
 *   keys: PublicKeySet.fromFile('keys/customers.jwks.json'),
 *   token: TokenSource.bearer(),
 *   issuer: 'https://login.example.com',
 *   audience: 'orders',
 * });
 *
 * @see https://www.alibabacloud.com/help/en/api-gateway/traditional-api-gateway/user-guide/jwt-authentication
 */
export class JwtAuthorization extends ros.Construct implements JwtAuthorizer {
  readonly kind = 'jwt';
  readonly token: TokenSource;
  readonly forwards: JwtAuthorizer['forwards'];
  /** The JWT plug-in. */
  readonly jwtAuthPlugin: JwtAuthPlugin;
  readonly #props: JwtAuthorizationProps;
  readonly #claims: AccessControlModel | undefined;
  readonly #hidden = new HiddenValues(this);
  #accessControlPlugin: AccessControlPlugin | undefined;
  /** By the requirement. */
  readonly #requiring = new Map<string, JwtAuthorizer>();
  #metadata: Readonly<Record<string, unknown>> = {};

  /**
   * @throws GatewayError `plugin-data-invalid`, `plugin-data-too-large`, `name-invalid`, or `key-set-invalid`
   *   when `keys` is not a PublicKeySet, or a key of it is not for signatures
   */
  constructor(scope: ros.Construct, id: string, props: JwtAuthorizationProps) {
    checkScope('JwtAuthorization', scope, id);
    checkProps<JwtAuthorizationProps>(props, JWT_AUTHORIZATION_PROPS, { place: `${scope.node.path}/${id}` });
    super(scope, id);
    this.token = props.token;
    this.forwards = forwardsOf(props);
    this.jwtAuthPlugin = this.createJwtAuthPlugin(props);
    if (props.bypassEmptyToken !== undefined) {
      this.#addMetadata({ BypassEmptyToken: props.bypassEmptyToken.reason });
    }
    if (props.rotation !== undefined) this.#addMetadata(datesIn(props.rotation, props.keys, this.node.path));
    this.#props = props;
    this.#claims = checksClaims(props) ? this.claimsOf(props) : undefined;
  }

  /** The plug-in that checks issuer, audience and rules, where there are any. */
  get accessControlPlugin(): AccessControlPlugin | undefined {
    if (this.#claims === undefined) return undefined;
    this.#accessControlPlugin ??= new AccessControlPlugin(this, 'AccessControl', {
      ...this.pluginProps(this.#props, suffixed(this.#props.pluginName, 'claims')),
      ...this.#claims,
    });
    return this.#accessControlPlugin;
  }

  get plugins(): readonly BindablePlugin[] {
    const { accessControlPlugin } = this;
    return [this.jwtAuthPlugin, ...(accessControlPlugin ? [accessControlPlugin] : [])];
  }

  /**
   * The same authorization for tokens that say more. Routes that require the same share one accessControl plug-in beside
   * the JWT plug-in, which all routes share; `accessControl` rules of your own are in it, too.
   *
   * @throws GatewayError `plugin-data-invalid` for what cannot be written safely in a condition, or is too long for one
   * @example
   * orders.addApi('POST /orders', { authorization: customers.requiring(Claim.scope('orders:write')) });
   */
  requiring(requirement: ClaimRequirement): JwtAuthorizer {
    if (!(requirement instanceof ClaimRequirement)) {
      throw new GatewayError(
        'parameter-invalid',
        `requiring takes a requirement, got ${received(requirement)}`,
        {
          place: this.node.path,
          hint: "write requiring(Claim.scope('orders:write'))",
        },
      );
    }
    const hidden = new ClaimRequirement(requirement.demands.map((demand) => this.hiddenDemand(demand)));
    const key = JSON.stringify(hidden.demands);
    const known = this.#requiring.get(key) ?? this.createRequiring(hidden);
    this.#requiring.set(key, known);
    return known;
  }

  /**
   * A JWT authorization for the tokens of an identity provider. The Metadata of the plug-in says whose keys it has, so
   * that `keys compare` and `check` know.
   *
   * @throws GatewayError `authorization-missing` when neither the provider's record nor `issuer` says who issues its
   *   tokens, and what the constructor throws
   * @example
   * JwtAuthorization.fromProvider(this, 'Login', {
   *   provider: ProviderKeys.fromFile('keys/login.provider.json'),
   *   token: TokenSource.bearer(),
   *   audience: 'orders',
   * })
   */
  static fromProvider(scope: ros.Construct, id: string, given: ProviderAuthorizationProps): JwtAuthorization {
    checkScope('JwtAuthorization', scope, id);
    checkProps<ProviderAuthorizationProps>(given, PROVIDER_AUTHORIZATION_PROPS, {
      place: `${scope.node.path}/${id}`,
    });
    const { provider, ...props } = given;
    const { issuer, source } = provider.record;
    const accepted = props.issuer ?? issuer;
    if (accepted === undefined) {
      throw new GatewayError('authorization-missing', `the record of ${provider.name} names no issuer`, {
        place: `${scope.node.path}/${id}`,
        hint: 'give issuer, as it stands in the tokens; without it tokens for others would be accepted',
      });
    }
    const made = new JwtAuthorization(scope, id, { ...props, keys: provider.keys, issuer: accepted });
    made.#addMetadata({
      Provider: {
        Name: provider.name,
        // What a parameter holds says nothing of the provider.
        ...(isKnown(accepted) ? { Issuer: accepted } : {}),
        Source: shownSource(source),
      },
      ...graceIn(provider),
    });
    return made;
  }

  /** A JWT authorization whose plug-ins exist already. What they check and forward is not known here. */
  static fromPluginIds(scope: ros.Construct, id: string, ids: ExistingJwtPlugins): JwtAuthorizer {
    checkProps<ExistingJwtPlugins>(ids, EXISTING_JWT_PLUGINS, { place: `${scope.node.path}/${id}` });
    const existing = (type: string, pluginId: TemplateText | undefined): BindablePlugin[] =>
      pluginId === undefined ? [] : [GatewayPlugin.fromPluginId(scope, `${id}-${type}`, type, pluginId)];
    const plugins = [...existing('jwtAuth', ids.jwtAuth), ...existing('accessControl', ids.accessControl)];
    return { kind: 'jwt', plugins, forwards: [] };
  }

  /**
   * The same authorization for groups of another stack: its plug-ins stay here, and their ids are outputs, which the other
   * stack reads with `Fn::GetStackOutput`. ROS makes this stack first: the function is empty for one that is not there.
   *
   * @param requirement what else the tokens have to say; `requiring` of what is returned is not possible
   * @throws GatewayError `cross-stack-reference` for a nested stack, for this one, and for one that this stack waits for
   * @example
   * const imported = customers.importInto(stack);
   * new ApiGroup(stack, 'Partners', { groupName: 'partners', stages: ['RELEASE'], defaultAuthorization: imported });
   */
  importInto(stack: ros.Stack, requirement?: ClaimRequirement): JwtAuthorizer {
    const own: JwtAuthorizer = requirement === undefined ? this : this.requiring(requirement);
    const { forwards, pathParameters, sharedInstance, token } = own;
    return {
      kind: 'jwt',
      plugins: importedPlugins(stack, own.plugins, this),
      forwards,
      ...(token === undefined ? {} : { token }),
      ...(pathParameters === undefined ? {} : { pathParameters }),
      ...(sharedInstance === undefined ? {} : { sharedInstance }),
    };
  }

  private createJwtAuthPlugin(props: JwtAuthorizationProps): JwtAuthPlugin {
    const { bypassEmptyToken, ignoreExpirationCheck, preventJtiReplay, token } = props;
    return new JwtAuthPlugin(this, 'JwtAuth', {
      ...this.pluginProps(props, suffixed(props.pluginName, 'jwt')),
      ...token,
      ...(this.forwards.length === 0 ? {} : { claimParameters: this.forwards.map(claimParameterOf) }),
      ...(preventJtiReplay === undefined ? {} : { preventJtiReplay }),
      ...(bypassEmptyToken === undefined ? {} : { bypassEmptyToken: true }),
      ...(ignoreExpirationCheck === undefined ? {} : { ignoreExpirationCheck }),
      ...keyMembers(props, this.node.path),
    });
  }

  /** What the author says of the plug-in. The resource takes a section as a whole: each addition writes all of it. */
  #addMetadata(members: Readonly<Record<string, unknown>>): void {
    this.#metadata = { ...this.#metadata, ...members };
    if (Object.keys(this.#metadata).length === 0) return;
    this.jwtAuthPlugin.resource.addMetaData('JwtGateway', this.#metadata);
  }

  /**
   * The same authorization for tokens whose `scope` has all of these words, as an OpenAPI document lists them.
   *
   * @throws GatewayError `plugin-data-invalid` as {@link JwtAuthorization.requiring}
   */
  requiringScopes(scopes: readonly string[]): JwtAuthorizer {
    const demands = scopes.flatMap((scope) => Claim.scope(scope).demands);
    return demands.length === 0 ? this : this.requiring(new ClaimRequirement(demands));
  }

  /** Where nothing is required of any route, all of them are bound to it, or may be later. */
  protected override prepare(): void {
    if (this.#requiring.size === 0) void this.accessControlPlugin;
  }

  private claimsOf(
    { accessControl, audience, issuer }: JwtAuthorizationProps,
    demands: readonly TokenDemand[] = [],
  ): AccessControlModel {
    const place = this.node.path;
    const own = withRosValues(accessControl, {
      model: 'accessControl',
      place: `${place} accessControl`,
      scope: this,
    });
    const wanted = {
      issuer: this.hiddenTexts('issuer', issuer),
      audience: this.hiddenTexts('audience', audience),
    };
    const { rules, ...rest } = tokenClaimRule({ ...wanted, demands, ...own }, place);
    const shown = rules.map((rule) => ({ ...rule, condition: this.#hidden.show(rule.condition) }));
    const at = { model: 'accessControl', place: `${place}/AccessControl`, scope: this };
    const model = withRosValues({ ...rest, rules: shown }, at);
    // What is refused is refused here and not when the first route asks for it.
    accessControlPluginType.render(model, at.place);
    return model;
  }

  /** Texts to be compared, with names in the place of values that only ROS knows. */
  private hiddenTexts(
    name: string,
    given: TemplateText | readonly TemplateText[] | undefined,
  ): string | readonly string[] | undefined {
    if (given === undefined) return undefined;
    const texts = isList(given) ? given.map(asText) : asText(given);
    const problems = [texts].flat().flatMap((text) => comparedProblems(text, name, this));
    if (problems.length > 0) throw refusedValues(problems, this.node.path);
    return typeof texts === 'string'
      ? this.#hidden.hide(texts)
      : texts.map((text) => this.#hidden.hide(text));
  }

  private hiddenDemand(demand: TokenDemand): TokenDemand {
    if (demand.kind !== 'oneOf') return demand;
    const values = this.hiddenTexts(`the claim ${demand.claim}`, demand.values);
    return { ...demand, values: [values ?? []].flat() };
  }

  private createRequiring(requirement: ClaimRequirement): JwtAuthorizer {
    const { demands } = requirement;
    const model = this.claimsOf(this.#props, demands);
    const words = requirement
      .toString()
      .replace(/[^A-Za-z0-9]+/g, ' ')
      .trim()
      .slice(0, 40);
    const digest = digestOf(JSON.stringify(demands));
    const id = `Requires ${words} ${digest}`;
    const { pluginName } = this.#props;
    // A name that only ROS knows cannot be shortened.
    const ownName = isKnownName(pluginName)
      ? nameOf(`${pluginName} ${requirement}`)
      : suffixed(pluginName, digest);
    const plugin = new AccessControlPlugin(this, id, { ...this.pluginProps(this.#props, ownName), ...model });
    for (const doubt of demands.flatMap((each) => doubtIn(each) ?? [])) plugin.node.addWarning(doubt);
    return {
      kind: 'jwt',
      plugins: [this.jwtAuthPlugin, plugin],
      forwards: this.forwards,
      token: this.token,
      pathParameters: demands.flatMap((each) => (each.kind === 'pathParameter' ? [each.parameter] : [])),
      sharedInstance: { rules: model.rules.length, variables: Object.keys(model.parameters).length },
    };
  }

  private pluginProps({ description, tags }: JwtAuthorizationProps, pluginName: string | undefined) {
    return {
      ...(pluginName === undefined ? {} : { pluginName }),
      ...(description === undefined ? {} : { description }),
      ...(tags === undefined ? {} : { tags }),
    };
  }
}

/** Whether an accessControl plug-in has something to check, whatever the route. */
function checksClaims({ accessControl, audience, issuer }: JwtAuthorizationProps): boolean {
  return issuer !== undefined || audience !== undefined || accessControl !== undefined;
}

function suffixed(name: string | undefined, suffix: string): string | undefined {
  return name === undefined ? undefined : `${name}_${suffix}`;
}

function isKnownName(name: string | undefined): name is string {
  return name !== undefined && isKnownText(name);
}

const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value);

function isKnown(value: TemplateText | readonly TemplateText[]): boolean {
  return isList(value) ? value.every(isKnownText) : isKnownText(value);
}

function forwardsOf(props: JwtAuthorizationProps): JwtAuthorizer['forwards'] {
  return Object.entries(props.forwardClaims ?? {})
    .map(([claim, forward]) => ({ claim, forward }))
    .sort((a, b) => (a.claim < b.claim ? -1 : 1));
}

function claimParameterOf({ claim, forward }: { claim: string; forward: Forward }): ClaimParameter {
  return { claimName: claim, parameterName: forward.parameterName, location: forward.location };
}

const PEM = /^\s*-----BEGIN /;

/** One key as `jwk`, which every vendor example shows; several as `jwks`, which is remembered only. */
function keyMembers({ keyForm, keys }: JwtAuthorizationProps, place: string) {
  const [first, ...others] = keys?.keys ?? [];
  if (first === undefined) {
    throw new GatewayError('key-set-invalid', 'keys must be a PublicKeySet', {
      place,
      hint: PEM.test(String(keys))
        ? 'it is PEM: make a key set of it with jwt-gateway keys import NAME FILE'
        : "keys: PublicKeySet.fromFile('keys/customers.jwks.json')",
    });
  }
  if (others.length > 0 && keyForm === 'jwk') {
    throw new GatewayError('key-set-invalid', `${keys.keys.length} keys cannot be written as one jwk`, {
      place,
      hint: 'leave keyForm out, or give one key',
    });
  }
  return others.length === 0 && keyForm !== 'jwks' ? { jwk: first } : { jwks: keys.keys };
}

/**
 * Until when each key stays that signs no more. Of the key that still signs nothing is written: the date at which it may
 * go follows from the moment of the switch, and an earlier one would make its removal look safe.
 */
function datesIn({ plan }: KeyRotation, { keys }: PublicKeySet, place: string) {
  if (!keys.some(({ kid }) => kid === plan.signer)) {
    throw new GatewayError(
      'key-set-invalid',
      `kid ${plan.signer} signs by the plan, and is not among the keys`,
      {
        place,
        hint: 'give keys and rotation of the same name; tokens of a key that is missing are refused',
      },
    );
  }
  const dated = keys.flatMap(({ kid }) => {
    const { retireBy, retireFrom, signs } = datesOf(plan, kid);
    return signs || retireFrom === undefined
      ? []
      : [{ Kid: kid, RetireFrom: retireFrom, RetireBy: retireBy }];
  });
  return dated.length === 0 ? {} : { Keys: dated };
}

/** Until when each key stays that the provider does not list any more. */
function graceIn({ record }: ProviderKeys) {
  const dated = record.keys.flatMap(({ kid, retireFrom }) => {
    if (kid === undefined || retireFrom === undefined) return [];
    const retireBy = instantOf(Date.parse(retireFrom) + GRACE_TO_RETIRE_MILLIS);
    return [{ Kid: kid, RetireFrom: retireFrom, RetireBy: retireBy }];
  });
  return dated.length === 0 ? {} : { Keys: dated };
}

/** How long a key of a provider may stay past its grace before `check` warns. */
const GRACE_TO_RETIRE_MILLIS = 7 * 24 * 60 * 60 * 1000;

/** Where keys are read, without what may give access. */
const shownSource = (source: string): string => source.replace(/[?#].*$/s, '');

const JWT_AUTHORIZATION_PROPS: MembersOf<JwtAuthorizationProps> = {
  ...PLUGIN_PROPS,
  // What keys are none is told with the way to make some.
  keys: anything,
  token: objectOf(TOKEN_SOURCE, 'a TokenSource: TokenSource.bearer()'),
  issuer: security(textOrTexts),
  audience: security(textOrTexts),
  forwardClaims: security(mapOf(objectOf(FORWARD, "a Forward: Forward.header('X-User-Id')"))),
  accessControl: security(
    made('an object with parameters and rules', (value) => has('rules', 'object')(value)),
  ),
  preventJtiReplay: security(flag),
  ignoreExpirationCheck: flag,
  bypassEmptyToken: publicAccess,
  rotation: made('a KeyRotation', has('plan', 'object')),
  keyForm: oneOf(['jwk', 'jwks']),
};

const { keys: _keys, ...BESIDE_KEYS } = JWT_AUTHORIZATION_PROPS;

const PROVIDER_AUTHORIZATION_PROPS: MembersOf<ProviderAuthorizationProps> = {
  ...BESIDE_KEYS,
  provider: security(made("ProviderKeys.fromFile('keys/login.provider.json')", has('record', 'object'))),
};

const EXISTING_JWT_PLUGINS: MembersOf<ExistingJwtPlugins> = {
  jwtAuth: security(text),
  accessControl: security(text),
};
