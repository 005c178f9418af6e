import { dirname } from 'node:path';
import { finishChanges, type KeyFiles, keyFilesOf } from '../../jwk';
import { ProviderKeys } from '../../provider';
import type { CommandContext } from '../context';

/** The files of a key set in the folder of the command, with what a stopped run has left to do done. */
export function settledFiles({ pathOf, say }: CommandContext, name: string, dir: string): KeyFiles {
  const files = keyFilesOf(name, pathOf(dir));
  const finished = finishChanges(dirname(files.publicPath));
  if (finished.length > 0) say(`finished what a run that was stopped had begun: ${finished.join(', ')}`);
  return files;
}

/**
 * The keys of a provider in the folder of the command.
 *
 * @throws GatewayError what `ProviderKeys.fromFile` throws
 */
export function readProvider(
  context: CommandContext,
  name: string,
  dir: string,
): { readonly files: KeyFiles; readonly provider: ProviderKeys } {
  const files = settledFiles(context, name, dir);
  return { files, provider: ProviderKeys.fromFile(files.providerPath) };
}
