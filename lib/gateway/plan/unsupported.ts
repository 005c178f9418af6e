import { GatewayError } from '../../errors';
import { fullRouteOf, type GatewayRoute, type RouteStage } from '../../model';
import { isUnknown, textOrExpression } from '../../template';

/** Whether a route answers 501 because of something, and the reason for that. */
interface Unsupported {
  readonly blocks: boolean;
  readonly because: string;
}

const blocks = (because: string): Unsupported => ({ blocks: true, because });
const lets = (because: string): Unsupported => ({ blocks: false, because });

/**
 * Everything that the gateway may be unable to do as the service does. What might let in a caller whom the service
 * keeps out, or send a request elsewhere, blocks its route; what can only change an answer does not.
 */
export const UNSUPPORTED = {
  protection: blocks('who may call cannot be read'),
  existence: blocks('whether the service serves it cannot be read'),
  definition: blocks('what the API demands of requests and sends to its backend cannot be read'),
  backend: blocks('there is nobody to ask'),
  app: blocks('signatures and AppCodes of apps are not checked'),
  openid: blocks("the API's own OpenID Connect settings are not checked"),
  basicAuth: blocks('users and passwords are not checked'),
  remoteAuth: blocks('another service decides who may call'),
  jwtAuth: blocks('the plug-in decides who may call'),
  dataset: blocks('plug-in datasets stand outside the template'),
  ipControl: blocks('the plug-in keeps callers out'),
  accessControl: blocks('the plug-in keeps callers out'),
  trafficControl: blocks('the plug-in keeps callers out'),
  routing: blocks('requests may go to another backend'),
  transformer: blocks('it changes what the backend is told, and a backend may trust it'),
  plugin: blocks('what the plug-in does is not known'),
  cors: lets('without its headers, browsers refuse'),
  backendSignature: lets('a backend that asks for the signature refuses'),
  caching: lets('every answer comes from the backend'),
  errorMapping: lets('it only changes how errors look'),
  circuitBreaker: lets('it only keeps requests from a backend that fails'),
  logMask: lets('it only changes logs'),
} as const satisfies Readonly<Record<string, Unsupported>>;

/** A name that `allowUnemulated` takes. */
export type UnsupportedName = keyof typeof UNSUPPORTED;

/** Whether a word is one of the names. */
export function isUnsupportedName(word: string): word is UnsupportedName {
  return Object.hasOwn(UNSUPPORTED, word);
}

/** What no allowance gets a route past: there is nothing to send a request to. */
const NEVER_ALLOWED: readonly UnsupportedName[] = ['backend'];

/**
 * The names that a user allows.
 *
 * @throws GatewayError `usage` for a name that is none
 */
export function allowedUnsupported(names: readonly string[]): ReadonlySet<UnsupportedName> {
  const known = Object.keys(UNSUPPORTED)
    .filter(isUnsupportedName)
    .filter((name) => !NEVER_ALLOWED.includes(name));
  const allowed = names.filter(isUnsupportedName).filter((name) => known.includes(name));
  const wrong = names.find((name) => !known.some((each) => each === name));
  if (wrong === undefined) return new Set(allowed);
  throw new GatewayError('usage', `nothing unemulated is called ${JSON.stringify(wrong)}`, {
    place: 'allowUnemulated',
    hint: wrong === 'backend' ? 'give a backend, or mock all of them' : `it is one of ${known.join(', ')}`,
  });
}

interface Published {
  readonly route: GatewayRoute;
  readonly stage: RouteStage;
}

/** What about callers is not checked here, or cannot be read. */
export function whoMayCall({
  route: { authType },
  stage: { protection },
}: Published): readonly UnsupportedReason[] {
  if (protection.kind === 'unknown') return [{ name: 'protection', why: protection.why }];
  if (protection.kind === 'public') return [];
  const locks = protection.locks.flatMap((lock): UnsupportedReason[] => {
    if (lock.kind === 'app')
      return [
        {
          name: 'app',
          why: `AuthType is ${authType === undefined ? 'not given' : textOrExpression(authType)}: signatures of apps are not checked here`,
        },
      ];
    if (lock.kind === 'openid')
      return [{ name: 'openid', why: "the API's own OpenID Connect settings are not checked here" }];
    return [];
  });
  const perhaps = protection.perhaps.flatMap(({ kind, why }): UnsupportedReason[] => {
    if (kind === 'app') return [{ name: 'app', why: `${why}: an app may be demanded beside the plug-in` }];
    return kind === 'openid' ? [{ name: 'openid', why: `${why}: an ID token may be demanded` }] : [];
  });
  return [...locks, ...perhaps];
}

/** Why it is not certain that the service serves the route, here and in this way. */
export function whetherServed({ route, stage }: Published): readonly UnsupportedReason[] {
  const { group } = route;
  const conditions = [...route.existsIf, ...stage.existsIf, ...(isUnknown(group) ? [] : group.existsIf)];
  const old = stage.deployments.find(({ historyVersion }) => historyVersion !== undefined);
  const [condition] = conditions;
  const found: readonly (UnsupportedReason | false | undefined)[] = [
    condition !== undefined && { name: 'existence', why: `it is there only if ${condition}` },
    stage.maybe !== undefined && { name: 'existence', why: stage.maybe },
    isUnknown(stage.stage) && { name: 'existence', why: `the stage is ${stage.stage.expression}` },
    isUnknown(group) && { name: 'definition', why: `the group is ${group.expression}` },
    old && { name: 'definition', why: `deployment ${old.id} publishes an older version` },
    fullRouteOf(route) === undefined && {
      name: 'definition',
      why: route.problem ?? 'the base path of the group cannot be read',
    },
  ];
  return found.filter((each) => typeof each === 'object');
}

/** Something that the gateway cannot do as the service does, before it is told of a route. */
export interface UnsupportedReason {
  readonly name: UnsupportedName;
  readonly why: string;
}
