import { type DecisionFile, parseDecisions, readDecisions } from '../decisions';
import type { Waiver } from './waivers';

/** Where waivers stand unless another file is named. */
export const WAIVER_FILE = 'jwt-gateway.waivers.yaml';

const WAIVERS: DecisionFile<Waiver> = {
  name: WAIVER_FILE,
  list: 'waivers',
  what: 'waivers',
  members: {
    rule: { required: true },
    path: { required: true },
    reason: { required: true },
    owner: { required: true },
    expires: { required: true },
  },
  code: 'waivers-invalid',
  hint: 'write waivers: and below it a list of rule, path, reason, owner and expires',
};

/**
 * Reads a text of waivers: YAML or JSON with a list `waivers` of objects with `rule`, `path`, `reason`, `owner` and
 * `expires`, each of them a text that must be there.
 *
 * @param file its name, for messages and positions
 * @throws GatewayError `template-invalid` for what is no YAML or JSON; `waivers-invalid` with every problem
 */
export function parseWaivers(text: string, file: string): readonly Waiver[] {
  return parseDecisions(WAIVERS, text, file);
}

/**
 * The waivers in the file that is named, or else in that of the working directory, if it has one.
 *
 * @param pathOf where a file stands that is named as somebody wrote it
 * @throws GatewayError `file-unreadable`, `template-invalid` or `waivers-invalid`
 */
export function readWaivers(
  named: string | undefined,
  pathOf: (written: string) => string,
): readonly Waiver[] {
  return readDecisions(WAIVERS, named, pathOf);
}
