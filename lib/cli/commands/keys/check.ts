import type { Command } from 'commander';
import { checkKeyFiles, type KeyFinding } from '../../../jwk';
import { visibleJson } from '../../../report';
import type { Painter } from '../../color';
import type { ActionOf, CommandContext } from '../../context';
import { EXIT_CODES } from '../../exit-codes';
import { renderHelpExtras } from '../../help-text';
import { dirOption, formatOption, type TextOrJson } from '../../options/shared-options';

interface Options {
  readonly dir: string;
  readonly format: TextOrJson;
}

/** `keys check`: what is wrong with the key files of a folder. */
export function addKeysCheck(keys: Command, actionOf: ActionOf): void {
  keys
    .command('check')
    .summary('report weak, duplicate and exposed keys')
    .description(
      'Report what is wrong with the key files of a folder: keys that are weak, duplicate or without a\n' +
        'kid, a private key in a public file, a private file that others can read or that git would track.',
    )
    .addOption(dirOption())
    .addOption(formatOption())
    .addHelpText(
      'after',
      renderHelpExtras({
        examples: ['jwt-gateway keys check', 'jwt-gateway keys check --dir gateway/keys --format json'],
        fine: 'nothing to report',
        findings: 'there are findings',
      }),
    )
    .action(actionOf(checkKeys));
}

function checkKeys({ print, say, paint, pathOf }: CommandContext, { dir, format }: Options) {
  const findings = checkKeyFiles(pathOf(dir));
  if (format === 'json') print(visibleJson({ findings }));
  else for (const finding of findings) print(renderFinding(finding, paint));
  say(findings.length === 0 ? `${dir}: nothing to report` : `${dir}: ${countOf(findings.length)}`);
  return findings.length === 0 ? EXIT_CODES.fine : EXIT_CODES.findings;
}

function renderFinding({ file, id, message, hint }: KeyFinding, paint: Painter): string {
  return `${file}: ${paint('red', id)}: ${message} ${paint('dim', `(${hint})`)}`;
}

const countOf = (findings: number): string => `${findings} ${findings === 1 ? 'finding' : 'findings'}`;
