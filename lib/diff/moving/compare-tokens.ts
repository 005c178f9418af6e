import { type JwtConsumer, thumbprintOf, tokenAfter } from '../../cloud-native';
import {
  apiDefinitionOf,
  findTokenPlace,
  isAuthorization,
  type JwtLock,
  type KeySummary,
  keysText,
  type TokenPlace,
} from '../../model';
import { isUnknown } from '../../template';
import { listed } from '../../text';
import {
  breaks,
  callersUnclear,
  mayBreak,
  neutral,
  safe,
  stronger,
  unclear,
  weaker,
} from '../judging/verdict';
import { compareTokenClaims, hasKey } from './compare-claims';
import type { Finding } from './finding';
import type { MovedRoute } from './moved-route';

/** Which tokens get through where both sides ask for one. */
export function compareTokens(
  moved: MovedRoute,
  lock: JwtLock,
  consumers: readonly JwtConsumer[],
): readonly Finding[] {
  const keys = comparedKeys(lock, consumers);
  return [
    ...compareKeys(lock, consumers, keys),
    ...compareTokenClaims(moved.before.stage, consumers, { all: keys, old: lock.keys }),
    ...compareTimes(lock, consumers),
    ...comparePlaces(moved, lock, consumers),
    ...compareForwards(lock, consumers),
  ];
}

/** The keys of tokens that either side takes. */
function comparedKeys({ keys }: JwtLock, consumers: readonly JwtConsumer[]): readonly KeySummary[] {
  const known = new Set(keys.map(({ thumbprint }) => thumbprint));
  const fresh = consumers.flatMap(keysOf).filter(({ thumbprint }) => !known.has(thumbprint));
  return [...keys, ...new Map(fresh.map((each) => [each.thumbprint, each])).values()];
}

/** The public keys of a consumer. */
function keysOf({ keys }: JwtConsumer): readonly KeySummary[] {
  if (!('keys' in keys)) return [];
  return keys.keys.flatMap((each) => {
    const thumbprint = thumbprintOf(each);
    if (thumbprint === undefined) return [];
    return [{ kid: each.kid || undefined, alg: each.alg || undefined, thumbprint }];
  });
}

function compareKeys(
  lock: JwtLock,
  consumers: readonly JwtConsumer[],
  keys: readonly KeySummary[],
): readonly Finding[] {
  const old = new Set(lock.keys.map(({ thumbprint }) => thumbprint));
  const taken = (key: KeySummary) => consumers.some((each) => hasKey(each, key));
  const gone = keys.filter((key) => !taken(key));
  const come = keys.filter(({ thumbprint }) => !old.has(thumbprint));
  const relabelled = keys.filter(
    (key) => old.has(key.thumbprint) && taken(key) && isRelabelled(key, consumers),
  );
  const secrets = consumers.filter(
    ({ keys: set }) => 'keys' in set && set.keys.some(({ kty }) => kty === 'oct'),
  );
  const found: (Finding | false)[] = [
    gone.length > 0 && {
      kind: 'signing-key-removed',
      message: `no longer takes tokens of ${keysText(gone)}`,
      refuses: [`tokens of ${keysText(gone)}`],
      posture: stronger(`tokens of ${keysText(gone)} are refused`),
      callers: breaks(`tokens of ${keysText(gone)} are refused`),
    },
    come.length > 0 && {
      kind: 'signing-key-added',
      message: `takes tokens of ${keysText(come)}, too`,
      also: [`tokens of ${keysText(come)}`],
      posture: neutral('who may call stays up to those who hold the private halves'),
      callers: safe('tokens of the other keys stay good'),
    },
    relabelled.length > 0 && {
      kind: 'signing-key-relabelled',
      message: `names ${keysText(relabelled)} otherwise (kid or alg)`,
      posture: neutral('the same private halves sign'),
      callers: mayBreak('tokens that name the old kid or alg are refused'),
    },
    secrets.length > 0 && {
      kind: 'signing-key-weakened',
      message: `takes tokens that are signed with a secret (consumer ${listed(secrets.map(({ name }) => name))})`,
      admits: ['whoever knows a shared secret'],
      posture: weaker('whoever verifies such tokens can make them'),
      callers: safe('tokens of the other keys stay good'),
    },
  ];
  return found.filter((each) => each !== false);
}

/** Whether every one that holds the key now asks for another kid or alg than tokens have. */
function isRelabelled({ alg, kid, thumbprint }: KeySummary, consumers: readonly JwtConsumer[]): boolean {
  const fits = (each: KeySummary) =>
    each.thumbprint === thumbprint &&
    (each.kid === undefined || each.kid === kid) &&
    (each.alg === undefined || alg === undefined || each.alg === alg);
  return !consumers.some((each) => keysOf(each).some(fits));
}

function compareTimes(lock: JwtLock, consumers: readonly JwtConsumer[]): readonly Finding[] {
  const skew = Math.max(0, ...consumers.map(({ clockSkewSeconds }) => clockSkewSeconds));
  const late = `tokens up to ${skew} seconds past their exp`;
  const found: (Finding | false)[] = [
    !lock.ignoresExpiry &&
      skew > 0 && {
        kind: 'expired-token-accepted',
        message: `takes tokens for ${skew} seconds after their exp, and before their nbf`,
        before: 'clock skew 0 s',
        after: `clock skew ${skew} s`,
        admits: [late],
        posture: weaker(`${late} get in`),
        callers: safe('nobody is refused who was not'),
      },
    lock.ignoresExpiry && {
      kind: 'expired-token-refused',
      message: 'refuses tokens past their expiry',
      refuses: ['expired tokens'],
      posture: stronger('expired tokens are refused'),
      callers: breaks('expired tokens are refused'),
    },
    lock.preventsReplay && {
      kind: 'replayed-token-accepted',
      message: 'takes one token more than once',
      admits: ['tokens that were used before'],
      posture: weaker('tokens that were used before get in'),
      callers: safe('nobody is refused who was not'),
    },
  ];
  return found.filter((each) => each !== false);
}

function comparePlaces(
  { before: { route } }: MovedRoute,
  lock: JwtLock,
  consumers: readonly JwtConsumer[],
): readonly Finding[] {
  const place = findTokenPlace(lock, apiDefinitionOf(route));
  const is = [...new Set(consumers.flatMap(placesOf))];
  if (isUnknown(place)) return [placeUnknown(`where tokens stood is ${place.expression}`, is)];
  const was = place === undefined ? undefined : `${place.location} ${place.name}`;
  const isKept = place !== undefined && consumers.every((each) => isReadFrom(each, place));
  const fresh = is.filter((each) => each.toLowerCase() !== was?.toLowerCase());
  return [
    ...(place === undefined || isKept ? [] : [placeRemoved(place, is)]),
    ...(fresh.length === 0 ? [] : [placeAdded(fresh, was)]),
  ];
}

function placesOf({ fromCookies, fromHeaders, fromParams }: JwtConsumer): readonly string[] {
  return [
    ...fromHeaders.map(({ name }) => `header ${name}`),
    ...fromParams.map((name) => `query ${name}`),
    ...fromCookies.map((name) => `cookie ${name}`),
  ];
}

/** Whether a consumer finds the token of a caller who goes on to call as before. */
function isReadFrom({ fromCookies, fromHeaders, fromParams }: JwtConsumer, place: TokenPlace): boolean {
  const { location, name } = place;
  if (location === 'query') return fromParams.includes(name);
  if (location === 'cookie') return fromCookies.includes(name);
  const sent = isAuthorization(place) ? 'Bearer token' : 'token';
  return (
    location === 'header' &&
    fromHeaders.some(
      (each) =>
        each.name.toLowerCase() === name.toLowerCase() && tokenAfter(sent, each.prefix)[0] === 'token',
    )
  );
}

function placeRemoved(place: TokenPlace, is: readonly string[]): Finding {
  const was = `${place.location} ${place.name}`;
  const who = `callers who send the token in ${was}`;
  const isSame = is.some((each) => each.toLowerCase() === was.toLowerCase());
  return {
    kind: 'token-place-removed',
    message: isSame
      ? `reads ${was} otherwise: after another prefix, or not for every consumer`
      : `does not read ${was}`,
    before: was,
    after: listed(is),
    refuses: [who],
    posture:
      place.location === 'query' ? stronger(`${who} are refused`) : neutral('a token is asked for as before'),
    callers: isSame ? mayBreak(`${who} may be refused`) : breaks(`${who} are refused`),
  };
}

function placeAdded(fresh: readonly string[], was: string | undefined): Finding {
  const query = fresh.filter((each) => each.startsWith('query '));
  const who = `callers who send the token in ${listed(query.length > 0 ? query : fresh)}`;
  const before = was === undefined ? {} : { before: was };
  const common = {
    kind: 'token-place-added',
    message: `reads ${listed(fresh)}, too`,
    ...before,
    after: listed(fresh),
    callers: safe('nobody is refused who was not'),
  };
  return query.length > 0
    ? { ...common, admits: [who], posture: weaker(`${who} get in`) }
    : { ...common, also: [who], posture: neutral('a token is asked for as before') };
}

function placeUnknown(why: string, is: readonly string[]): Finding {
  return {
    kind: 'token-place-removed',
    message: 'may read the token from elsewhere',
    after: listed(is),
    unclear: [why],
    posture: unclear(why),
    callers: callersUnclear(why),
  };
}

type Forward = JwtLock['forwards'][number];

function compareForwards({ forwards }: JwtLock, consumers: readonly JwtConsumer[]): readonly Finding[] {
  const lost = forwards.filter((each) => !consumers.every((consumer) => isForwarded(each, consumer)));
  const shared = forwards.filter(
    (each) => !lost.includes(each) && !consumers.every((consumer) => isForwarded(each, consumer, true)),
  );
  const old = new Set(forwards.map((each) => forwardWords(each).toLowerCase()));
  const fresh = consumers.flatMap(({ claimsToHeaders }) =>
    claimsToHeaders.filter(({ claim, header }) => !old.has(`${claim} into header ${header}`.toLowerCase())),
  );
  const found: (Finding | false)[] = [
    lost.length > 0 && {
      kind: 'claim-parameter-exposed',
      message: `does not put ${listed(lost.map(forwardWords))} any more, and hands on what callers send there`,
      admits: [`callers who set ${listed(lost.map(targetWords))} themselves`],
      posture: weaker(`callers can say themselves what ${listed(lost.map(targetWords))} says to the backend`),
      callers: mayBreak(
        `the backend no longer finds ${listed(lost.map(({ claimName }) => claimName))} there`,
      ),
    },
    shared.length > 0 && {
      kind: 'claim-parameter-exposed',
      message: `leaves what callers send in ${listed(shared.map(targetWords))} before the claim (override false)`,
      admits: [`callers who set ${listed(shared.map(targetWords))} themselves`],
      posture: weaker(
        `callers can say themselves what ${listed(shared.map(targetWords))} says to the backend`,
      ),
      callers: safe('the claim stands there, too'),
    },
    fresh.length > 0 && {
      kind: 'claim-forward-added',
      message: `puts ${listed([...new Set(fresh.map(({ claim, header }) => `${claim} into header ${header}`))])}`,
      posture: neutral('who may call stays the same'),
      callers: safe('the backend gets what it got, and more'),
    },
  ];
  return found.filter((each) => each !== false);
}

function isForwarded(
  { claimName, location, parameterName }: Forward,
  { claimsToHeaders }: JwtConsumer,
  isAlone = false,
): boolean {
  return claimsToHeaders.some(
    ({ claim, header, override }) =>
      location.toLowerCase() === 'header' &&
      claim === claimName &&
      header.toLowerCase() === parameterName.toLowerCase() &&
      (override || !isAlone),
  );
}

const targetWords = ({ location, parameterName }: Forward) => `${location.toLowerCase()} ${parameterName}`;
const forwardWords = (each: Forward) => `${each.claimName} into ${targetWords(each)}`;
