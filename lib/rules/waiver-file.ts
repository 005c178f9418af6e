import { isCalendarDay } from '../calendar-day';
import { GatewayError, type Problem } from '../errors';
import { Origin, readDocument } from '../template';
import type { Waiver } from './waivers';

/** Where waivers stand unless another file is named. */
export const WAIVER_FILE = 'jwt-gateway.waivers.yaml';

const MEMBERS = ['rule', 'path', 'reason', 'owner', 'expires'] as const;
type Member = (typeof MEMBERS)[number];

/**
 * Reads a waiver file: YAML or JSON with a list `waivers` of objects with `rule`, `path`, `reason`, `owner` and
 * `expires`, each of them a text that must be there.
 *
 * @param file its name, for messages and positions
 * @throws GatewayError `template-invalid` for what is no YAML or JSON; `waivers-invalid` with every problem
 */
export function parseWaivers(text: string, file: string): readonly Waiver[] {
  const document = readDocument(text, file);
  const { value } = document;
  const root = Origin.of(document);
  if (!isObject(value) || !Array.isArray(value.waivers)) {
    throw new GatewayError('waivers-invalid', 'has no list of waivers', {
      place: file,
      hint: 'write waivers: and below it a list of rule, path, reason, owner and expires',
    });
  }
  const others = Object.keys(value).filter((name) => name !== 'waivers');
  const problems: Problem[] = [
    ...others.map((name) => ({ path: `$.${name}`, message: 'is not known; only waivers is' })),
    ...value.waivers.flatMap((entry, index) => problemsOf(entry, `$.waivers[${index}]`)),
  ];
  if (problems.length > 0)
    throw new GatewayError('waivers-invalid', 'is no list of waivers', { place: file, problems });
  return value.waivers.map((entry, index) => ({
    ...(entry as unknown as Record<Member, string>),
    origin: root.at('waivers', index),
  }));
}

function problemsOf(entry: unknown, path: string): Problem[] {
  if (!isObject(entry)) return [{ path, message: `must be an object with ${MEMBERS.join(', ')}` }];
  const others = Object.keys(entry).filter((name) => !MEMBERS.includes(name as Member));
  return [
    ...others.map((name) => ({
      path: `${path}.${name}`,
      message: `is not known; ${MEMBERS.join(', ')} are`,
    })),
    ...MEMBERS.flatMap((name) => {
      const message = problemOf(name, entry[name]);
      return message === undefined ? [] : [{ path: `${path}.${name}`, message }];
    }),
  ];
}

function problemOf(name: Member, value: unknown): string | undefined {
  if (value === undefined || value === null) return 'is missing';
  if (typeof value !== 'string' || value.trim() === '') return 'must be a text that says something';
  if (name === 'expires' && !isCalendarDay(value))
    return `must be a day such as 2030-12-31, got ${JSON.stringify(value)}`;
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
