import { durationText } from '../duration';
import { GatewayError } from '../errors';
import { instantOf } from '../instant';
import { type AdmittedKey, type KeySelection, PublicKeySet, thumbprint } from '../jwk';
import { keyName } from './key-words';
import { compareOffered, type KeyPair, type OfferedKeys } from './offered-keys';
import type { ProviderKeys } from './provider-keys';
import { type LeftOutKey, type PinnedKey, type ProviderRecord, RECORD_VERSION } from './provider-record';

/** How the keys of a provider are brought up to date. */
export interface RefreshOptions {
  /** In milliseconds since 1970. */
  readonly now: number;
  /** How long a key stays that the provider does not list any more, in seconds. */
  readonly graceSeconds: number;
  /** A key to take out at once, and why. */
  readonly drop?: { readonly kid: string; readonly because: string };
  /** Keys that are admitted by name, by their kids: the thumbprint of each. */
  readonly accept?: ReadonlyMap<string, string>;
  /** Admits all that the provider offers, whatever it was before. */
  readonly acceptAll?: boolean;
  /** Where the keys were read, if not where the record says. */
  readonly source?: string;
}

/** What becomes of the files of a provider. */
type Refreshed =
  | { readonly outcome: 'unchanged'; readonly notes: readonly string[] }
  | {
      readonly outcome: 'changed';
      readonly record: ProviderRecord;
      readonly keys: PublicKeySet;
      /** What changed, a line each. */
      readonly lines: readonly string[];
      readonly notes: readonly string[];
    }
  /** Nobody should take this over without a look. */
  | { readonly outcome: 'refused'; readonly reasons: readonly string[] };

/**
 * Brings the keys of a provider up to date. New keys come in. Keys that the provider does not list any more stay for a
 * while, because tokens that they have signed are still good. Another key under a known kid, or no known key at all, is
 * refused unless it is accepted by name: it may be somebody else who answers.
 *
 * @throws GatewayError `key-not-found` for a key to drop or to accept that there is not; `key-set-invalid` when no key
 *   would be left
 */
export function refreshKeys(
  { keys: set, record: written }: Pick<ProviderKeys, 'keys' | 'record'>,
  selection: KeySelection,
  options: RefreshOptions,
): Refreshed {
  checkAccepted(selection, options);
  const record = { ...written, ignored: written.ignored.filter((key) => !isAccepted(key, options)) };
  const offered = compareOffered(record, selection);
  const reasons = refusalsOf(offered, options);
  if (reasons.length > 0) return { outcome: 'refused', reasons };

  const { keys, lines, notes } = keptKeys(offered, options);
  const left = dropKey(keys, options);
  const next = nextRecord(record, {
    keys: left.keys,
    ignored: ignoredIn(record, selection, left.dropped),
    options,
  });
  const allLines = [...lines, ...left.lines, ...otherLines(written, next)];
  const allNotes = [
    ...notes,
    ...offered.dropped.map((key) => `${keyName(key.jwk)} is offered, and stays out`),
  ];
  if (allLines.length === 0) return { outcome: 'unchanged', notes: allNotes };
  return {
    outcome: 'changed',
    record: next,
    keys: setOf(next.keys, set, selection),
    lines: allLines,
    notes: allNotes,
  };
}

function checkAccepted({ admitted }: KeySelection, { accept = new Map() }: RefreshOptions): void {
  for (const [kid, print] of accept) {
    const found = admitted.find(({ jwk }) => jwk.kid === kid);
    if (found?.thumbprint === print) continue;
    const why = found === undefined ? 'offers no such key' : `offers ${found.thumbprint} under that kid`;
    throw new GatewayError('key-not-found', `the provider ${why}`, { place: `--accept ${kid}=${print}` });
  }
}

function isAccepted(
  { dropped, thumbprint: print }: LeftOutKey,
  { accept = new Map() }: RefreshOptions,
): boolean {
  return dropped !== undefined && print !== undefined && [...accept.values()].includes(print);
}

function refusalsOf(
  { added, isEmpty, isReplaced, reused }: OfferedKeys,
  { accept = new Map(), acceptAll = false }: RefreshOptions,
): string[] {
  if (isEmpty) return ['the provider offers no key that can be admitted'];
  const isNamed = ({ jwk, thumbprint: print }: AdmittedKey) => accept.get(jwk.kid ?? '') === print;
  if (acceptAll) return [];
  const others = reused.filter(({ after }) => !isNamed(after));
  const isUnseen = isReplaced && ![...added, ...reused.map(({ after }) => after)].every(isNamed);
  return [
    ...others.map(reusedWords),
    ...(isUnseen ? ['no key that was admitted is offered any more: all were replaced in one step'] : []),
  ];
}

/** Another key under the kid of an old one, in words. */
export function reusedWords({ after, before }: KeyPair): string {
  return `${keyName(before)} is another key now: ${after.thumbprint} instead of ${before.thumbprint}`;
}

interface Kept {
  readonly keys: readonly PinnedKey[];
  readonly lines: readonly string[];
  readonly notes: readonly string[];
}

function keptKeys(offered: OfferedKeys, { graceSeconds, now }: RefreshOptions): Kept {
  const at = instantOf(now);
  const isOver = ({ missingSince = at }: PinnedKey) => Date.parse(missingSince) + graceSeconds * 1000 <= now;
  const stays = (key: PinnedKey) => ({
    ...key,
    missingSince: key.missingSince ?? at,
    retireFrom: key.retireFrom ?? until(key),
  });
  const returned = offered.kept.filter(({ before }) => before.missingSince !== undefined);
  const gone = offered.missing.filter((key) => isOver(key));
  const waiting = offered.missing.filter((key) => !isOver(key));
  const until = ({ missingSince = at }: PinnedKey) =>
    instantOf(Date.parse(missingSince) + graceSeconds * 1000);
  const staysWords = (key: PinnedKey) =>
    `${keyName(key)} is not offered any more: it stays until ${until(key)}`;
  return {
    keys: [
      ...offered.kept.map(({ before: { missingSince: _since, retireFrom: _from, ...key } }) => key),
      ...offered.relabelled.map(({ after, before }) => pinnedKey(after, before.since)),
      ...[...offered.added, ...offered.reused.map(({ after }) => after)].map((key) => pinnedKey(key, at)),
      ...waiting.map(stays),
    ],
    lines: [
      ...offered.added.map((key) => `admitted ${keyName(key.jwk)} (${key.jwk.alg})`),
      ...offered.reused.map((pair) => `replaced: ${reusedWords(pair)}`),
      ...offered.relabelled.map(
        ({ after, before }) =>
          `${keyName(before)} (${before.alg}) is called ${keyName(after.jwk)} (${after.jwk.alg}) now`,
      ),
      ...returned.map(({ before }) => `${keyName(before)} is offered again`),
      ...waiting.filter(({ missingSince }) => missingSince === undefined).map(staysWords),
      ...gone.map((key) => `removed ${keyName(key)}: not offered for ${durationText(graceSeconds)}`),
    ],
    notes: waiting.filter(({ missingSince }) => missingSince !== undefined).map(staysWords),
  };
}

/** A key as the record has it. */
export function pinnedKey({ algFilledIn, jwk, thumbprint: print }: AdmittedKey, since: string): PinnedKey {
  return {
    ...(jwk.kid === undefined ? {} : { kid: jwk.kid }),
    thumbprint: print,
    alg: jwk.alg as PinnedKey['alg'],
    ...(algFilledIn ? { algFilledIn } : {}),
    since,
  };
}

interface Dropped {
  readonly keys: readonly PinnedKey[];
  readonly dropped: readonly LeftOutKey[];
  readonly lines: readonly string[];
}

function dropKey(keys: readonly PinnedKey[], { drop, now }: RefreshOptions): Dropped {
  if (drop === undefined) return { keys, dropped: [], lines: [] };
  const found = keys.find(({ kid }) => kid === drop.kid);
  if (found === undefined) {
    throw new GatewayError('key-not-found', `there is no key with the kid ${drop.kid}`, { place: '--drop' });
  }
  if (keys.length === 1) {
    throw new GatewayError('key-set-invalid', 'no key would be left: every token would be refused', {
      place: '--drop',
    });
  }
  const { kid, thumbprint: print } = found;
  return {
    keys: keys.filter((key) => key !== found),
    dropped: [{ kid, thumbprint: print, dropped: instantOf(now), why: drop.because }],
    lines: [`removed ${keyName(found)}: ${drop.because}`],
  };
}

/** What somebody took out by name is remembered; what is left out by itself is as the provider has it now. */
export function ignoredIn(
  { ignored }: Pick<ProviderRecord, 'ignored'>,
  selection: KeySelection,
  dropped: readonly LeftOutKey[],
): readonly LeftOutKey[] {
  return [
    ...ignored.filter((key) => key.dropped !== undefined),
    ...dropped,
    ...selection.ignored.map(({ kid, why }) => ({ ...(kid === undefined ? {} : { kid }), why })),
  ];
}

function nextRecord(
  record: ProviderRecord,
  given: {
    readonly keys: readonly PinnedKey[];
    readonly ignored: readonly LeftOutKey[];
    readonly options: RefreshOptions;
  },
): ProviderRecord {
  const { now, source = record.source } = given.options;
  return {
    ...record,
    version: RECORD_VERSION,
    source,
    pinned: instantOf(now),
    keys: [...given.keys].sort(byKid),
    ignored: given.ignored,
  };
}

function otherLines(before: ProviderRecord, after: ProviderRecord): string[] {
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  return [
    ...(before.source === after.source ? [] : [`read from ${after.source} from now on`]),
    ...(isSame(
      before.ignored.filter(({ dropped }) => dropped === undefined),
      after.ignored.filter(({ dropped }) => dropped === undefined),
    )
      ? []
      : ['the provider has other keys that are left out']),
  ];
}

/** The keys themselves: of the provider where it offers them, else as they were. */
function setOf(keys: readonly PinnedKey[], set: PublicKeySet, { admitted }: KeySelection): PublicKeySet {
  return PublicKeySet.of(
    keys.flatMap(({ kid, thumbprint: print }) => {
      const offered = admitted.find((key) => key.thumbprint === print && key.jwk.kid === kid)?.jwk;
      const known = set.keys.find((key) => key.kid === kid && thumbprint(key) === print);
      return offered ?? known ?? [];
    }),
  );
}

/** A key without a kid comes first. */
function byKid({ kid: a = '' }: { kid?: string }, { kid: b = '' }: { kid?: string }): number {
  return a < b ? -1 : Number(a > b);
}
