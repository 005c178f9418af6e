import {
  type ClaimRule,
  type ConsumerLock,
  isPreflightAnswer,
  type JwtLock,
  type KeySummary,
  type Lock,
  type Protection,
  type RouteStage,
} from '../../model';
import { isUnknown } from '../../template';
import { joined, type Phrase, quoted } from '../formats/phrase';
import type { RouteRow } from './route-rows';

/** Who may call, in words: `token of iss https://login.example.com · aud orders · kid a1b2`. */
export function whoMayCall({ route, stage }: RouteRow): Phrase {
  if (stage === undefined) return ['nobody'];
  const limits: Phrase[] = [...addressesOf(stage.protection)];
  if (route.disableInternet === true) limits.push(['from a VPC only']);
  else if (isUnknown(route.disableInternet))
    limits.push(['from a VPC only if ', quoted(route.disableInternet.expression)]);
  if (stage.maybe !== undefined) limits.push(['published only if ', quoted(stage.maybe)]);
  for (const text of new Set([...route.existsIf, ...stage.existsIf])) limits.push(['only if ', quoted(text)]);
  if (isPreflightAnswer(route)) limits.push(['a fixed answer to preflight requests']);
  const { recordedOn, toldBy } = route.resource.stack;
  const told: Phrase = toldBy === undefined ? [] : [`${recordedWords(recordedOn)}: `];
  return joined([[...told, ...callers(stage.protection), ...recordedOf(stage)], ...limits], ' · ');
}

/** What a template tells of plug-ins that are made elsewhere may have changed since. */
function recordedOf({ asRecorded }: RouteStage): Phrase {
  if (asRecorded === undefined) return [];
  return [`; ${recordedWords(asRecorded.on)}: `, ...callers(asRecorded.protection)];
}

function recordedWords(day: string | undefined): string {
  return `as recorded ${day ?? 'on an unknown day'}`;
}

function addressesOf(protection: Protection): Phrase[] {
  if (protection.kind === 'unknown' || protection.addresses === undefined) return [];
  const { kind, maybe, plugin } = protection.addresses;
  const words = `${maybe === undefined ? '' : 'perhaps '}${kind} from the addresses of plug-in `;
  return [[words, quoted(plugin)]];
}

function callers(protection: Protection): Phrase {
  if (protection.kind === 'unknown') return ['unknown: ', quoted(protection.why)];
  const { optionalToken } = protection;
  const optional: Phrase = optionalToken ? ['; a token, if sent, of ', ...tokenRules(optionalToken)] : [];
  if (protection.kind === 'locked') {
    const perhaps = protection.perhaps.map(({ kind, why }): Phrase => {
      return [`; perhaps ${POSSIBLE[kind]}, too: `, quoted(why)];
    });
    return [...joined(protection.locks.map(holder), ' and '), ...perhaps.flat(), ...optional];
  }
  const reason: Phrase = protection.reason === undefined ? [] : [' (', quoted(protection.reason), ')'];
  return ['anyone', ...reason, ...optional];
}

const POSSIBLE = {
  app: 'an authorized app',
  basic: 'a user and password',
  jwt: 'a token',
  'jwt-auth': 'a token of a consumer',
  openid: 'an ID token',
} as const satisfies Record<Lock['kind'], string>;

function holder(lock: Lock): Phrase {
  if (lock.kind === 'jwt') return [{ filler: 'token of ' }, ...tokenRules(lock)];
  if (lock.kind === 'openid') return ['ID token of the API'];
  if (lock.kind === 'app') return ['an authorized app'];
  if (lock.kind === 'jwt-auth') return consumersOf(lock);
  return ['a user of ', quoted(lock.plugin)];
}

/** `token of consumer shop · iss https://login.example.com · aud orders`; of several the names. */
function consumersOf({ consumers }: ConsumerLock): Phrase {
  const [only, second] = consumers;
  if (only === undefined) return ['nobody: no consumer is allowed'];
  if (second !== undefined)
    return [
      'token of consumers ',
      ...joined(
        consumers.map(({ name }) => [quoted(name)]),
        ', ',
      ),
    ];
  const { audience, issuer, name } = only;
  return [
    'token of consumer ',
    quoted(name),
    ...(issuer === undefined ? [] : [' · iss ', quoted(issuer)]),
    ...(audience === undefined ? [] : [' · aud ', quoted(audience)]),
  ];
}

function tokenRules(lock: JwtLock): Phrase {
  const rules = [
    ...issuerAndAudience(lock),
    ...lock.otherClaims.flatMap(({ claim, rule }) => ruleOf([quoted(claim, WIDTH.name), ' '], rule)),
  ];
  const notes: Phrase[] = [
    ...(lock.ignoresExpiry ? [['expired too']] : []),
    ...(lock.preventsReplay ? [['once only']] : []),
  ];
  return joined([...rules, keysOf(lock), ...notes], ' · ');
}

/** What is unknown of both for one reason is told once. */
function issuerAndAudience({ audience, issuer }: JwtLock): Phrase[] {
  const isOneReason =
    issuer?.kind === 'unknown' && audience?.kind === 'unknown' && issuer.why === audience.why;
  return isOneReason
    ? ruleOf(['iss and aud '], issuer)
    : [...ruleOf(['iss '], issuer), ...ruleOf(['aud '], audience)];
}

/** More keys than these are counted: which ones they are, the page and the JSON tell. */
const MOST_NAMED = 2;

function keysOf({ keys }: JwtLock): Phrase {
  return keys.length > MOST_NAMED ? [`${keys.length} keys`] : joined(keys.map(keyName), ', ');
}

/** Enough of a thumbprint to know it by; a name that somebody gave is longer known. */
const WIDTH = { thumbprint: 9, name: 24 } as const;

function keyName({ kid, thumbprint }: KeySummary): Phrase {
  if (kid === undefined) return ['key ', quoted(thumbprint, WIDTH.thumbprint)];
  return ['kid ', quoted(kid, kid === thumbprint ? WIDTH.thumbprint : WIDTH.name)];
}

function ruleOf(claim: Phrase, rule: ClaimRule | undefined): Phrase[] {
  if (rule === undefined) return [];
  if (rule.kind === 'unknown') return [[...claim, 'unknown: ', quoted(rule.why)]];
  if (rule.kind === 'condition' && rule.words !== undefined)
    return [
      [
        ...claim,
        ...joined(
          rule.words.map((word): Phrase => [quoted(word)]),
          ' and ',
        ),
      ],
    ];
  if (rule.kind === 'condition' && rule.pathParameter !== undefined)
    return [[...claim, 'of the path parameter ', quoted(rule.pathParameter)]];
  if (rule.kind === 'condition') return [[...claim, 'by ', quoted(rule.condition)]];
  if (rule.values.length === 0) return [['no ', ...claim, 'accepted']];
  const values = rule.values.map((value): Phrase => [quoted(value === '' ? "''" : value)]);
  return [[...claim, ...joined(values, ' or ')]];
}
