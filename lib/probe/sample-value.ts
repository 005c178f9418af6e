import type { RequestParameter } from '../model';
import { isUnknown, type Maybe } from '../template';

/** Texts that many patterns take. Short, because a pattern from a template may take for ever on a long one. */
const TEXTS = ['probe', '1', 'a', 'A1', '0001', '10000001', '2026-01-01', 'a@b.example'];
const LONGEST = 12;

/** Numbers that many ranges take. */
const NUMBERS = ['1', '0', '10', '100', '1000'];

/** A value that a parameter takes as far as the template tells; `undefined` when none was found. */
export function findSampleValue(parameter: RequestParameter): string | undefined {
  return candidatesFor(parameter).find((candidate) => takes(parameter, candidate));
}

function candidatesFor(parameter: RequestParameter): readonly string[] {
  const { defaultValue, minLength, minValue, maxValue, type } = parameter;
  const given = [defaultValue, minValue, maxValue].flatMap((value) => known(value) ?? []);
  const enumerated = choicesOf(parameter) ?? [];
  if (type === 'Boolean') return [...enumerated, ...given, 'true'];
  if (isNumeric(type)) return [...enumerated, ...given, ...NUMBERS];
  const length = Math.min(numberIn(minLength) ?? 0, 1_000);
  return [...enumerated, ...given, ...TEXTS, 'a'.repeat(length), '1'.repeat(length)];
}

function takes(parameter: RequestParameter, candidate: string): boolean {
  const { maxLength, maxValue, minLength, minValue, type } = parameter;
  const choices = choicesOf(parameter);
  if (choices !== undefined && !choices.includes(candidate)) return false;
  if (isNumeric(type) && !isWithin(Number(candidate), minValue, maxValue)) return false;
  if (!isNumeric(type) && !isWithin(candidate.length, minLength, maxLength)) return false;
  return candidate !== '' && matches(candidate, known(parameter.regularExpression));
}

function matches(candidate: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true;
  if (candidate.length > LONGEST) return false;
  try {
    return new RegExp(pattern).test(candidate);
  } catch {
    // The service's patterns are not JavaScript's: what cannot be read forbids nothing here.
    return true;
  }
}

function choicesOf({ enumValue }: RequestParameter): readonly string[] | undefined {
  const written = known(enumValue);
  return written === undefined || written === '' ? undefined : written.split(',').map((each) => each.trim());
}

function isWithin(value: number, least: Maybe<string> | undefined, most: Maybe<string> | undefined): boolean {
  const from = numberIn(least) ?? Number.NEGATIVE_INFINITY;
  const to = numberIn(most) ?? Number.POSITIVE_INFINITY;
  return value >= from && value <= to;
}

function isNumeric(type: Maybe<string>): boolean {
  return type === 'Int' || type === 'Long' || type === 'Float' || type === 'Double';
}

function numberIn(value: Maybe<string> | undefined): number | undefined {
  const text = known(value);
  return text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

function known(value: Maybe<string> | undefined): string | undefined {
  return isUnknown(value) ? undefined : value;
}
