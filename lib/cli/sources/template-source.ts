import { existsSync } from 'node:fs';
import { nodeFiles, type TemplateFiles } from '../../template';
import type { CommandContext } from '../context';
import { openGitSource } from './git-files';
import { isGitSpec } from './git-spec';
import { pathInSource, placeOf } from './read-source';

/** Where a template is read from. */
export interface TemplateSource {
  /** What `readGateway` opens, and what findings name. */
  readonly place: string;
  readonly files: TemplateFiles;
  /** Whether there is nothing at the place, such as before the first commit of a template. */
  isMissing(): boolean;
  /** The file of this work tree for one that was read, from the current directory; `undefined` for one of elsewhere. */
  fileOf(named: string): string | undefined;
}

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
