import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GatewayError } from '../../errors';
import { isCallName, storedAnswer } from '../../live';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { writeOutput } from '../write-output';

/** `adopt store`: one answer of a recording, without its secrets. The script of `adopt commands` calls it. */
export function addAdoptStore(adopt: CliCommand): void {
  adopt
    .command('store')
    .summary('write one answer into a recording, without its secrets (used by the script)')
    .description(
      'Read an answer of the aliyun command line from stdin, check it, take its secrets out, and write it.',
    )
    .argument('<dir>', 'the directory of the recording')
    .argument('<file>', 'the name of the answer below it, without .json')
    .argument('<call>', 'the call that gave the answer, such as DescribeApis')
    .helpExtras({
      examples: [
        'aliyun cloudapi DescribePlugins --PageSize 100 | jwt-gateway adopt store recording plugins-1 DescribePlugins',
      ],
      fine: 'the answer was written',
    })
    .runs(storeAnswer);
}

async function storeAnswer({ io, pathOf }: CommandContext, dir: string, file: string, call: string) {
  if (!/^[\w.-]+(?:\/[\w.-]+)*$/.test(file) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(file))
    throw new GatewayError('usage', `${JSON.stringify(file)} is no name of an answer`, { place: 'file' });
  if (!isCallName(call))
    throw new GatewayError('usage', `${JSON.stringify(call)} is no call of a recording`, { place: 'call' });
  const path = join(pathOf(dir), `${file}.json`);
  const text = storedAnswer(call, await io.stdin.read(), file);
  makeFolder(dirname(path));
  writeOutput(path, text);
  return EXIT_CODES.fine;
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new GatewayError('file-unwritable', `the folder cannot be made (${code})`, { place: path, cause });
  }
}
