import { isCalendarDay } from '../calendar-day';
import { GatewayError, type Problem } from '../errors';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { Origin, readDocument } from '../template';
import type { CallerEffect, Posture } from './change';
import type { ChangeLevel } from './levels';

/** Where levels stand unless another file is named. */
export const LEVEL_FILE = 'jwt-gateway.changes.yaml';

const POSTURES: readonly Posture[] = ['weaker', 'stronger', 'neutral', 'unknown'];
const CALLERS: readonly CallerEffect[] = ['break', 'may break', 'safe', 'unknown'];

/** The members of an entry: what each must be, and whether it must be there. */
const MEMBERS: Readonly<
  Record<string, { readonly required?: true; readonly problem: (value: string) => string | undefined }>
> = {
  kind: { required: true, problem: () => undefined },
  path: { problem: () => undefined },
  posture: { problem: oneOf(POSTURES) },
  callers: { problem: oneOf(CALLERS) },
  reason: { required: true, problem: () => undefined },
  owner: { problem: () => undefined },
  expires: {
    problem: (day) =>
      isCalendarDay(day) ? undefined : `must be a day such as 2030-12-31, got ${JSON.stringify(day)}`,
  },
};

/**
 * Reads a file of levels: YAML or JSON with a list `changes` of objects with `kind`, `reason`, `posture` or `callers`
 * or both, and `path`, `owner` and `expires` where they are wanted; each of them a text.
 *
 * @param file its name, for messages and positions
 * @throws GatewayError `template-invalid` for what is no YAML or JSON; `change-levels-invalid` with every problem
 */
export function parseLevels(text: string, file: string): readonly ChangeLevel[] {
  const document = readDocument(text, file);
  const { value } = document;
  const root = Origin.of(document);
  if (!isJsonObject(value) || !Array.isArray(value.changes))
    throw new GatewayError('change-levels-invalid', 'has no list of changes', {
      place: file,
      hint: 'write changes: and below it a list of kind, reason, and posture or callers',
    });
  const entries: readonly JsonValue[] = value.changes;
  const others = Object.keys(value).filter((name) => name !== 'changes');
  const problems = [
    ...others.map((name) => ({ path: `$.${name}`, message: 'is not known; only changes is' })),
    ...entries.flatMap((entry, index) => problemsOf(entry, `$.changes[${index}]`)),
  ];
  if (problems.length > 0)
    throw new GatewayError('change-levels-invalid', 'is no list of levels', { place: file, problems });
  return entries.map((entry, index) => ({
    ...(entry as unknown as Omit<ChangeLevel, 'origin'>),
    origin: root.at('changes', index),
  }));
}

function problemsOf(entry: JsonValue, path: string): Problem[] {
  const names = Object.keys(MEMBERS).join(', ');
  if (!isJsonObject(entry)) return [{ path, message: `must be an object with ${names}` }];
  const others = Object.keys(entry).filter((name) => !Object.hasOwn(MEMBERS, name));
  const isEmpty = entry.posture === undefined && entry.callers === undefined;
  return [
    ...others.map((name) => ({ path: `${path}.${name}`, message: `is not known; ${names} are` })),
    ...Object.keys(MEMBERS).flatMap((name) => memberProblems(name, entry, path)),
    ...(isEmpty ? [{ path, message: 'says nothing: give posture or callers' }] : []),
  ];
}

function memberProblems(name: string, entry: JsonObject, path: string): Problem[] {
  const member = MEMBERS[name];
  const value = entry[name];
  const problem = (message: string): Problem[] => [{ path: `${path}.${name}`, message }];
  if (value === undefined || value === null) return member?.required ? problem('is missing') : [];
  if (typeof value !== 'string' || value.trim() === '') return problem('must be a text that says something');
  const message = member?.problem(value);
  return message === undefined ? [] : problem(message);
}

function oneOf(allowed: readonly string[]): (value: string) => string | undefined {
  return (value) =>
    allowed.includes(value)
      ? undefined
      : `must be one of ${allowed.join(', ')}, got ${JSON.stringify(value)}`;
}
