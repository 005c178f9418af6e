import { POLICY_CLASSES, type PolicyEffect } from '../../facts';
import { memberOf } from '../../json';
import type { LockConsumer, Protection } from '../../model';
import { isUnknown, type Resource, textIn } from '../../template';
import type { JwtConsumer } from '../jwt-auth/config';
import type { JwtAuthScope } from '../jwt-auth/scope';
import { type ConsumerRule, mayBeFor } from './consumer-rules';
import { type RoutePlace, reachOf } from './places';
import { type Attached, attachedOf, type Installation, type PluginAttachment } from './plugins';
import { jwtAuthScopeOf } from './scopes';

const JWT_AUTH = 'jwt-auth';

/** A Policy. */
export interface AttachedPolicy extends Attached {
  /** `RateLimit`; `undefined` for one that cannot be read. */
  readonly className: string | undefined;
  readonly effect: PolicyEffect | undefined;
}

/** Reads a Policy: what its class does to calls. The keys of most configurations are not known. */
export function policyOf(resource: Resource): AttachedPolicy {
  const className = textIn(resource.properties.PolicyClassName, resource);
  if (className === undefined || isUnknown(className))
    return { ...attachedOf(resource), className: undefined, effect: undefined };
  const known = Object.hasOwn(POLICY_CLASSES, className);
  const fact = known ? POLICY_CLASSES[className as keyof typeof POLICY_CLASSES] : undefined;
  return { ...attachedOf(resource), className, effect: fact?.value };
}

/** All that may decide who gets through to a route. */
export interface Attachments {
  readonly plugins: readonly PluginAttachment[];
  readonly policies: readonly AttachedPolicy[];
  readonly consumerRules: readonly ConsumerRule[];
}

/** What decides, at one route. */
interface DecidedRoute extends RoutePlace {
  readonly gateways: ReadonlySet<string>;
  /** Why consumer authentication may be on. */
  readonly consumerAuthentication: string | undefined;
  /** Why anybody may call, as the author of the template says. */
  readonly publicAccess: string | undefined;
}

/** Who gets through to a route, and how jwt-auth comes to it. */
interface Decision {
  readonly protection: Protection;
  readonly scope: JwtAuthScope;
  /** Why jwt-auth lets calls pass without a token though it is attached; `undefined` where it is not, or asks for one. */
  readonly openBecause: string | undefined;
}

/** Decides who gets through. What is not known is neither protected nor public. */
export function decide(attachments: Attachments, place: DecidedRoute): Decision {
  const { plugins } = attachments;
  const installations = uniqueBy(
    plugins.map(({ installation }) => installation),
    ({ key }) => key,
  );
  const ofClass = (isMeant: (installation: Installation) => boolean) => installations.filter(isMeant);
  const jwt = ofClass(({ className }) => className === JWT_AUTH);
  const unread = plugins.find(
    (each) =>
      each.installation.className === undefined &&
      // One that is off may be jwt-auth, and take the place of a rule that asks for a token.
      (mayWork(each) || jwt.length > 0) &&
      reachOf(each, place) !== undefined,
  );
  if (unread !== undefined)
    return unknown(`what plug-in ${unread.installation.words} of ${unread.resource.id} is cannot be read`);
  const scopes = jwt.map((each) => ({ each, scope: jwtAuthScopeOf(each, plugins, place) }));
  const doubt = scopes.find(({ scope }) => scope.kind === 'unknown')?.scope;
  if (doubt?.kind === 'unknown') return unknown(doubt.why);
  const checked = scopes.filter(({ scope }) => scope.kind === 'checked');
  const [lock, second] = checked;
  if (lock !== undefined && second !== undefined)
    return unknown(`jwt-auth is installed twice, as ${lock.each.words} and ${second.each.words}`);
  if (lock?.scope.kind === 'checked') return locked(lock.each, lock.scope);
  // What is attached to other routes only lets nobody pass here who would not pass without it.
  const isAttached = ({ key }: Installation) =>
    plugins.some((each) => each.installation.key === key && reachOf(each, place) !== undefined);
  const open = scopes.find(({ each, scope }) => scope.kind === 'open' && isAttached(each))?.scope;
  const openBecause = open?.kind === 'open' ? open.why : undefined;
  const other = findOther(attachments, place);
  if (other !== undefined) return { ...unknown(other), openBecause };
  return { ...publicTo(place.publicAccess), openBecause };
}

function unknown(why: string): Decision {
  return { protection: { kind: 'unknown', why }, scope: { kind: 'unknown', why }, openBecause: undefined };
}

function publicTo(reason: string | undefined): Decision {
  return {
    protection: { kind: 'public', reason, optionalToken: undefined, addresses: undefined },
    scope: { kind: 'open', why: 'nothing asks for a token' },
    openBecause: undefined,
  };
}

type CheckedScope = Extract<JwtAuthScope, { readonly kind: 'checked' }>;

function locked({ words }: Installation, scope: CheckedScope): Decision {
  const [header] = scope.enableHeaders;
  if (header !== undefined) {
    const openBecause = `enable_headers lets every call pass that has no header ${header}`;
    const { protection } = publicTo(undefined);
    return { protection, scope, openBecause };
  }
  const allowed = scope.consumers.filter(({ name }) => scope.allow?.has(name) ?? true);
  const lock = { kind: 'jwt-auth', plugin: words, consumers: allowed.map(consumerOf) } as const;
  return {
    protection: {
      kind: 'locked',
      locks: [lock],
      perhaps: [],
      optionalToken: undefined,
      addresses: undefined,
    },
    scope,
    openBecause: undefined,
  };
}

/** What may ask for something else, where jwt-auth asks for nothing. */
function findOther(
  { consumerRules, plugins, policies }: Attachments,
  place: DecidedRoute,
): string | undefined {
  const plugin = plugins.find(
    (each) => each.installation.className !== JWT_AUTH && mayWork(each) && reachOf(each, place) !== undefined,
  );
  if (plugin !== undefined)
    return `plug-in ${plugin.installation.className ?? plugin.installation.words} of ${plugin.resource.id} may decide who calls`;
  const policy = policies.find(
    (each) =>
      (each.effect === undefined || each.effect === 'authenticates') && reachOf(each, place) !== undefined,
  );
  if (policy !== undefined)
    return `policy ${policy.resource.id}${policy.className === undefined ? '' : ` (${policy.className})`} may decide who calls, and the keys of its configuration are not known`;
  const rule = consumerRules.find((each) => mayBeFor(each, place));
  if (rule !== undefined)
    return `${rule.resource.id} is for callers of a consumer: consumer authentication may be on, which this does not read`;
  return place.consumerAuthentication;
}

/** An attachment that is off does nothing, or lets calls pass. */
export function mayWork({ enable }: PluginAttachment): boolean {
  return enable === true || isUnknown(enable);
}

function consumerOf(consumer: JwtConsumer): LockConsumer {
  const { claims, clockSkewSeconds, fromCookies, fromHeaders, fromParams, keys, name } = consumer;
  return {
    name,
    issuer: claims.get('iss'),
    audience: claims.get('aud'),
    otherClaims: [...claims.keys()].filter((claim) => claim !== 'iss' && claim !== 'aud'),
    keys: 'keys' in keys ? keys.keys.map(({ alg, kid, kty }): LockKey => ({ kty, alg, kid })) : [],
    places: [
      ...fromHeaders.map((header) => `header ${header.name}`),
      ...fromParams.map((param) => `query ${param}`),
      ...fromCookies.map((cookie) => `cookie ${cookie}`),
    ],
    clockSkewSeconds,
  };
}

type LockKey = LockConsumer['keys'][number];

function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

/** The reason that an author writes into the Metadata of a public route. */
export function publicAccessOf({ metadata }: Resource): string | undefined {
  const reason = memberOf(memberOf(metadata, 'JwtGateway'), 'PublicAccess');
  return typeof reason === 'string' && reason.trim() !== '' ? reason : undefined;
}
