import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import type { PublicKeySet } from '../jwk';
import { type AccessControlModel, type ClaimParameter, tokenClaimRule } from '../plugin';
import type { Forward } from './forward';
import { AccessControlPlugin, type BindablePlugin, GatewayPlugin, JwtAuthPlugin } from './gateway-plugin';
import { checkProps } from './props';
import type { PublicAccess } from './public-access';
import { EXISTING_JWT_PLUGINS, JWT_AUTHORIZATION_PROPS } from './public-props';
import { checkScope } from './scope';
import type { TemplateText } from './template-value';
import type { TokenSource } from './token-source';

/** Who may call, by the token they show. */
export interface JwtAuthorizationProps {
  /** The public keys that tokens may be signed with; several while a key is being rotated. */
  readonly keys: PublicKeySet;
  /** Where the caller puts the token. */
  readonly token: TokenSource;
  /**
   * The only `iss` that is accepted, or the list of those of which any one is. The JWT plug-in does not look at it: an
   * accessControl plug-in beside it does.
   * @default - any issuer whose tokens the keys verify
   */
  readonly issuer?: string | readonly string[];
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

  /**
   * @throws GatewayError `plugin-data-invalid`, `plugin-data-too-large`, `name-invalid`, or `key-set-invalid`
   *   when `keys` is not a PublicKeySet
   */
  constructor(scope: ros.Construct, id: string, props: JwtAuthorizationProps) {
    checkScope('JwtAuthorization', scope, id);
    checkProps<JwtAuthorizationProps>(props, JWT_AUTHORIZATION_PROPS, { place: `${scope.node.path}/${id}` });
    super(scope, id);
    this.token = props.token;
    this.forwards = forwardsOf(props);
    this.jwtAuthPlugin = this.createJwtAuthPlugin(props);
    this.accessControlPlugin = this.createAccessControlPlugin(props);
    this.plugins = [this.jwtAuthPlugin, ...(this.accessControlPlugin ? [this.accessControlPlugin] : [])];
  }

  /** A JWT authorization whose plug-ins exist already. What they check and forward is not known here. */
  static fromPluginIds(scope: ros.Construct, id: string, ids: ExistingJwtPlugins): JwtAuthorizer {
    checkProps<ExistingJwtPlugins>(ids, EXISTING_JWT_PLUGINS, { place: `${scope.node.path}/${id}` });
    const existing = (type: string, pluginId: TemplateText | undefined): BindablePlugin[] =>
      pluginId === undefined ? [] : [GatewayPlugin.fromPluginId(scope, `${id}-${type}`, type, pluginId)];
    const plugins = [...existing('jwtAuth', ids.jwtAuth), ...existing('accessControl', ids.accessControl)];
    return { kind: 'jwt', plugins, forwards: [] };
  }

  private createJwtAuthPlugin(props: JwtAuthorizationProps): JwtAuthPlugin {
    const { bypassEmptyToken, ignoreExpirationCheck, preventJtiReplay, token } = props;
    const plugin = new JwtAuthPlugin(this, 'JwtAuth', {
      ...this.pluginProps(props, 'jwt'),
      ...token,
      ...(this.forwards.length === 0 ? {} : { claimParameters: this.forwards.map(claimParameterOf) }),
      ...(preventJtiReplay === undefined ? {} : { preventJtiReplay }),
      ...(bypassEmptyToken === undefined ? {} : { bypassEmptyToken: true }),
      ...(ignoreExpirationCheck === undefined ? {} : { ignoreExpirationCheck }),
      ...keyMembers(props.keys, this.node.path),
    });
    if (bypassEmptyToken !== undefined) {
      plugin.resource.addMetaData('JwtGateway', { BypassEmptyToken: bypassEmptyToken.reason });
    }
    return plugin;
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

const PEM = /^\s*-----BEGIN /;

/** One key as `jwk`, which every vendor example shows; several as `jwks`, which is remembered only. */
function keyMembers(keys: PublicKeySet, place: string) {
  const [first, ...others] = keys?.keys ?? [];
  if (first === undefined) {
    throw new GatewayError('key-set-invalid', 'keys must be a PublicKeySet', {
      place,
      hint: PEM.test(String(keys))
        ? 'it is PEM: make a key set of it with jwt-gateway keys import NAME FILE'
        : "keys: PublicKeySet.fromFile('keys/customers.jwks.json')",
    });
  }
  return others.length === 0 ? { jwk: first } : { jwks: keys.keys };
}
