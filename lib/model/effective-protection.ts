import { GatewayError } from '../errors';
import { API, type KnownPluginType, PLUGIN_TYPES, pluginTypeFact } from '../facts';
import { AddressRanges, type IpControlModel, ipControl } from '../plugin';
import { isUnknown, type Maybe } from '../template';
import { demandsBeside } from './enforced-claims';
import type { GatewayPlugin, RouteBinding } from './gateway';
import type { AddressLimit, JwtLock, Lock, PossibleLock, Protection } from './protection';

/** What decides about one route in one stage. */
export interface ProtectionInput {
  /** The API's own `AuthType`. */
  readonly authType: Maybe<string> | undefined;
  /** Why anybody may call, as the author of the template says. */
  readonly publicAccess: string | undefined;
  /** The plug-ins that are bound, or may be bound, in the stage. */
  readonly bindings: readonly RouteBinding[];
}

/** More plug-ins than this that are perhaps bound: what they do together is not worked out. */
const MOST_POSSIBLE = 4;

/**
 * Who gets through, by the service's precedence: a plug-in is one of its type per API and stage; a JWT plug-in
 * takes the place of the API's own OpenID Connect settings; app authentication stays beside it [inferred].
 *
 * What the template leaves open is tried every way: a lock is one that is there in all of them, `perhaps` what is there
 * in some, and the route is public only if no way has a lock.
 *
 * @see https://help.aliyun.com/document_detail/103228.htm
 */
export function effectiveProtection(input: ProtectionInput): Protection {
  const ways = waysOf(input);
  if ('why' in ways) return { kind: 'unknown', why: ways.why };
  const [first, ...others] = ways.all;
  const isEverywhere = (lock: Lock) => others.every(({ locks }) => locks.includes(lock));
  const all = [...new Set(ways.all.flatMap(({ locks }) => locks))].sort(byOrder);
  const [certain, ...more] = all.filter((lock) => first.locks.includes(lock) && isEverywhere(lock));
  const isSettled = others.every(({ optionalToken }) => optionalToken === first.optionalToken);
  const common = {
    optionalToken: isSettled ? first.optionalToken : undefined,
    addresses: addressLimitOf(input.bindings),
  };
  if (all.length === 0) return { kind: 'public', reason: input.publicAccess, ...common };
  if (certain === undefined) return { kind: 'unknown', why: ways.doubt ?? '' };
  const possible = all.filter((lock) => lock !== certain && !more.includes(lock));
  const optional = isSettled ? [] : ways.all.flatMap(({ optionalToken }) => optionalToken ?? []);
  const perhaps = [...new Set([...possible, ...optional])].map((lock) => possibleLock(lock, ways));
  return { kind: 'locked', locks: [certain, ...more], perhaps, ...common };
}

const ORDER: readonly Lock['kind'][] = ['jwt', 'jwt-auth', 'openid', 'basic', 'app'];

function byOrder(a: Lock, b: Lock): number {
  return ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind);
}

function possibleLock(lock: Lock, { authDoubt, doubt }: Ways): PossibleLock {
  const isOfApi = lock.kind === 'app' || lock.kind === 'openid';
  return { kind: lock.kind, why: (isOfApi ? authDoubt : undefined) ?? doubt ?? authDoubt ?? '' };
}

interface Doubt {
  readonly why: string;
}

/** One way in which the template may turn out: the locks are the same objects in all ways. */
interface Way {
  readonly locks: readonly Lock[];
  readonly optionalToken: JwtLock | undefined;
}

interface Ways {
  readonly all: readonly [Way, ...Way[]];
  /** Why there are several. */
  readonly doubt: string | undefined;
  /** Why there are several for AuthType. */
  readonly authDoubt: string | undefined;
}

function waysOf(input: ProtectionInput): Ways | Doubt {
  const deciding = input.bindings.filter(mayDecide);
  const certain = new Set<GatewayPlugin>();
  const possible = new Map<GatewayPlugin, string>();
  for (const { maybe, plugin } of deciding) {
    if (isUnknown(plugin))
      return { why: maybe ?? `what plug-in ${plugin.expression} is stands outside the template` };
    if (isUnknown(plugin.type))
      return { why: maybe ?? `the type of plug-in ${plugin.id} is ${plugin.type.expression}` };
    if (maybe === undefined) certain.add(plugin);
    else possible.set(plugin, maybe);
  }
  for (const plugin of certain) possible.delete(plugin);
  const [maybe] = possible.values();
  if (maybe !== undefined && possible.size > MOST_POSSIBLE) return { why: maybe };
  const authTypes = authTypesOf(input.authType);
  const lockOf = pluginLocks(input.bindings);
  const all: Way[] = [];
  for (const some of subsetsOf([...possible.keys()])) {
    const plugins = authenticationOf([...certain, ...some]);
    if ('why' in plugins) return { why: some.length === 0 ? plugins.why : (maybe ?? plugins.why) };
    for (const authType of authTypes.values) all.push(wayOf(plugins, authType, lockOf));
  }
  const [first, ...others] = all;
  if (first === undefined) return { why: authTypes.why ?? '' };
  return { all: [first, ...others], doubt: maybe ?? authTypes.why, authDoubt: authTypes.why };
}

/** All choices of some of the items; the empty one first. */
function subsetsOf<T>([first, ...others]: readonly T[]): T[][] {
  if (first === undefined) return [[]];
  const without = subsetsOf(others);
  return [...without, ...without.map((some) => [first, ...some])];
}

type AuthType = (typeof API.authTypes.value)[number];

/** The values that AuthType may have; of an unknown one all, and why. */
function authTypesOf(authType: ProtectionInput['authType']): {
  readonly values: readonly AuthType[];
  readonly why: string | undefined;
} {
  const all = API.authTypes.value;
  if (authType === undefined)
    return { values: all, why: 'AuthType is not given, and what the service then takes is not documented' };
  if (isUnknown(authType)) return { values: all, why: `AuthType is ${authType.expression}` };
  const known = all.find((each) => each === authType);
  if (known !== undefined) return { values: [known], why: undefined };
  return { values: all, why: `AuthType is ${JSON.stringify(authType)}, which ROS does not document` };
}

const APP: Lock = { kind: 'app' };
const OPENID: Lock = { kind: 'openid' };

function wayOf({ basic, jwt }: Authentication, authType: AuthType, lockOf: PluginLocks): Way {
  const token = jwt && lockOf.jwt(jwt);
  const hasOpenId = authType === 'APPOPENID' && token === undefined;
  return {
    locks: [
      ...(token === undefined || token.allowsMissingToken ? [] : [token]),
      ...(hasOpenId ? [OPENID] : []),
      ...(basic === undefined ? [] : [lockOf.basic(basic)]),
      ...(authType === 'ANONYMOUS' ? [] : [APP]),
    ],
    optionalToken: token?.allowsMissingToken ? token : undefined,
  };
}

type PluginLocks = ReturnType<typeof pluginLocks>;

/** The locks that plug-ins are: one object for each plug-in. */
function pluginLocks(bindings: readonly RouteBinding[]) {
  const jwt = new Map<GatewayPlugin, JwtLock | undefined>();
  const basic = new Map<GatewayPlugin, Lock>();
  return {
    jwt(plugin: GatewayPlugin): JwtLock | undefined {
      if (!jwt.has(plugin)) jwt.set(plugin, jwtLockOf(plugin, bindings));
      return jwt.get(plugin);
    },
    basic(plugin: GatewayPlugin): Lock {
      const lock = basic.get(plugin) ?? { kind: 'basic', plugin: plugin.id };
      basic.set(plugin, lock);
      return lock;
    },
  };
}

interface Authentication {
  readonly jwt: GatewayPlugin | undefined;
  readonly basic: GatewayPlugin | undefined;
}

function authenticationOf(plugins: readonly GatewayPlugin[]): Authentication | Doubt {
  const ofType = (type: KnownPluginType) => plugins.filter((plugin) => plugin.type === type);
  const [jwt, secondJwt] = ofType('jwtAuth');
  const [basic, secondBasic] = ofType('basicAuth');
  const [remote] = ofType('remoteAuth');
  if (jwt && secondJwt) return { why: twoOf(jwt, secondJwt) };
  if (basic && secondBasic) return { why: twoOf(basic, secondBasic) };
  if (remote) return { why: `plug-in ${remote.id} ${PLUGIN_TYPES.remoteAuth.value.words}` };
  if (jwt?.problem !== undefined) return { why: `plug-in ${jwt.id}: ${jwt.problem}` };
  return { jwt, basic };
}

/** A plug-in that is made elsewhere may be of any type, unless the template says of which. */
function mayDecide({ binding, plugin }: RouteBinding): boolean {
  const type = isUnknown(plugin) ? binding?.declaredType : plugin.type;
  return typeof type !== 'string' || pluginTypeFact(type)?.effect === 'authenticates';
}

function twoOf(first: GatewayPlugin, second: GatewayPlugin): string {
  return `two plug-ins of type ${String(first.type)} are bound, ${first.id} and ${second.id}: one of them takes effect`;
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

/**
 * From where alone calls get through, where an `ipControl` plug-in says so. A list that lets every address through is
 * no limit. A limit that is not certain is said with its doubt: it makes nothing safer.
 */
function addressLimitOf(bindings: readonly RouteBinding[]): AddressLimit | undefined {
  const limits = bindings.flatMap(({ maybe, plugin }) => {
    if (isUnknown(plugin) || plugin.type !== 'ipControl') return [];
    const model = ipControlModelOf(plugin);
    if (model === undefined || isEverybody(model)) return [];
    const kind = model.type === 'ALLOW' ? ('only' as const) : ('except' as const);
    return [{ kind, plugin: plugin.id, maybe }];
  });
  const [first, second] = limits;
  if (first === undefined || second === undefined || first.plugin === second.plugin)
    return limits.find(({ maybe }) => maybe === undefined) ?? first;
  return {
    ...first,
    maybe: `plug-ins ${first.plugin} and ${second.plugin} are both bound: one takes effect`,
  };
}

/** The data of an ipControl plug-in where they are in order. */
export function ipControlModelOf({ data }: GatewayPlugin): IpControlModel | undefined {
  if (isUnknown(data)) return undefined;
  try {
    return ipControl.parse(data);
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return undefined;
    throw error;
  }
}

/** Whether nobody is refused for their address. What stands in a dataset is not known, and counts as a list of some. */
function isEverybody({ items, type }: IpControlModel): boolean {
  if (type === 'REFUSE' || items.some(({ blocksDatasetId }) => blocksDatasetId !== undefined)) return false;
  return AddressRanges.of(items.flatMap(({ blocks = [] }) => blocks)).hasWholeFamily;
}

/** How many protections a route is compared with: routes that stand together are mostly bound alike. */
const RECENT = 8;

interface Known {
  readonly input: ProtectionInput;
  readonly protection: Protection;
}

/**
 * Makes `effectiveProtection` for the routes of one model: what is decided by the same is one protection. Without that,
 * reading a template of 1,000 APIs takes a third longer.
 */
export function createProtections(): typeof effectiveProtection {
  let recent: readonly Known[] = [];
  return (input) => {
    const known = recent.find((each) => isDecidedAlike(each.input, input));
    if (known !== undefined) return known.protection;
    const protection = effectiveProtection(input);
    recent = [{ input, protection }, ...recent.slice(0, RECENT - 1)];
    return protection;
  };
}

function isDecidedAlike(a: ProtectionInput, b: ProtectionInput): boolean {
  return (
    a.authType === b.authType &&
    a.publicAccess === b.publicAccess &&
    a.bindings.length === b.bindings.length &&
    a.bindings.every((each, at) => isBoundAlike(each, b.bindings[at]))
  );
}

/** By all that a protection is made of. */
function isBoundAlike(a: RouteBinding, b: RouteBinding | undefined): boolean {
  return a.plugin === b?.plugin && a.maybe === b.maybe && a.binding?.declaredType === b.binding?.declaredType;
}
