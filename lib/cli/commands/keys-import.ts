import { type Command, Option } from 'commander';
import { ALGORITHMS } from '../../facts';
import { importPublicKey } from '../../jwk';
import type { ActionOf, CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { renderHelpExtras } from '../help-text';
import { dirOption } from '../options/shared-options';

interface Options {
  readonly alg?: string;
  readonly kid?: string;
  readonly dir: string;
}

/** `keys import NAME FILE`: the key set of a public key in PEM form, such as of a login service. */
export function addKeysImport(keys: Command, actionOf: ActionOf): void {
  keys
    .command('import')
    .summary('make a key set of a public key in PEM form')
    .description(
      'Make NAME.jwks.json of a public key or a certificate in PEM form. A private key is refused, and existing files\n' +
        'are not touched.',
    )
    .argument('<name>', 'what to call the key set, such as customers')
    .argument('<file>', 'the PEM file')
    .addOption(
      new Option(
        '--alg <algorithm>',
        'what the key signs with (default: RS256, or that of its curve)',
      ).choices(Object.keys(ALGORITHMS)),
    )
    .option('--kid <id>', 'the name by which tokens refer to the key (default: its thumbprint)')
    .addOption(dirOption())
    .addHelpText(
      'after',
      renderHelpExtras({
        examples: ['jwt-gateway keys import customers login.example.com.pem --kid 2026-01'],
        fine: 'the file is there',
      }),
    )
    .action(actionOf(importKey));
}

function importKey(context: CommandContext, name: string, file: string, { alg, dir, kid }: Options) {
  const { key, publicPath } = importPublicKey({
    file: context.pathOf(file),
    name,
    directory: context.pathOf(dir),
    algorithm: alg,
    kid,
  });
  context.say(`wrote ${publicPath}, for the gateway`);
  context.say(`the key: kid ${key.kid}, ${key.alg}`);
  return EXIT_CODES.fine;
}
