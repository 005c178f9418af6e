import type { Command } from 'commander';
import type { ActionOf } from '../../context';
import { renderHelpExtras } from '../../help-text';
import { addKeysCheck } from './check';
import { addKeysCompare } from './compare';
import { addKeysCreate } from './create';
import { addKeysImport } from './import';
import { addKeysList } from './list';
import { addKeysRefresh } from './refresh';
import { addKeysRetire } from './retire';
import { addKeysRotate } from './rotate';
import { addKeysSignWith } from './sign-with';

/** `keys`: the keys that sign tokens, your own and those of a provider. */
export function addKeys(program: Command, actionOf: ActionOf): void {
  const keys = program
    .command('keys')
    .summary('make, list, check and change the keys that sign tokens')
    .description(
      'Make, list, check and change the keys that sign tokens: your own, and those of an identity provider.',
    )
    .helpCommand(false)
    .addHelpText(
      'after',
      renderHelpExtras({
        examples: [
          'jwt-gateway keys create customers',
          'jwt-gateway keys import login --issuer https://login.example.com',
          'jwt-gateway keys check',
        ],
        fine: 'done, nothing to report',
        findings: 'done, with findings, such as a provider that has new keys',
      }),
    );
  addKeysCreate(keys, actionOf);
  addKeysList(keys, actionOf);
  addKeysCheck(keys, actionOf);
  addKeysRotate(keys, actionOf);
  addKeysSignWith(keys, actionOf);
  addKeysRetire(keys, actionOf);
  addKeysImport(keys, actionOf);
  addKeysCompare(keys, actionOf);
  addKeysRefresh(keys, actionOf);
}
