import { finishChanges, type KeyFiles, keyFilesOf } from '../../jwk';
import { ProviderKeys } from '../../provider';
import type { CommandContext } from '../context';

/**
 * The folder of the command, with what a stopped run has left to do in it done, and told.
 *
 * @throws GatewayError what `finishChanges` throws
 */
export function settledFolder({ pathOf, say }: CommandContext, dir: string): string {
  const folder = pathOf(dir);
  const finished = finishChanges(folder);
  if (finished.length > 0) say(`finished what a run that was stopped had begun: ${finished.join(', ')}`);
  return folder;
}

/** The files of a key set in that folder. */
export function settledFiles(context: CommandContext, name: string, dir: string): KeyFiles {
  return keyFilesOf(name, settledFolder(context, dir));
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
