import { checkKeyFiles, type KeyFinding } from '../../../jwk';
import type { Painter } from '../../../report';
import { visibleJson } from '../../../text';
import type { CliCommand } from '../../cli-command';
import type { CommandContext } from '../../context';
import { EXIT_CODES } from '../../exit-codes';
import { dirOption, formatOption, nowOption, type TextOrJson, timeOf } from '../../options/shared-options';
import { settledFolder } from '../../providing/provider-files';
import { checkRotations } from '../../rotating/check-rotations';

interface Options {
  readonly dir: string;
  readonly format: TextOrJson;
  readonly now?: string;
}

/** `keys check`: what is wrong with the key files of a folder. */
export function addKeysCheck(keys: CliCommand): void {
  keys
    .command('check')
    .summary('report weak, duplicate and exposed keys')
    .description(
      'Report what is wrong with the key files of a folder: keys that are weak, duplicate or without a\n' +
        'kid, a private key in a public file, a private file that others can read or that git would track,\n' +
        'and rotations that are overdue or out of order.',
    )
    .addOptions(dirOption(), formatOption(), nowOption())
    .helpExtras({
      examples: ['jwt-gateway keys check', 'jwt-gateway keys check --dir gateway/keys --format json'],
      fine: 'nothing to report',
      findings: 'there are findings',
    })
    .runs(checkKeys);
}

function checkKeys(context: CommandContext, { dir, format, ...options }: Options) {
  const { paint, print, say } = context;
  const folder = settledFolder(context, dir);
  const rotations = checkRotations(folder, timeOf(context, options));
  const findings = [...checkKeyFiles(folder), ...rotations.findings];
  if (format === 'json') print(visibleJson({ findings }));
  else for (const finding of findings) print(renderFinding(finding, paint));
  say(findings.length === 0 ? `${dir}: nothing to report` : `${dir}: ${countOf(findings.length)}`);
  // Said last: what could be read is on stdout.
  if (rotations.problem !== undefined) throw rotations.problem;
  return findings.length === 0 ? EXIT_CODES.fine : EXIT_CODES.findings;
}

function renderFinding(
  { file, id, message, hint }: Omit<KeyFinding, 'id'> & { readonly id: string },
  paint: Painter,
): string {
  return `${file}: ${paint('red', id)}: ${message} ${paint('dim', `(${hint})`)}`;
}

const countOf = (findings: number): string => `${findings} ${findings === 1 ? 'finding' : 'findings'}`;
