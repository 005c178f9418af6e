import type { Command } from 'commander';
import { type KeyFiles, listKeyFiles, PublicKeySet, thumbprint } from '../../jwk';
import { renderTable, visible, visibleJson } from '../../text';
import type { ActionOf, CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { renderHelpExtras } from '../help-text';
import { dirOption, formatOption, type TextOrJson } from '../options/shared-options';

interface Options {
  readonly dir: string;
  readonly format: TextOrJson;
}

/** `keys list`: the key sets of a folder. */
export function addKeysList(keys: Command, actionOf: ActionOf): void {
  keys
    .command('list')
    .summary('show the key sets of a folder')
    .description('Show every key of every key set in a folder. Private halves are not read.')
    .addOption(dirOption())
    .addOption(formatOption())
    .addHelpText(
      'after',
      renderHelpExtras({
        examples: ['jwt-gateway keys list', 'jwt-gateway keys list --format json'],
        fine: 'the list is on stdout',
      }),
    )
    .action(actionOf(listKeys));
}

function listKeys({ print, say, pathOf }: CommandContext, { dir, format }: Options) {
  const keySets = listKeyFiles(pathOf(dir)).map(readKeySet);
  if (format === 'json') print(visibleJson({ keySets }));
  else if (keySets.length === 0) say(`no key sets in ${dir} (make one: npx jwt-gateway keys create NAME)`);
  else for (const line of renderTable([HEADING, ...keySets.flatMap(rowsOf)])) print(line);
  return EXIT_CODES.fine;
}

interface ListedKeySet {
  readonly name: string;
  readonly publicFile: string;
  readonly keys: readonly ListedKey[];
}

interface ListedKey {
  readonly kid?: string;
  readonly alg?: string;
  readonly thumbprint: string;
}

const HEADING = ['NAME', 'ALG', 'KID'];

function readKeySet({ name, publicPath }: KeyFiles): ListedKeySet {
  const { keys } = PublicKeySet.fromFile(publicPath);
  const listed = keys.map((key) => ({ kid: key.kid, alg: key.alg, thumbprint: thumbprint(key) }));
  return { name, publicFile: publicPath, keys: listed };
}

function rowsOf({ name, keys }: ListedKeySet): string[][] {
  return keys.map(({ kid, alg, thumbprint }) => [
    name,
    alg ?? '-',
    kid === undefined ? `- (thumbprint ${thumbprint})` : visible(kid),
  ]);
}
