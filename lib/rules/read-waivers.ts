import { nodeFiles, readText, readTextIfAny } from '../template';
import { parseWaivers, WAIVER_FILE } from './waiver-file';
import type { Waiver } from './waivers';

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
  const path = pathOf(named ?? WAIVER_FILE);
  const text = named === undefined ? readTextIfAny(nodeFiles, path) : readText(nodeFiles, path);
  return text === undefined ? [] : parseWaivers(text, path);
}
