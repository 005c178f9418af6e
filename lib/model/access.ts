import { AddressRanges, type IpControlModel, variablesOf } from '../plugin';
import { isUnknown, type Maybe } from '../template';
import { listed } from '../text';
import { isPreflightAnswer, parameterMappingOf } from './api-definition';
import { createAppFinder, type FindApps } from './authorized-apps';
import { ipControlModelOf } from './effective-protection';
import { type BoundRules, findBoundRules } from './enforced-claims';
import type { GatewayModel, GatewayPlugin, GatewayRoute, RouteBinding, RouteStage } from './gateway';
import {
  addressWords,
  type ConsumerLock,
  demandsIn,
  findJwtLock,
  type JwtLock,
  type KeySummary,
  type Lock,
  type Protection,
} from './protection';
import { type ClaimValue, type Fate, OTHER, type RuleEvaluation } from './rule-evaluation';
import { ARBITRARY, claimKey, keyOf } from './rule-search';
import { findTokenPlace } from './token-place';
import { wordLists, wordsInCommon } from './word-claims';

/**
 * What a caller has to pass. A request gets through where it passes every factor, so that two gateways can be compared
 * factor by factor: whoever one factor newly admits, and no other refuses, gets in.
 */
export const ACCESS_FACTORS = [
  'credentials',
  'apps',
  'claims',
  'time',
  'reach',
  'addresses',
  'keys',
  'token place',
] as const;

export type AccessFactor = (typeof ACCESS_FACTORS)[number];

/** Whom one factor admits or refuses that it did not before. */
export interface AccessChange {
  readonly factor: AccessFactor;
  /** Callers who were refused and are admitted, as the end of a sentence: `tokens with iss "b"`. */
  readonly admits: readonly string[];
  /** Callers who were admitted and are refused. */
  readonly refuses: readonly string[];
  /** Tokens that somebody may make from now on whom the owner of the gateway chose: those of a new key. */
  readonly also: readonly string[];
  /** Why callers may be admitted who were refused: the factor cannot be read. */
  readonly mayAdmit: string | undefined;
  /** Why callers may be refused who were admitted. */
  readonly mayRefuse: string | undefined;
}

/** One route in one stage, as one of two gateways has it. */
export interface RouteAccess {
  readonly route: GatewayRoute;
  readonly stage: RouteStage;
}

/** Compares who gets through; remembers what it compared, since many routes have the same plug-ins. */
export type CompareAccess = (before: RouteAccess, after: RouteAccess) => readonly AccessChange[];

type Found = Partial<Omit<AccessChange, 'factor'>> | undefined;

/**
 * Compares who gets through a route in a stage in two gateways. Only factors that differ are told; none differ where the
 * same callers get through, whatever the plug-ins are called and wherever they stand.
 *
 * @param models where apps are authorized for routes
 */
export function createAccessComparison(models: readonly Pick<GatewayModel, 'stacks'>[] = []): CompareAccess {
  const appsOf = createAppFinder(models);
  const known = new Map<unknown, Map<unknown, Map<string, Found>>>();
  const claims = (before: RulesOfStage, after: RulesOfStage): Found => {
    const [mine, theirs] = [before.rules, after.rules];
    const inner = known.get(mine) ?? new Map<unknown, Map<string, Found>>();
    known.set(mine, inner);
    const found = inner.get(theirs) ?? new Map<string, Found>();
    inner.set(theirs, found);
    const key = `${before.hasToken} ${after.hasToken}`;
    if (!found.has(key)) found.set(key, compareClaims(before, after));
    return found.get(key);
  };
  return (before, after) => {
    if (isDecidedAlike(before, after)) return [];
    const all: Readonly<Record<AccessFactor, Found>> = {
      credentials: compareCredentials(before, after),
      apps: compareApps(before, after, appsOf),
      claims: compareRules(before.stage, after.stage, claims),
      time: compareTimes(before.stage, after.stage),
      reach: compareReach(before.route, after.route),
      addresses: compareAddresses(before.stage, after.stage),
      keys: compareKeys(before.stage, after.stage),
      'token place': compareTokenPlaces(before, after),
    };
    const changes = ACCESS_FACTORS.flatMap((factor) => changeOf(factor, all[factor]));
    if (changes.length === 0) return changes;
    const [wasClosed, isClosed] = [before, after].map(({ stage }) => refusesEveryToken(stage));
    return changes.flatMap((change) =>
      changeOf(change.factor, {
        ...change,
        ...(isClosed ? { admits: [], also: [], mayAdmit: undefined } : {}),
        ...(wasClosed ? { refuses: [], mayRefuse: undefined } : {}),
      }),
    );
  };
}

/** Whether the rules deny every request, whatever its token says: then nothing else lets anybody in. */
function refusesEveryToken(stage: RouteStage): boolean {
  const bound = findBoundRules(stage.bindings);
  if ('why' in bound || bound.rules === undefined || !mayHaveToken(stage)) return false;
  return bound.rules.evaluation.fateOf({}) === 'refused';
}

/** Without what is said of some tokens, where anybody gets in without one. */
export function withoutDetails(changes: readonly AccessChange[]): readonly AccessChange[] {
  const isOpened = changes.some(({ admits, factor }) => factor === 'credentials' && admits.length > 0);
  return isOpened ? changes.filter(({ factor }) => !OF_TOKENS.has(factor)) : changes;
}

const OF_TOKENS: ReadonlySet<AccessFactor> = new Set(['claims', 'time', 'keys', 'token place']);

function changeOf(factor: AccessFactor, found: Found): readonly AccessChange[] {
  if (found === undefined) return [];
  const { admits = [], also = [], mayAdmit, mayRefuse, refuses = [] } = found;
  const isSame = admits.length + refuses.length + also.length === 0;
  if (isSame && mayAdmit === undefined && mayRefuse === undefined) return [];
  return [{ factor, admits, also, mayAdmit, mayRefuse, refuses }];
}

/** Whether nothing has to be looked at: the same protection, and plug-ins of the same data. */
function isDecidedAlike(before: RouteAccess, after: RouteAccess): boolean {
  return before.stage === after.stage && before.route === after.route;
}

/** What callers have to show, in words. */
export const LOCK_WORDS: Readonly<Record<Lock['kind'], string>> = {
  jwt: 'a token',
  'jwt-auth': 'a token of a consumer',
  openid: 'an ID token',
  basic: 'a user and password',
  app: 'an authorized app',
};

/** Who gets through in a stage; unknown, too, where it is not certain that the route is published there. */
export function certainProtection({ maybe, protection }: RouteStage): Protection {
  return maybe === undefined ? protection : { kind: 'unknown', why: maybe };
}

function compareCredentials(before: RouteAccess, after: RouteAccess): Found {
  const [mine, theirs] = [certainProtection(before.stage), certainProtection(after.stage)];
  if (mine.kind === 'unknown' && theirs.kind === 'unknown') {
    const isSame = mine.why === theirs.why && isSameData(before.stage, after.stage, 'remoteAuth');
    return isSame ? undefined : doubt(theirs.why);
  }
  if (theirs.kind === 'unknown') return doubt(theirs.why);
  if (mine.kind === 'unknown') return theirs.kind === 'public' ? opened(after) : doubt(mine.why);
  const lost = missingIn(mine, theirs);
  const gained = missingIn(theirs, mine);
  if (theirs.kind === 'public') return lost.length > 0 ? opened(after) : undefined;
  const [old, own] = [lost.map(wordOf).join(' and '), gained.map(wordOf).join(' and ')];
  return {
    admits: lost.length === 0 ? [] : [`callers without ${old}${own === '' ? '' : ` who have ${own}`}`],
    refuses: gained.length === 0 ? [] : [`callers without ${own}`],
    ...doubtsOf(mine, theirs),
    ...usersDoubt(before.stage, after.stage),
  };
}

const wordOf = (kind: Lock['kind']): string => LOCK_WORDS[kind];

function doubt(why: string): Found {
  return { mayAdmit: why, mayRefuse: why };
}

function opened({ route, stage }: RouteAccess): Found {
  if (isPreflightAnswer(route)) return undefined;
  const { protection } = stage;
  const limit = protection.kind === 'public' ? protection.addresses : undefined;
  const where = [
    ...(route.disableInternet === true ? ['in a VPC'] : []),
    ...(limit === undefined ? [] : [`(${addressWords(limit)})`]),
  ];
  return { admits: [['anybody', ...where].join(' ')] };
}

/** The locks that a protection certainly has and the other one has not, not even perhaps. */
function missingIn(protection: Protection, other: Protection): readonly Lock['kind'][] {
  const all = locksOf(other);
  const possible = possibleLocks(other).map(({ kind }) => kind);
  return locksOf(protection).filter((each) => !all.includes(each) && !possible.includes(each));
}

function locksOf(protection: Protection): readonly Lock['kind'][] {
  return protection.kind === 'locked' ? protection.locks.map(({ kind }) => kind) : [];
}

function possibleLocks(protection: Protection) {
  return protection.kind === 'locked' ? protection.perhaps : [];
}

/** What is perhaps asked for on one side only; that it certainly was, or is, decides which way it may go. */
function doubtsOf(before: Protection, after: Protection): Found {
  const fresh = (some: Protection, others: Protection) =>
    possibleLocks(some).filter(
      ({ kind, why }) => !possibleLocks(others).some((each) => each.kind === kind && each.why === why),
    );
  const [now] = fresh(after, before);
  const [then] = fresh(before, after);
  const wasLost = now !== undefined && locksOf(before).includes(now.kind);
  const isUnsettled = then !== undefined && !locksOf(after).includes(then.kind);
  return {
    mayAdmit: wasLost ? now.why : isUnsettled ? then.why : undefined,
    mayRefuse: now?.why ?? then?.why,
  };
}

/** Users stand in the data of the plug-in, with their passwords: that they changed is all that is said. */
function usersDoubt(before: RouteStage, after: RouteStage): Found {
  const isBoth = [before, after].every(({ protection }) => locksOf(protection).includes('basic'));
  if (!isBoth || isSameData(before, after, 'basicAuth')) return {};
  return doubt('the users of the basicAuth plug-in changed');
}

/** The apps that are authorized, where both sides ask for one. */
function compareApps(before: RouteAccess, after: RouteAccess, appsOf: FindApps): Found {
  const isAsked = [before, after].every(({ stage }) => locksOf(certainProtection(stage)).includes('app'));
  if (!isAsked) return undefined;
  const [mine, theirs] = [appsOf(before.route, before.stage), appsOf(after.route, after.stage)];
  const only = (some: readonly string[], others: readonly string[]) =>
    some.filter((each) => !others.includes(each)).map((each) => `callers with ${each}`);
  return {
    admits: only(theirs.names, mine.names),
    refuses: only(mine.names, theirs.names),
    ...(mine.why === theirs.why ? {} : doubt(theirs.why ?? mine.why ?? '')),
  };
}

function isSameData(before: RouteStage, after: RouteStage, type: string): boolean {
  const [mine, theirs] = [before, after].map((stage) => pluginsOf(stage, type).map(dataText).join());
  return mine === theirs;
}

function dataText({ data }: GatewayPlugin): string {
  return JSON.stringify(isUnknown(data) ? data.expression : data);
}

function pluginsOf({ bindings }: { readonly bindings: readonly RouteBinding[] }, type: string) {
  const all = bindings.flatMap(({ plugin }) => (isUnknown(plugin) || plugin.type !== type ? [] : [plugin]));
  return [...new Set(all)];
}

/** The rules that take effect, and whether they see a token. */
interface RulesOfStage {
  readonly rules: RuleEvaluation | undefined;
  readonly hasToken: boolean;
}

function compareRules(
  before: RouteStage,
  after: RouteStage,
  compare: (before: RulesOfStage, after: RulesOfStage) => Found,
): Found {
  const [mine, theirs] = [findBoundRules(before.bindings), findBoundRules(after.bindings)];
  if ('why' in mine || 'why' in theirs) {
    const why = whyOf(theirs) ?? whyOf(mine) ?? '';
    const isSame = whyOf(mine) === whyOf(theirs) && isSameData(before, after, 'accessControl');
    return isSame ? undefined : doubt(why);
  }
  const sides = [
    { rules: mine.rules?.evaluation, hasToken: mayHaveToken(before) },
    { rules: theirs.rules?.evaluation, hasToken: mayHaveToken(after) },
  ] as const;
  return compare(...sides);
}

function whyOf(bound: BoundRules): string | undefined {
  return 'why' in bound ? bound.why : undefined;
}

function mayHaveToken({ bindings }: RouteStage): boolean {
  return bindings.some(({ plugin }) => isUnknown(plugin) || plugin.type === 'jwtAuth');
}

/** Whom rules admit and refuse that other rules do not: each value that either side mentions, any other, and none. */
export function compareClaims(before: RulesOfStage, after: RulesOfStage): Found {
  const [mine, theirs] = [before.rules, after.rules];
  const isSame = mine === theirs || decisionText(mine) === decisionText(theirs);
  if (isSame && before.hasToken === after.hasToken) return undefined;
  const why = mine?.problem ?? theirs?.problem;
  if (why !== undefined) return doubt(why);
  const values = claimValues([mine, theirs]);
  const cases = casesOf(values);
  const fates = (cases ?? singleCases(values)).map((given) => ({
    given,
    was: fateIn(before, given, values),
    is: fateIn(after, given, values),
  }));
  const given = (was: Fate, is: Fate) =>
    fates.filter((each) => each.was === was && each.is === is).map((each) => each.given);
  const [admitted, refused] = [given('refused', 'admitted'), given('admitted', 'refused')];
  const kept = unchangedClaims(fates, values);
  const isOpen = fates.some(({ is, was }) => is === 'unknown' || was === 'unknown');
  const unread =
    cases === undefined
      ? 'the rules compare more claims than can be tried together'
      : (otherSource([mine, theirs]) ??
        (isOpen ? 'whom the rules admit does not follow from them alone' : undefined));
  const definite = {
    admits: admitted.length === 0 ? [] : [claimWords(admitted, values, kept)],
    refuses: refused.length === 0 ? [] : [claimWords(refused, values, kept)],
  };
  if (unread === undefined || isSame) return isNothing(definite) ? undefined : definite;
  const plain = ruleDifference(mine, theirs);
  if (plain === undefined) return { ...definite, mayAdmit: mine && unread, mayRefuse: theirs && unread };
  return {
    ...plain,
    admits: [...definite.admits, ...(plain.admits ?? [])],
    refuses: [...definite.refuses, ...(plain.refuses ?? [])],
  };
}

function isNothing({ admits, refuses }: Pick<AccessChange, 'admits' | 'refuses'>): boolean {
  return admits.length + refuses.length === 0;
}

interface Fates {
  readonly given: Case;
  readonly was: Fate;
  readonly is: Fate;
}

/** Of which claims the same values are admitted as before: callers who come or go are not told apart by them. */
function unchangedClaims(fates: readonly Fates[], values: ClaimValues): ReadonlyMap<string, string> {
  const admitted = (which: 'was' | 'is', claim: string) =>
    valuesKey(new Set(fates.filter((each) => each[which] === 'admitted').map(({ given }) => given[claim])));
  return new Map(
    [...values.keys()].flatMap((claim) => {
      const [was, is] = [admitted('was', claim), admitted('is', claim)];
      return was === is ? [[claim, was] as const] : [];
    }),
  );
}

function valuesKey(values: ReadonlySet<ClaimValue | undefined>): string {
  return JSON.stringify([...values].map((each) => (typeof each === 'symbol' ? 0 : (each ?? null))).sort());
}

/** Rules that read more than claims: that one set has the rules of the other, and rules that can only deny, is plain. */
function ruleDifference(before: RuleEvaluation | undefined, after: RuleEvaluation | undefined): Found {
  const [mine, theirs] = [decisionsOf(before), decisionsOf(after)];
  const extra = (some: readonly Decision[], others: readonly Decision[]): readonly Decision[] | undefined => {
    const texts = new Set(others.map(({ text }) => text));
    const fresh = some.filter(({ canAllow, text }) => !canAllow && !texts.has(text));
    const rest = some.filter((each) => !fresh.includes(each));
    return rest.length === others.length && rest.every(({ text }, at) => text === others[at]?.text)
      ? fresh
      : undefined;
  };
  const [gone, come] = [extra(mine, theirs), extra(theirs, mine)];
  const denied = (rules: readonly Decision[]) =>
    `calls for which ${listed(rules.map(({ denies }) => denies))}`;
  if (gone !== undefined) return { admits: [denied(gone)] };
  return come && { mayRefuse: denied(come) };
}

interface Decision {
  /** When it denies a call, in words: `$role = 'a' does not hold`. */
  readonly denies: string;
  readonly text: string;
  readonly canAllow: boolean;
}

/** Each rule by all that decides whom it denies: its condition with the sources of the variables, and its ends. */
function decisionsOf(rules: RuleEvaluation | undefined): readonly Decision[] {
  if (rules === undefined) return [];
  const [{ rules: all, sources }] = rules.ways;
  return all.map(({ condition, rule }) => {
    const read = (condition ? variablesOf(condition) : []).map((name) => [name, sources.get(name)]);
    const ends = [rule.ifTrue, rule.ifFalse];
    return {
      denies: rule.ifTrue === 'DENY' ? `${rule.condition} holds` : `${rule.condition} does not hold`,
      text: JSON.stringify([rule.condition, ...ends, read]),
      canAllow: ends.some((end) => end !== undefined && end !== 'DENY'),
    };
  });
}

type Case = Readonly<Record<string, ClaimValue>>;

/** Values that stand for all of a claim. */
interface ValuesOfClaim {
  readonly all: readonly ClaimValue[];
  /** The words in it, where it is only looked at as a list of words. */
  readonly words: readonly string[] | undefined;
}

type ClaimValues = ReadonlyMap<string, ValuesOfClaim>;

/** All of a plug-in's rules that decides whom they admit, the words of denials apart. */
function decisionText(rules: RuleEvaluation | undefined): string {
  return rules === undefined
    ? ''
    : JSON.stringify([decisionsOf(rules).map(({ text }) => text), rules.problem, rules.ways.length]);
}

function claimValues(sides: readonly (RuleEvaluation | undefined)[]): ClaimValues {
  const rules = sides.filter((each) => each !== undefined);
  const claims = new Set(rules.flatMap((each) => each.claims));
  return new Map([...claims].map((claim) => [claim, valuesOf(claim, rules)] as const));
}

/** Of so many words every choice is tried. */
const MOST_WORDS = 4;

function valuesOf(claim: string, rules: readonly RuleEvaluation[]): ValuesOfClaim {
  const found = rules.map((each) => each.wordsRead(claim));
  const words = [...new Set(found.flatMap((each) => each ?? []))];
  if (!found.includes(undefined) && words.length <= MOST_WORDS)
    return { all: [...wordLists(words), ARBITRARY, null], words };
  const mentioned = new Set(rules.flatMap((each) => each.mentioned(claim)));
  return { all: [...mentioned, OTHER, null], words: undefined };
}

/** More combinations than this are not tried: each takes a search through both sides' rules. */
const MOST_CASES = 600;

/** Every combination; `undefined` where there are too many. */
function casesOf(values: ClaimValues): readonly Case[] | undefined {
  const count = [...values.values()].reduce((product, { all }) => product * all.length, 1);
  if (count > MOST_CASES) return undefined;
  return [...values].reduce<readonly Case[]>(
    (cases, [claim, { all }]) =>
      cases.flatMap((given) => all.map((value): Case => ({ ...given, [claim]: value }))),
    [{}],
  );
}

function singleCases(values: ClaimValues): readonly Case[] {
  return [...values].flatMap(([claim, { all }]) => all.map((value): Case => ({ [claim]: value })));
}

/** Without a plug-in that verifies tokens there are no claims. */
function fateIn({ hasToken, rules }: RulesOfStage, given: Case, values: ClaimValues): Fate {
  if (rules === undefined) return 'admitted';
  const none = Object.fromEntries([...values.keys()].map((claim) => [claim, null]));
  return rules.fateOf(hasToken ? given : none);
}

/** What rules read beside claims: whoever sets it is not looked at here. */
function otherSource(sides: readonly (RuleEvaluation | undefined)[]): string | undefined {
  for (const rules of sides) {
    const reader = rules?.readerOf(
      (source) => !rules.claims.some((claim) => claimKey(claim) === keyOf(source)),
    );
    if (reader !== undefined)
      return `rule ${reader.rule.name} reads more than claims: ${reader.rule.condition}`;
  }
  return undefined;
}

/** `tokens with iss "a" or "b" and without aud` */
function claimWords(cases: readonly Case[], values: ClaimValues, kept: ReadonlyMap<string, string>): string {
  const all = [...values].map(([claim, each]) => ({
    claim,
    each,
    own: new Set(cases.map((given) => given[claim])),
  }));
  const count = all.reduce((product, { own }) => product * own.size, 1);
  const parts = all.filter(
    ({ claim, each, own }) =>
      own.size < each.all.length && !own.has(undefined) && kept.get(claim) !== valuesKey(own),
  );
  const [first = '', ...others] = parts.map(({ claim, each, own }) => valueWords(claim, each, own));
  // One "with" is enough: tokens with iss "a" and aud "b".
  const words = listed([
    first,
    ...others.map((each) => (first.startsWith('with ') ? each.replace(/^with /, '') : each)),
  ]);
  return `${cases.length < count ? 'some ' : ''}tokens${words === '' ? '' : ` ${words}`}`;
}

function valueWords(
  claim: string,
  { all, words }: ValuesOfClaim,
  own: ReadonlySet<ClaimValue | undefined>,
): string {
  const lists = [...own].map((each) => (typeof each === 'string' && each !== ARBITRARY ? each : undefined));
  // A claim without any of the words is as good as none.
  const isWhole = own.has(ARBITRARY) === own.has(null);
  const common = words && isWhole ? wordsInCommon(claim, words, lists) : undefined;
  if (common !== undefined) return common;
  const texts = (some: readonly (ClaimValue | undefined)[]) =>
    some
      .filter((each) => typeof each === 'string' && each !== ARBITRARY)
      .map((each) => JSON.stringify(each))
      .join(' or ');
  const without = own.has(null) ? ` or without ${claim}` : '';
  if (!own.has(OTHER) && !own.has(ARBITRARY)) {
    const named = texts([...own]);
    return named === '' ? `without ${claim}` : `with ${claim} ${named}${without}`;
  }
  const others = texts(all.filter((each) => !own.has(each)));
  return others === '' ? `with any ${claim}${without}` : `with ${claim} other than ${others}${without}`;
}

function tokenLocks(before: RouteStage, after: RouteStage): readonly [JwtLock, JwtLock] | undefined {
  const [mine, theirs] = [findJwtLock(before.protection), findJwtLock(after.protection)];
  return mine === undefined || theirs === undefined || mine === theirs ? undefined : [mine, theirs];
}

function compareTimes(before: RouteStage, after: RouteStage): Found {
  const locks = tokenLocks(before, after);
  if (locks === undefined) return undefined;
  const [mine, theirs] = locks;
  const words = [
    { was: mine.ignoresExpiry, is: theirs.ignoresExpiry, who: 'expired tokens' },
    { was: !mine.preventsReplay, is: !theirs.preventsReplay, who: 'tokens that were used before' },
  ];
  return {
    admits: words.flatMap(({ is, was, who }) => (is && !was ? [who] : [])),
    refuses: words.flatMap(({ is, was, who }) => (was && !is ? [who] : [])),
  };
}

function compareKeys(before: RouteStage, after: RouteStage): Found {
  const locks = tokenLocks(before, after);
  if (locks === undefined) return undefined;
  const [mine, theirs] = locks.map(({ keys }) => keys);
  const missing = (some: readonly KeySummary[] = [], others: readonly KeySummary[] = []) =>
    some.filter(({ thumbprint }) => !others.some((each) => each.thumbprint === thumbprint));
  const [lost, gained] = [missing(mine, theirs), missing(theirs, mine)];
  return {
    refuses: lost.length === 0 ? [] : [`tokens of ${keysText(lost)}`],
    also: gained.length === 0 ? [] : [`tokens of ${keysText(gained)}`],
  };
}

/** `kid a1b2`, or the thumbprint of a key without one. */
export function keyText({ kid, thumbprint }: KeySummary): string {
  if (kid === undefined) return `key ${thumbprint.slice(0, 8)}`;
  return `kid ${kid === thumbprint ? kid.slice(0, 8) : kid}`;
}

/** Two keys by name; of more, how many there are. */
export function keysText(keys: readonly KeySummary[]): string {
  return keys.length > 2 ? `${keys.length} keys` : keys.map(keyText).join(' and ');
}

function compareTokenPlaces(before: RouteAccess, after: RouteAccess): Found {
  const locks = tokenLocks(before.stage, after.stage);
  if (locks === undefined) return undefined;
  const [mine, theirs] = locks;
  const isSame = mine.parameter === theirs.parameter && mine.parameterLocation === theirs.parameterLocation;
  // Where the plug-in says the place, the API has no say.
  if (isSame && mine.parameterLocation !== undefined) return undefined;
  const [was, is] = [placeText(mine, before.route), placeText(theirs, after.route)];
  if (was === is) return undefined;
  return { refuses: [`callers who send the token in ${was}`], also: [`callers who send the token in ${is}`] };
}

function placeText(lock: JwtLock, route: GatewayRoute): string {
  const place = findTokenPlace(lock, parameterMappingOf(route));
  if (place === undefined) return `no place (${lock.parameter} is not declared)`;
  return isUnknown(place) ? `${lock.parameter} (${place.expression})` : `${place.location} ${place.name}`;
}

function compareReach({ disableInternet: was }: GatewayRoute, { disableInternet: is }: GatewayRoute): Found {
  if (isUnknown(was) || isUnknown(is)) {
    const why = [is, was].flatMap((each) =>
      isUnknown(each) ? [`DisableInternet is ${each.expression}`] : [],
    )[0];
    return why === undefined || sameFlag(was, is) ? undefined : doubt(why);
  }
  const who = 'callers from the internet';
  if ((was === true) === (is === true)) return undefined;
  return was === true ? { admits: [who] } : { refuses: [who] };
}

function sameFlag(a: Maybe<boolean> | undefined, b: Maybe<boolean> | undefined): boolean {
  return isUnknown(a) && isUnknown(b) && a.expression === b.expression;
}

function compareAddresses(before: RouteStage, after: RouteStage): Found {
  const [mine, theirs] = [before, after].map(addressesOf);
  if (mine === undefined || theirs === undefined || mine.text === theirs.text) return undefined;
  const why = theirs.why ?? mine.why;
  if (why !== undefined) return doubt(why);
  const words = (ranges: AddressRanges) =>
    ranges.isEmpty ? [] : [`callers from ${listed(ranges.toBlocks())}`];
  return {
    admits: words(theirs.ranges.without(mine.ranges)),
    refuses: words(mine.ranges.without(theirs.ranges)),
  };
}

interface Addresses {
  readonly ranges: AddressRanges;
  readonly why: string | undefined;
  readonly text: string;
}

function addressesOf(stage: RouteStage): Addresses {
  const bound = stage.bindings.filter(({ plugin }) => !isUnknown(plugin) && plugin.type === 'ipControl');
  const [first, second] = pluginsOf({ bindings: bound }, 'ipControl');
  const text = `${pluginsOf({ bindings: bound }, 'ipControl').map(dataText)} ${bound.map(({ maybe }) => maybe ?? '')}`;
  if (first === undefined) return { ranges: AddressRanges.all, why: undefined, text };
  const unread = (why: string): Addresses => ({ ranges: AddressRanges.all, why, text });
  if (second !== undefined) return unread('two ipControl plug-ins are bound: one of them takes effect');
  const maybe = bound.find((each) => each.maybe !== undefined)?.maybe;
  if (maybe !== undefined) return unread(maybe);
  const model = ipControlModelOf(first);
  if (model === undefined) return unread(`the data of plug-in ${first.id} cannot be read`);
  const isPlain = model.items.every(
    ({ appId, blocksDatasetId }) => appId === undefined && blocksDatasetId === undefined,
  );
  if (!isPlain) return unread(`plug-in ${first.id} lists addresses by app or in a dataset`);
  return { ranges: rangesOf(model), why: undefined, text };
}

function rangesOf({ items, type }: IpControlModel): AddressRanges {
  const set = AddressRanges.of(items.flatMap(({ blocks = [] }) => blocks));
  return type === 'ALLOW' ? set : set.complement();
}

/** Who may call, issuer and audience before keys: `jwt · iss https://id.example.com · aud shop · kid a1b2`. */
export function accessText(protection: Protection): string {
  if (protection.kind === 'unknown') return `unknown: ${protection.why}`;
  const limit = protection.addresses === undefined ? [] : [addressWords(protection.addresses)];
  if (protection.kind === 'public') {
    const reason = protection.reason === undefined ? [] : [protection.reason];
    return ['public', ...limit, ...reason].join(' · ');
  }
  const words = protection.locks.map(({ kind }) => kind).join('+');
  const token = protection.locks.flatMap((lock) =>
    lock.kind === 'jwt' ? tokenText(lock) : lock.kind === 'jwt-auth' ? consumersText(lock) : [],
  );
  const perhaps = protection.perhaps.map(({ kind, why }) => `perhaps ${kind}: ${why}`);
  return [words, ...token, ...limit, ...perhaps].join(' · ');
}

/** What the one consumer demands; of several, their names. */
function consumersText({ consumers }: ConsumerLock): readonly string[] {
  const [only, second] = consumers;
  if (only === undefined) return ['nobody'];
  if (second !== undefined) return [`consumers ${listed(consumers.map(({ name }) => name))}`];
  const { audience, issuer, keys, otherClaims } = only;
  const kids = keys.map(({ kid, kty }) => (kid === '' ? `a key (${kty})` : `kid ${kid}`));
  return [
    ...(issuer === undefined ? [] : [`iss ${issuer}`]),
    ...(audience === undefined ? [] : [`aud ${audience}`]),
    ...otherClaims,
    kids.length > 2 ? `${kids.length} keys` : kids.join(' and '),
  ];
}

function tokenText(lock: JwtLock): readonly string[] {
  const { ignoresExpiry, keys } = lock;
  return [
    ...demandsIn(lock).map(({ text }) => text),
    keysText(keys),
    ...(ignoresExpiry ? ['expired too'] : []),
  ];
}
