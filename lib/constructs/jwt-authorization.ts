import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import { instantOf } from '../instant';
import type { PublicKeySet } from '../jwk';
import { type AccessControlModel, type ClaimParameter, tokenClaimRule } from '../plugin';
import type { ProviderKeys } from '../provider';
import { datesOf, type KeyRotation } from '../rotation';
import type { Forward } from './forward';
import { AccessControlPlugin, type BindablePlugin, GatewayPlugin, JwtAuthPlugin } from './gateway-plugin';
import { assertOneCore } from './one-core';
import type { PublicAccess } from './public-access';
import type { TemplateText } from './template-value';
import type { TokenSource } from './token-source';

/** Who may call, by the token they show. */
export interface JwtAuthorizationProps {
  /** The public keys that tokens may be signed with; several while a key is being rotated. */
  readonly keys: PublicKeySet;
  /** Where the caller puts the token. */
  readonly token: TokenSource;
  /**
   * The only `iss` that is accepted. The JWT plug-in does not look at it: an accessControl plug-in beside it does.
   * @default - any issuer whose tokens the keys verify
   */
  readonly issuer?: string;
  /**
   * The `aud` that is accepted, or the list of those of which any one is. Tokens must carry it as a string: how
   * the gateway reads an array is not documented.
   * @default - any audience
   */
  readonly audience?: string | readonly string[];
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
  readonly issuer?: string;
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
 * @see https://www.alibabacloud.com/help/en/api-gateway/traditional-api-gateway/user-guide/jwt-authentication
 */
export class JwtAuthorization extends ros.Construct implements JwtAuthorizer {
  readonly kind = 'jwt';
  readonly token: TokenSource;
  readonly plugins: readonly BindablePlugin[];
  readonly forwards: JwtAuthorizer['forwards'];
  /** The JWT plug-in. */
  readonly jwtAuthPlugin: JwtAuthPlugin;
  /** The plug-in that checks issuer, audience and rules, where there are any. */
  readonly accessControlPlugin: AccessControlPlugin | undefined;
  #metadata: Readonly<Record<string, unknown>> = {};

  /**
   * @throws GatewayError `plugin-data-invalid`, `plugin-data-too-large`, `name-invalid`, or `key-set-invalid`
   *   when `keys` is not a PublicKeySet, or a key of it is not for signatures
   */
  constructor(scope: ros.Construct, id: string, props: JwtAuthorizationProps) {
    assertOneCore(scope);
    super(scope, id);
    this.token = props.token;
    this.forwards = forwardsOf(props);
    this.jwtAuthPlugin = this.createJwtAuthPlugin(props);
    if (props.bypassEmptyToken !== undefined) {
      this.#addMetadata({ BypassEmptyToken: props.bypassEmptyToken.reason });
    }
    if (props.rotation !== undefined) this.#addMetadata(datesIn(props.rotation, props.keys, this.node.path));
    this.accessControlPlugin = this.createAccessControlPlugin(props);
    this.plugins = [this.jwtAuthPlugin, ...(this.accessControlPlugin ? [this.accessControlPlugin] : [])];
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
  static fromProvider(
    scope: ros.Construct,
    id: string,
    { provider, ...props }: ProviderAuthorizationProps,
  ): JwtAuthorization {
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
      Provider: { Name: provider.name, Issuer: accepted, Source: shownSource(source) },
      ...graceIn(provider),
    });
    return made;
  }

  /** A JWT authorization whose plug-ins exist already. What they check and forward is not known here. */
  static fromPluginIds(
    scope: ros.Construct,
    id: string,
    ids: { readonly jwtAuth: TemplateText; readonly accessControl?: TemplateText },
  ): JwtAuthorizer {
    const existing = (type: string, pluginId: TemplateText | undefined): BindablePlugin[] =>
      pluginId === undefined ? [] : [GatewayPlugin.fromPluginId(scope, `${id}-${type}`, type, pluginId)];
    const plugins = [...existing('jwtAuth', ids.jwtAuth), ...existing('accessControl', ids.accessControl)];
    return { kind: 'jwt', plugins, forwards: [] };
  }

  private createJwtAuthPlugin(props: JwtAuthorizationProps): JwtAuthPlugin {
    const { bypassEmptyToken, ignoreExpirationCheck, preventJtiReplay, token } = props;
    return new JwtAuthPlugin(this, 'JwtAuth', {
      ...this.pluginProps(props, 'jwt'),
      ...token,
      ...(this.forwards.length === 0 ? {} : { claimParameters: this.forwards.map(claimParameterOf) }),
      ...(preventJtiReplay === undefined ? {} : { preventJtiReplay }),
      ...(bypassEmptyToken === undefined ? {} : { bypassEmptyToken: true }),
      ...(ignoreExpirationCheck === undefined ? {} : { ignoreExpirationCheck }),
      ...keyMembers(props, this.node.path),
    });
  }

  /** What the author says of the plug-in. The resource takes a section as a whole: each addition writes all of it. */
  #addMetadata(said: Readonly<Record<string, unknown>>): void {
    this.#metadata = { ...this.#metadata, ...said };
    if (Object.keys(this.#metadata).length === 0) return;
    this.jwtAuthPlugin.resource.addMetaData('JwtGateway', this.#metadata);
  }

  private createAccessControlPlugin(props: JwtAuthorizationProps): AccessControlPlugin | undefined {
    const { accessControl, audience, issuer } = props;
    if (issuer === undefined && audience === undefined && accessControl === undefined) return undefined;
    const model = tokenClaimRule({ issuer, audience, ...accessControl }, this.node.path);
    return new AccessControlPlugin(this, 'AccessControl', { ...this.pluginProps(props, 'claims'), ...model });
  }

  private pluginProps({ pluginName, description, tags }: JwtAuthorizationProps, suffix: string) {
    return {
      ...(pluginName === undefined ? {} : { pluginName: `${pluginName}_${suffix}` }),
      ...(description === undefined ? {} : { description }),
      ...(tags === undefined ? {} : { tags }),
    };
  }
}

function forwardsOf(props: JwtAuthorizationProps): JwtAuthorizer['forwards'] {
  return Object.entries(props.forwardClaims ?? {})
    .map(([claim, forward]) => ({ claim, forward }))
    .sort((a, b) => (a.claim < b.claim ? -1 : 1));
}

function claimParameterOf({ claim, forward }: { claim: string; forward: Forward }): ClaimParameter {
  return { claimName: claim, parameterName: forward.parameterName, location: forward.location };
}

/** One key as `jwk`, which every vendor example shows; several as `jwks`, which is remembered only. */
function keyMembers({ keyForm, keys }: JwtAuthorizationProps, place: string) {
  const [first, ...others] = keys?.keys ?? [];
  if (first === undefined) {
    throw new GatewayError('key-set-invalid', 'keys must be a PublicKeySet', {
      place,
      hint: "keys: PublicKeySet.fromFile('keys/customers.jwks.json')",
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
