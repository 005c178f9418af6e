import { isSecretName, NAMED_VALUES } from '../../facts';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../../json';
import { redactorOfStack } from '../../model';
import { callText, type Origin } from '../../template';
import { HIDDEN, namesSecret, type Redactor, redact, redactDocument } from '../../text';
import type { Exposure } from '../change';
import type { Difference, Place } from '../comparing/comparison';
import type { StagePair } from '../pairing/pair-routes';
import type { ChangeKind } from './kind';
import type { Judgement } from './verdict';

/** One side of a change before it is reported. */
export interface Side {
  readonly text: string;
  /** What the fingerprint is made of: never a secret. */
  readonly value: JsonValue;
  readonly origin: Origin | undefined;
}

/** What a detector says of one change. */
export interface Draft extends Judgement {
  readonly kind: ChangeKind;
  readonly place: Place;
  readonly message: string;
  readonly before?: Side | undefined;
  readonly after?: Side | undefined;
  readonly exposure?: Exposure | undefined;
  /** Where a plug-in does its work, for a change of one. */
  readonly affects?: readonly StagePair[];
  /** How ROS makes the change, where the differences do not tell. */
  readonly replacement?: string;
  /** The differences that it accounts for: nobody reports them again. */
  readonly explains?: readonly Difference[];
}

/** The same, in which what is left out is none. */
export type FullDraft = Draft & {
  readonly affects: readonly StagePair[];
  readonly explains: readonly Difference[];
};

/** What a detector adds to where something changed. */
export type Judged = Judgement & Pick<Draft, 'message' | 'exposure' | 'affects'>;

/** The change that one difference is. */
export function changeAt(kind: ChangeKind, difference: Difference, said: Judged & Partial<Draft>): Draft {
  return {
    place: difference.place,
    before: sideAt(difference, 'before'),
    after: sideAt(difference, 'after'),
    explains: [difference],
    ...said,
    kind,
  };
}

/** What one side of a difference says, without the secrets in it. */
export function sideAt(difference: Difference, which: 'before' | 'after'): Side | undefined {
  const [value, side] = [difference[which], difference.sides[which]];
  if (value === undefined) return undefined;
  const hide = side === undefined ? undefined : redactorOfStack(side.stack);
  const shown = isMaskedParameter(difference) ? HIDDEN : masked(value, difference.path, hide);
  return { text: wordsFor(shown), value: shown, origin: side?.at(difference.path) };
}

/** A parameter that ROS masks (NoEcho) on either side: its default is a secret. */
function isMaskedParameter({ path: [section, name = ''], sides, type }: Difference): boolean {
  if (type !== '' || section !== 'Parameters') return false;
  return [sides.before, sides.after].some((side) => {
    const parameters = side?.stack.parameters ?? {};
    const declared = name === '' ? Object.values(parameters) : [memberOf(parameters, name)];
    return declared.some((each) => String(memberOf(each, 'NoEcho')).toLowerCase() === 'true');
  });
}

/** A side in words of ours. */
export function sideOf(text: string, thing: { readonly origin: Origin | undefined } | undefined): Side {
  return { text, value: text, origin: thing?.origin };
}

/** Texts that hold other documents, in which anything may stand. */
const DOCUMENTS: ReadonlySet<string> = new Set([
  'CertificateBody',
  'MockResult',
  'PluginData',
  'TemplateBody',
]);

/** Texts in which people write what they like. */
const FREE_TEXTS: ReadonlySet<string> = new Set(['Description', 'FailResultSample', 'ResultSample']);

/** The most characters of a value that are shown. */
const SHOWN = 160;

/**
 * A value without the secrets and keys in it, for texts and fingerprints.
 *
 * @param hide hides the secrets of the template, wherever they stand
 */
export function masked(
  value: JsonValue,
  path: readonly string[] = [],
  hide: Redactor = (text) => text,
): JsonValue {
  const name = path.at(-1) ?? '';
  if (path.some((step) => isSecretName(step)) && typeof value !== 'boolean' && !isCallOf(value))
    return HIDDEN;
  if (isInKey(path)) return HIDDEN;
  if (typeof value === 'string') return maskedText(value, name, hide);
  if (Array.isArray(value)) return value.map((item: JsonValue) => masked(item, [], hide));
  if (!isJsonObject(value)) return value;
  if (memberOf(value, 'kty') !== undefined) return maskedKey(value);
  const isNamed = namesSecret(value);
  return Object.fromEntries(
    Object.entries(value).map(([member, each]) => [
      member,
      isNamed && NAMED_VALUES.has(member) ? HIDDEN : masked(each, isCallOf(value) ? path : [member], hide),
    ]),
  );
}

/** Members of a key that may be shown; the others are told by its thumbprint, or not at all. */
const SHOWN_OF_KEYS: ReadonlySet<string> = new Set(['alg', 'jwk', 'jwks', 'kid', 'kty', 'use']);

/** Whether a path leads to a part of a key that is not shown. */
function isInKey(path: readonly string[]): boolean {
  const inside = path.findIndex((step) => step === 'jwk' || step === 'jwks');
  return inside !== -1 && path.slice(inside).some((step) => !SHOWN_OF_KEYS.has(step) && !/^\d+$/.test(step));
}

/** Who refers to a secret does not tell it. */
function isCallOf(value: JsonValue): boolean {
  return isJsonObject(value) && Object.keys(value).some((name) => name === 'Ref' || name === 'Fn::GetAtt');
}

function maskedText(text: string, name: string, hide: Redactor): string {
  if (DOCUMENTS.has(name)) return `${HIDDEN}, ${text.length} characters`;
  // What is known is hidden whole, before a part of it is told by its shape.
  const known = hide(text);
  return FREE_TEXTS.has(name) ? redactDocument(known) : redact(known);
}

function maskedKey(key: JsonObject): JsonValue {
  return Object.fromEntries(
    Object.entries(key).map(([name, member]) => [name, SHOWN_OF_KEYS.has(name) ? member : HIDDEN]),
  );
}

/** A masked value on one line, as people read it. */
export function wordsFor(value: JsonValue): string {
  const text = typeof value === 'string' ? value : callText(value);
  return shortened(text.replace(/\s+/g, ' ').trim());
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN - 1).join('')}…` : text;
}
