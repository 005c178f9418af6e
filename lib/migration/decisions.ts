import { isCalendarDay } from '../calendar-day';
import { GatewayError, type Problem } from '../errors';
import { isJsonObject, type JsonValue, memberOf } from '../json';
import { nodeFiles, Origin, readDocument, readText, readTextIfAny } from '../template';
import { isTopicId, TOPICS, type TopicId } from './topics';

/** Where decisions stand unless another file is named. */
export const DECISION_FILE = 'jwt-gateway.decisions.yaml';

/** What was decided of one topic. */
export interface Decision {
  /** `GET /orders`, with the base path of the group or without it; `undefined` for what a plug-in does. */
  readonly route: string | undefined;
  /** The logical id of a plug-in. */
  readonly plugin: string | undefined;
  readonly topic: TopicId;
  readonly decision: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it counts. */
  readonly expires: string;
  readonly origin: Origin;
}

const TEXTS = ['topic', 'decision', 'reason', 'owner', 'expires'] as const;
const MEMBERS: readonly string[] = ['route', 'plugin', ...TEXTS];

/**
 * Reads a file of decisions: YAML or JSON with a list `decisions` of objects with `route` or `plugin`, `topic`,
 * `decision`, `reason`, `owner` and `expires`.
 *
 * @throws GatewayError `template-invalid` for what is no YAML or JSON; `decisions-invalid` with every problem
 */
export function parseDecisions(text: string, file: string): readonly Decision[] {
  const document = readDocument(text, file);
  const list = memberOf(document.value, 'decisions');
  if (!Array.isArray(list))
    throw new GatewayError('decisions-invalid', 'has no list of decisions', {
      place: file,
      hint: 'write decisions: and below it a list of route or plugin, topic, decision, reason, owner and expires',
    });
  const problems = list.flatMap((entry: JsonValue, index) => problemsOf(entry, `$.decisions[${index}]`));
  if (problems.length > 0)
    throw new GatewayError('decisions-invalid', 'is no list of decisions', { place: file, problems });
  return list.flatMap((entry: JsonValue, index) => {
    const said = (name: string) => String(memberOf(entry, name));
    const topic = said('topic');
    if (!isTopicId(topic)) return [];
    const optional = (name: string) => (memberOf(entry, name) === undefined ? undefined : said(name));
    return [
      {
        route: optional('route'),
        plugin: optional('plugin'),
        topic,
        decision: said('decision'),
        reason: said('reason'),
        owner: said('owner'),
        expires: said('expires'),
        origin: Origin.of(document).at('decisions', index),
      },
    ];
  });
}

function problemsOf(entry: JsonValue, path: string): Problem[] {
  if (!isJsonObject(entry)) return [{ path, message: `must be an object with ${MEMBERS.join(', ')}` }];
  const others = Object.keys(entry).filter((name) => !MEMBERS.includes(name));
  const subjects = ['route', 'plugin'].filter((name) => memberOf(entry, name) !== undefined);
  return [
    ...others.map((name) => ({
      path: `${path}.${name}`,
      message: `is not known; ${MEMBERS.join(', ')} are`,
    })),
    ...(subjects.length === 1 ? [] : [{ path, message: 'must have either route or plugin' }]),
    ...[...TEXTS, ...subjects].flatMap((name) => {
      const message = problemOf(name, memberOf(entry, name));
      return message === undefined ? [] : [{ path: `${path}.${name}`, message }];
    }),
  ];
}

function problemOf(name: string, value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return 'is missing';
  if (typeof value !== 'string' || value.trim() === '') return 'must be a text that says something';
  if (name === 'expires' && !isCalendarDay(value))
    return `must be a day such as 2030-12-31, got ${JSON.stringify(value)}`;
  if (name === 'topic' && !isTopicId(value))
    return `is no topic; there are ${Object.keys(TOPICS).join(', ')}`;
  return undefined;
}

/**
 * The decisions in the file that is named, or else in that of the working directory, if it has one.
 *
 * @throws GatewayError `file-unreadable`, `template-invalid` or `decisions-invalid`
 */
export function readDecisions(
  named: string | undefined,
  pathOf: (written: string) => string,
): readonly Decision[] {
  const path = pathOf(named ?? DECISION_FILE);
  const text = named === undefined ? readTextIfAny(nodeFiles, path) : readText(nodeFiles, path);
  return text === undefined ? [] : parseDecisions(text, path);
}
