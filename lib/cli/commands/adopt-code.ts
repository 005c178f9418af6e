import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Option } from 'commander';
import { partsOf, type WrittenFile, writeReference, writeTakeOver } from '../../adoption';
import { isCalendarDay } from '../../calendar-day';
import { GatewayError } from '../../errors';
import { visible } from '../../text';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { isRecording, readSource } from '../sources/read-source';

interface Options {
  readonly out: string;
  readonly mode: 'reference' | 'take-over';
  readonly plugins: 'id' | 'new';
  readonly recordedOn?: string;
}

/** `adopt code live:DIR`: a recorded gateway as code. */
export function addAdoptCode(adopt: CliCommand): void {
  adopt
    .command('code')
    .summary('write a recorded gateway as TypeScript for ROS CDK')
    .description(
      [
        'Write a recorded gateway as a folder of TypeScript: a file for each group, and an index.ts that exports',
        'declareGateway(scope). In mode reference it makes and changes nothing, and lets routes, check and diff know',
        'the gateway. In mode take-over it declares groups and APIs in full, to be imported into a ROS stack.',
      ].join(' '),
    )
    .argument('<recording>', 'live:DIR, a recorded gateway')
    .requiredOption('--out <folder>', 'the folder to write, which must not be there yet')
    .addOption(
      new Option('--mode <mode>', 'what the code does with the gateway')
        .choices(['reference', 'take-over'])
        .default('reference'),
    )
    .addOption(
      new Option('--plugins <how>', 'in mode take-over: bind plug-ins by their ids, or make them anew')
        .choices(['id', 'new'])
        .default('id'),
    )
    .option('--recorded-on <day>', 'the day of the recording, such as 2026-11-28, where it does not say so')
    .helpExtras({
      examples: [
        'jwt-gateway adopt code live:recording --out lib/adopted',
        'jwt-gateway adopt code live:recording --out lib/gateway --mode take-over',
        'jwt-gateway diff live:recording cdk.out',
      ],
      fine: 'the folder is there, and says all that the recording says',
      findings: 'the folder is there; what it does not say is listed, with what is lost',
    })
    .runs(writeAdopted);
}

function writeAdopted({ pathOf, print, say }: CommandContext, source: string, options: Options) {
  const { mode, out, plugins } = options;
  if (!isRecording(source))
    throw new GatewayError('usage', `${JSON.stringify(source)} is no recorded gateway`, {
      hint: 'write live:DIR, a directory that the script of jwt-gateway adopt commands wrote',
    });
  const folder = pathOf(out);
  // Before anything is read: the usual mistake.
  refuseExisting(folder);
  const model = readSource(source, { pathOf });
  const parts = partsOf(model);
  const recordedOn = dayOf(options.recordedOn, parts.recordedOn);
  const { files, losses } =
    mode === 'reference'
      ? { files: writeReference(parts, recordedOn), losses: [] }
      : writeTakeOver(parts, { recordedOn, newPlugins: plugins === 'new' });
  writeFolder(folder, files);
  if (losses.length > 0) print('not in the code');
  for (const { loss, what } of losses) print(`  ${visible(`${what}: ${loss}`)}`);
  say(`wrote ${out}: ${files.map(({ path }) => path).join(', ')}`);
  return losses.length > 0 ? EXIT_CODES.findings : EXIT_CODES.fine;
}

function dayOf(given: string | undefined, recorded: string | undefined): string {
  const day = given ?? recorded;
  if (day === undefined)
    throw new GatewayError('usage', 'the recording does not say on which day it was made', {
      hint: 'say it with --recorded-on 2026-11-28',
    });
  if (isCalendarDay(day)) return day;
  throw new GatewayError('usage', `${JSON.stringify(day)} is no day`, {
    place: '--recorded-on',
    hint: 'write it 2026-11-28',
  });
}

function refuseExisting(folder: string): void {
  if (!existsSync(folder)) return;
  throw new GatewayError('file-exists', 'is there already', { place: folder, hint: 'name another folder' });
}

/** Whole or not at all: by a folder beside it that takes its place. */
function writeFolder(folder: string, files: readonly WrittenFile[]): void {
  const beside = `${folder.replace(/[/\\]+$/, '')}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    mkdirSync(dirname(beside), { recursive: true });
    mkdirSync(beside);
    for (const { path, text } of files) writeFileSync(join(beside, path), text, { flag: 'wx' });
    refuseExisting(folder);
    renameSync(beside, folder);
  } catch (cause) {
    if (GatewayError.isGatewayError(cause)) throw cause;
    const reason = (cause as NodeJS.ErrnoException).message.replace(/, .*$/s, '');
    throw new GatewayError('file-unwritable', `cannot be written, ${reason}`, { place: folder, cause });
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}
