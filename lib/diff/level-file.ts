import { type DecisionFile, oneOf, parseDecisions, readDecisions } from '../decisions';
import type { CallerEffect, Posture } from './change';
import type { ChangeLevel } from './levels';

/** Where levels stand unless another file is named. */
export const LEVEL_FILE = 'jwt-gateway.changes.yaml';

const POSTURES: readonly Posture[] = ['weaker', 'stronger', 'neutral', 'unknown'];
const CALLERS: readonly CallerEffect[] = ['break', 'may break', 'safe', 'unknown'];

const LEVELS: DecisionFile<ChangeLevel> = {
  name: LEVEL_FILE,
  list: 'changes',
  what: 'levels',
  members: {
    kind: { required: true },
    path: {},
    posture: { problem: oneOf(POSTURES) },
    callers: { problem: oneOf(CALLERS) },
    reason: { required: true },
    owner: {},
    expires: {},
  },
  problem: ({ callers, posture }) =>
    posture === undefined && callers === undefined ? 'says nothing: give posture or callers' : undefined,
  code: 'change-levels-invalid',
  hint: 'write changes: and below it a list of kind, reason, and posture or callers',
};

/**
 * Reads a text of levels: YAML or JSON with a list `changes` of objects with `kind`, `reason`, `posture` or `callers`
 * or both, and `path`, `owner` and `expires` where they are wanted; each of them a text.
 *
 * @param file its name, for messages and positions
 * @throws GatewayError `template-invalid` for what is no YAML or JSON; `change-levels-invalid` with every problem
 */
export function parseLevels(text: string, file: string): readonly ChangeLevel[] {
  return parseDecisions(LEVELS, text, file);
}

/**
 * The levels in the file that is named, or else in that of the working directory, if it has one.
 *
 * @throws GatewayError `file-unreadable`, and what {@link parseLevels} throws
 */
export function readLevels(
  named: string | undefined,
  pathOf: (written: string) => string,
): readonly ChangeLevel[] {
  return readDecisions(LEVELS, named, pathOf);
}
