import { GatewayError } from '../../errors';
import { type KeyFiles, keyFilesOf, listKeyFiles, PublicKeySet } from '../../jwk';
import { visible } from '../../text';
import type { CommandContext } from '../context';

/** The key set a token is checked with. */
export interface ChosenKeys {
  readonly path: string;
  readonly set: PublicKeySet;
  /** Nobody named it: it is the only one that has the token's key. */
  readonly found: boolean;
}

/** Why there is no key set to check with. */
interface NoKeys {
  readonly missing: string;
}

/** The key set that `--keys` names: a file when it looks like one, else a name in the folder. */
export function askedKeys(context: CommandContext, folder: string, asked: string): ChosenKeys {
  const isFile = /[\\/]|\.json$/.test(asked);
  const path = isFile ? context.pathOf(asked) : keyFilesOf(asked, context.pathOf(folder)).publicPath;
  return { path, set: PublicKeySet.fromFile(path), found: false };
}

/** The one key set of the folder that has a key with this kid. */
export function findKeys(
  context: CommandContext,
  folder: string,
  kid: string | undefined,
): ChosenKeys | NoKeys {
  if (kid === undefined) return { missing: 'no key given, and the token names none (use --keys NAME)' };
  const holders = listKeyFiles(context.pathOf(folder))
    .flatMap((files) => readable(context, files))
    .filter(({ set }) => set.find(kid) !== undefined);
  const [holder, ...others] = holders;
  if (holder === undefined) {
    return {
      missing: `no key given, and no key set in ${folder} has the kid ${visible(kid)} (use --keys NAME)`,
    };
  }
  if (others.length > 0) {
    const paths = holders.map(({ path }) => path).join(', ');
    return { missing: `no key given, and several key sets have its kid: ${paths} (use --keys NAME)` };
  }
  return holder;
}

// A broken file must not hide the key set that is asked for.
function readable(context: CommandContext, { publicPath }: KeyFiles): ChosenKeys[] {
  try {
    return [{ path: publicPath, set: PublicKeySet.fromFile(publicPath), found: true }];
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    context.warn(`left out: ${error.message}`);
    return [];
  }
}
