import type { KeySelection } from '../jwk';
import type { GatewayModel } from '../model';
import { keyName } from './key-words';
import { compareOffered, type OfferedKeys } from './offered-keys';
import type { ProviderKeys } from './provider-keys';
import type { LeftOutKey, PinnedKey } from './provider-record';
import { reusedWords } from './refresh-keys';
import { compareTemplate, type TemplateDifference } from './template-keys';

/** In what way the keys of a provider differ from those that were admitted, or from those of a template. */
type KeyDifferenceKind =
  /** The provider has a new key: its tokens are going to be refused. */
  | 'key-added'
  /** The provider does not list a key any more. */
  | 'key-removed'
  /** Another key stands under a known kid. */
  | 'kid-reused'
  /** No known key is left. */
  | 'keys-replaced'
  /** The same key has another kid or algorithm. */
  | 'key-relabelled'
  /** A plug-in does not accept tokens of a key that was admitted. */
  | 'template-lacks-key';

/** One difference. */
export interface KeyDifference {
  readonly kind: KeyDifferenceKind;
  readonly kid?: string;
  readonly thumbprint?: string;
  /** What was seen: lower case, no final period. */
  readonly message: string;
  /** Where it stands: a file, with line and column where it is a template. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** The keys of a provider, held against those that were admitted. */
export interface KeyComparison {
  readonly name: string;
  readonly issuer?: string;
  readonly source: string;
  readonly differences: readonly KeyDifference[];
  /** What is in order and should be known: keys in their grace, keys that were taken out by name. */
  readonly notes: readonly string[];
  /** What the provider offers and was left out. */
  readonly ignored: readonly LeftOutKey[];
}

/** How they are compared. */
interface ComparisonOptions {
  /** In milliseconds since 1970. */
  readonly now: number;
  /** How long a key may be missing before that is a difference, in seconds. */
  readonly graceSeconds: number;
  /** Where the keys were read, if not where the record says. */
  readonly source?: string;
  /** A template that should have all of them. */
  readonly model?: GatewayModel;
}

/**
 * Holds what a provider offers now against what was admitted, and against the keys of a template.
 *
 * @throws GatewayError `template-invalid` where the keys of a plug-in of the template cannot be read: what is not seen
 *   is not the same
 */
export function compareKeys(
  provider: ProviderKeys,
  selection: KeySelection,
  options: ComparisonOptions,
): KeyComparison {
  const { name, record } = provider;
  const offered = compareOffered(record, selection);
  const isInGrace = graceIn(options);
  const inTemplate = options.model && compareTemplate(provider, options.model);
  return {
    name,
    ...(record.issuer === undefined ? {} : { issuer: record.issuer }),
    source: options.source ?? record.source,
    differences: [...differencesOf(offered, isInGrace), ...(inTemplate?.lacks.map(lackWords) ?? [])],
    notes: [...notesOn(offered, isInGrace), ...(inTemplate?.notes ?? [])],
    ignored: selection.ignored,
  };
}

type IsInGrace = (key: PinnedKey) => boolean;

function graceIn({ graceSeconds, now }: ComparisonOptions): IsInGrace {
  return ({ missingSince }) =>
    missingSince !== undefined && now < Date.parse(missingSince) + graceSeconds * 1000;
}

function differencesOf(offered: OfferedKeys, isInGrace: IsInGrace): KeyDifference[] {
  const { added, isReplaced, missing, relabelled, reused } = offered;
  return [
    ...(isReplaced ? [{ kind: 'keys-replaced' as const, message: REPLACED }] : []),
    ...reused.map((pair) => ({
      kind: 'kid-reused' as const,
      ...idOf(pair.before.kid, pair.after.thumbprint),
      message: reusedWords(pair),
    })),
    ...added.map(({ jwk, thumbprint }) => ({
      kind: 'key-added' as const,
      ...idOf(jwk.kid, thumbprint),
      message: `${keyName(jwk)} (${jwk.alg}) is new: tokens that it signs are refused so far`,
    })),
    ...missing
      .filter((key) => !isInGrace(key))
      .map((key) => ({
        kind: 'key-removed' as const,
        ...idOf(key.kid, key.thumbprint),
        message: `${keyName(key)} is not offered any more${sinceWhen(key)}`,
      })),
    ...relabelled.map(({ after, before }) => ({
      kind: 'key-relabelled' as const,
      ...idOf(after.jwk.kid, after.thumbprint),
      message: `${keyName(before)} (${before.alg}) is called ${keyName(after.jwk)} (${after.jwk.alg}) now`,
    })),
  ];
}

const REPLACED = 'no key that was admitted is offered any more';

const sinceWhen = ({ missingSince }: PinnedKey): string =>
  missingSince === undefined ? '' : `, since ${missingSince}: its grace is over`;

function notesOn({ dropped, kept, missing }: OfferedKeys, isInGrace: IsInGrace): string[] {
  return [
    ...missing
      .filter(isInGrace)
      .map((key) => `${keyName(key)} is not offered any more since ${key.missingSince}; it is in its grace`),
    ...kept
      .filter(({ before }) => before.missingSince !== undefined)
      .map(({ before }) => `${keyName(before)} is offered again: keys refresh notes it`),
    ...dropped.map(({ jwk }) => `${keyName(jwk)} is offered, and was taken out by name`),
  ];
}

function lackWords({ key, plugin }: TemplateDifference): KeyDifference {
  const { column, file, line } = plugin.origin;
  return {
    kind: 'template-lacks-key',
    ...idOf(key.kid, key.thumbprint),
    message: `plug-in ${plugin.id} does not accept tokens of ${keyName(key)}`,
    file,
    line,
    column,
  };
}

function idOf(kid: string | undefined, thumbprint: string): { kid?: string; thumbprint: string } {
  return kid === undefined ? { thumbprint } : { kid, thumbprint };
}
