import { existsSync } from 'node:fs';
import { nodeFiles } from '../../template';
import type { CommandContext } from '../context';
import { openGitSource, type TemplateSource } from './git-files';
import { isGitSpec } from './git-spec';
import { pathInSource, placeOf } from './read-source';

/**
 * What an argument names: a file, a directory, a recorded gateway, or something in a revision of git.
 *
 * @throws GatewayError `usage`, or `file-unreadable` for a revision that cannot be read
 */
export function openTemplateSource(written: string, { io, pathOf }: CommandContext): TemplateSource {
  if (isGitSpec(written)) return openGitSource(written, io);
  return {
    place: placeOf(written, pathOf),
    files: nodeFiles,
    isMissing: () => !existsSync(pathOf(pathInSource(written))),
    fileOf: () => undefined,
  };
}
