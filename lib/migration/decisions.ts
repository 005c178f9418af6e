import { type DecisionFile, parseDecisions as parse, readDecisions as read } from '../decisions';
import type { Origin } from '../template';
import { isTopicId, TOPICS, type TopicId } from './topics';

/** Where decisions stand unless another file is named. */
export const DECISION_FILE = 'jwt-gateway.decisions.yaml';

/** What was decided of one topic. */
export interface Decision {
  /** `GET /orders`, with the base path of the group or without it. @default - it is about what a plug-in does */
  readonly route?: string;
  /** The logical id of a plug-in. */
  readonly plugin?: string;
  readonly topic: TopicId;
  readonly decision: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it counts. */
  readonly expires: string;
  readonly origin: Origin;
}

const DECISIONS: DecisionFile<Decision> = {
  name: DECISION_FILE,
  list: 'decisions',
  what: 'decisions',
  members: {
    route: {},
    plugin: {},
    topic: { required: true, problem: topicProblem },
    decision: { required: true },
    reason: { required: true },
    owner: { required: true },
    expires: { required: true },
  },
  problem: ({ plugin, route }) =>
    (plugin === undefined) === (route === undefined) ? 'must have either route or plugin' : undefined,
  code: 'decisions-invalid',
  hint: 'write decisions: and below it a list of route or plugin, topic, decision, reason, owner and expires',
};

function topicProblem(value: string): string | undefined {
  return isTopicId(value) ? undefined : `is no topic; there are ${Object.keys(TOPICS).join(', ')}`;
}

/**
 * Reads a file of decisions: YAML or JSON with a list `decisions` of objects with `route` or `plugin`, `topic`,
 * `decision`, `reason`, `owner` and `expires`.
 *
 * @throws GatewayError `template-invalid` for what is no YAML or JSON; `decisions-invalid` with every problem
 */
export function parseDecisions(text: string, file: string): readonly Decision[] {
  return parse(DECISIONS, text, file);
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
  return read(DECISIONS, named, pathOf);
}
