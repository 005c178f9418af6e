import { isUnknown, type Maybe } from '../template';
import { demandsBeside } from './enforced-claims';
import type { GatewayPlugin, RouteBinding } from './gateway-model';
import type { AppLock, JwtLock, Lock, OpenIdLock, Protection } from './protection';

/** What decides about one route in one stage. */
export interface ProtectionInput {
  /** The API's own `AuthType`. */
  readonly authType: Maybe<string> | undefined;
  /** Why anybody may call, as the author of the template says. */
  readonly publicAccess: string | undefined;
  /** The plug-ins that are bound, or may be bound, in the stage. */
  readonly bindings: readonly RouteBinding[];
}

/** Plug-in types that decide whether a caller gets through. Every other type only narrows what they let in. */
const AUTHENTICATION = ['jwtAuth', 'basicAuth', 'remoteAuth'];

/**
 * Who gets through, by the service's precedence: a plug-in is one of its type per API and stage; a JWT plug-in
 * takes the place of the API's own OpenID Connect settings; app authentication stays beside it [inferred].
 *
 * @see https://help.aliyun.com/document_detail/103228.htm
 */
export function effectiveProtection(input: ProtectionInput): Protection {
  const plugins = authenticationOf(input.bindings);
  if ('why' in plugins) return { kind: 'unknown', why: plugins.why };
  const token = plugins.jwt && jwtLockOf(plugins.jwt, input.bindings);
  const tokenLock = token?.allowsMissingToken ? undefined : token;
  const optionalToken = token?.allowsMissingToken ? token : undefined;
  const pluginLocks: readonly Lock[] = [
    ...(tokenLock ? [tokenLock] : []),
    ...(plugins.basic ? [{ kind: 'basic', plugin: plugins.basic.id } as const] : []),
  ];
  const apiLocks = apiLocksOf(input.authType, token !== undefined);
  // Whatever AuthType turns out to be, the plug-ins are locks already.
  if ('why' in apiLocks && pluginLocks.length === 0) return { kind: 'unknown', why: apiLocks.why };
  const locks = [...pluginLocks, ...('why' in apiLocks ? [] : apiLocks)].sort(byOrder);
  const [first, ...others] = locks;
  if (first === undefined) return { kind: 'public', reason: input.publicAccess, optionalToken };
  return { kind: 'locked', locks: [first, ...others], optionalToken };
}

const ORDER: readonly Lock['kind'][] = ['jwt', 'openid', 'basic', 'app'];

function byOrder(a: Lock, b: Lock): number {
  return ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind);
}

interface Doubt {
  readonly why: string;
}

interface Authentication {
  readonly jwt: GatewayPlugin | undefined;
  readonly basic: GatewayPlugin | undefined;
}

function authenticationOf(bindings: readonly RouteBinding[]): Authentication | Doubt {
  const deciding = bindings.filter(mayDecide);
  for (const { maybe, plugin } of deciding) {
    if (maybe !== undefined) return { why: maybe };
    if (isUnknown(plugin)) return { why: `what plug-in ${plugin.expression} is stands outside the template` };
    if (isUnknown(plugin.type))
      return { why: `the type of plug-in ${plugin.id} is ${plugin.type.expression}` };
  }
  const [jwt, secondJwt] = pluginsOf('jwtAuth', deciding);
  const [basic, secondBasic] = pluginsOf('basicAuth', deciding);
  const [remote] = pluginsOf('remoteAuth', deciding);
  if (jwt && secondJwt) return { why: twoOf(jwt, secondJwt) };
  if (basic && secondBasic) return { why: twoOf(basic, secondBasic) };
  if (remote) return { why: `plug-in ${remote.id} asks another service who may call` };
  if (jwt?.problem !== undefined) return { why: `plug-in ${jwt.id}: ${jwt.problem}` };
  return { jwt, basic };
}

/** A plug-in that is made elsewhere may be of any type, unless the template says of which. */
function mayDecide({ binding, plugin }: RouteBinding): boolean {
  if (!isUnknown(plugin)) return mayBe(plugin, AUTHENTICATION);
  return binding?.declaredType === undefined || AUTHENTICATION.includes(binding.declaredType);
}

function mayBe({ type }: GatewayPlugin, types: readonly string[]): boolean {
  return isUnknown(type) || types.includes(type);
}

/** The same plug-in bound twice is bound once. */
function pluginsOf(type: string, bindings: readonly RouteBinding[]): GatewayPlugin[] {
  const plugins = bindings.flatMap(({ plugin }) =>
    !isUnknown(plugin) && plugin.type === type ? [plugin] : [],
  );
  return [...new Set(plugins)];
}

function twoOf(first: GatewayPlugin, second: GatewayPlugin): string {
  return `two plug-ins of type ${String(first.type)} are bound, ${first.id} and ${second.id}: one of them takes effect`;
}

/** The locks of the API itself. */
function apiLocksOf(
  authType: ProtectionInput['authType'],
  hasJwt: boolean,
): readonly (AppLock | OpenIdLock)[] | Doubt {
  if (authType === undefined)
    return { why: 'AuthType is not given, and what the service then takes is not documented' };
  if (isUnknown(authType)) return { why: `AuthType is ${authType.expression}` };
  if (authType === 'ANONYMOUS') return [];
  if (authType === 'APP') return [{ kind: 'app' }];
  if (authType === 'APPOPENID') return hasJwt ? [{ kind: 'app' }] : [{ kind: 'openid' }, { kind: 'app' }];
  return { why: `AuthType is ${JSON.stringify(authType)}, which ROS does not document` };
}

function jwtLockOf(plugin: GatewayPlugin, bindings: readonly RouteBinding[]): JwtLock | undefined {
  if (plugin.jwtAuth === undefined) return undefined;
  const { forwards, keys, model } = plugin.jwtAuth;
  return {
    kind: 'jwt',
    plugin: plugin.id,
    parameter: model.parameter,
    parameterLocation: model.parameterLocation,
    keys,
    forwards,
    ...demandsBeside(bindings, forwards),
    allowsMissingToken: model.bypassEmptyToken ?? false,
    ignoresExpiry: model.ignoreExpirationCheck ?? false,
    preventsReplay: model.preventJtiReplay ?? false,
  };
}
