import { isCalendarDay } from '../calendar-day';
import { type ErrorCode, GatewayError, type Problem } from '../errors';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { nodeFiles, Origin, readDocument, readText, readTextIfAny } from '../template';
import type { Decision } from './decisions';

/** What a member of a decision must be. Every member is a text that says something. */
interface MemberRule {
  /** Whether it must be there. */
  readonly required?: true;
  /** What else is wrong with it. */
  readonly problem?: (value: string) => string | undefined;
}

/** A file of decisions of one kind. */
export interface DecisionFile<D extends Decision> {
  /** Where they stand unless another file is named. */
  readonly name: string;
  /** The name of the list in the file. */
  readonly list: string;
  /** What the list is, in words: `no list of …`. */
  readonly what: string;
  /** The members of a decision; `expires` is a day. */
  readonly members: Readonly<Record<Exclude<keyof D, 'origin'> & string, MemberRule>>;
  /** What is wrong with a decision as a whole. */
  readonly problem?: (entry: JsonObject) => string | undefined;
  readonly code: ErrorCode;
  readonly hint: string;
}

/**
 * Reads a text with decisions: YAML or JSON with one list of objects.
 *
 * @param file its name, for messages and positions
 * @throws GatewayError `template-invalid` for what is no YAML or JSON; the code of the kind, with every problem
 */
export function parseDecisions<D extends Decision>(
  kind: DecisionFile<D>,
  text: string,
  file: string,
): readonly D[] {
  const document = readDocument(text, file);
  const { value } = document;
  const list = isJsonObject(value) ? value[kind.list] : undefined;
  if (!isJsonObject(value) || !Array.isArray(list))
    throw new GatewayError(kind.code, `has no list of ${kind.list}`, { place: file, hint: kind.hint });
  const entries: readonly JsonValue[] = list;
  const problems: Problem[] = [
    ...Object.keys(value)
      .filter((name) => name !== kind.list)
      .map((name) => ({ path: `$.${name}`, message: `is not known; only ${kind.list} is` })),
    ...entries.flatMap((entry, index) => problemsOf(kind, entry, `$.${kind.list}[${index}]`)),
  ];
  if (problems.length > 0)
    throw new GatewayError(kind.code, `is no list of ${kind.what}`, { place: file, problems });
  const root = Origin.of(document);
  return entries.map((entry, index) => ({ ...(entry as unknown as D), origin: root.at(kind.list, index) }));
}

/**
 * The decisions in the file that is named, or else in the usual one of the working directory, if it has one.
 *
 * @param pathOf where a file stands that is named as somebody wrote it
 * @throws GatewayError `file-unreadable`, and what {@link parseDecisions} throws
 */
export function readDecisions<D extends Decision>(
  kind: DecisionFile<D>,
  named: string | undefined,
  pathOf: (written: string) => string,
): readonly D[] {
  const path = pathOf(named ?? kind.name);
  const text = named === undefined ? readTextIfAny(nodeFiles, path) : readText(nodeFiles, path);
  return text === undefined ? [] : parseDecisions(kind, text, path);
}

/** For a member that is one of some words. */
export function oneOf(allowed: readonly string[]): NonNullable<MemberRule['problem']> {
  return (value) =>
    allowed.includes(value)
      ? undefined
      : `must be one of ${allowed.join(', ')}, got ${JSON.stringify(value)}`;
}

function problemsOf<D extends Decision>(kind: DecisionFile<D>, entry: JsonValue, path: string): Problem[] {
  const members = Object.entries<MemberRule>(kind.members);
  const names = members.map(([name]) => name).join(', ');
  if (!isJsonObject(entry)) return [{ path, message: `must be an object with ${names}` }];
  const others = Object.keys(entry).filter((name) => !Object.hasOwn(kind.members, name));
  const asWhole = kind.problem?.(entry);
  return [
    ...others.map((name) => ({ path: `${path}.${name}`, message: `is not known; ${names} are` })),
    ...members.flatMap(([name, rule]) => {
      const message = memberProblem(name, entry[name], rule);
      return message === undefined ? [] : [{ path: `${path}.${name}`, message }];
    }),
    ...(asWhole === undefined ? [] : [{ path, message: asWhole }]),
  ];
}

function memberProblem(
  name: string,
  value: JsonValue | undefined,
  { problem, required }: MemberRule,
): string | undefined {
  if (value === undefined || value === null) return required ? 'is missing' : undefined;
  if (typeof value !== 'string' || value.trim() === '') return 'must be a text that says something';
  if (name === 'expires' && !isCalendarDay(value))
    return `must be a day such as 2030-12-31, got ${JSON.stringify(value)}`;
  return problem?.(value);
}
