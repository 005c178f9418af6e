import { InvalidArgumentError, Option } from 'commander';
import { version } from '../../../package.json';
import {
  applyLevels,
  CHANGE_KINDS,
  type Change,
  diffProducts,
  LEVEL_FILE,
  type LevelledDiff,
  readLevels,
} from '../../diff';
import { inSameTerms } from '../../live';
import { DIFF_FORMATS, type DiffFormat, type DiffOptions, renderDiff } from '../../report';
import type { CliCommand } from '../cli-command';
import { type DiffSides, readSides } from '../comparing/diff-sides';
import {
  collectThresholds,
  DEFAULT_THRESHOLDS,
  hasUnknown,
  reaches,
  type Threshold,
} from '../comparing/diff-thresholds';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { readingOptions } from '../options/reading-options';
import { formatOption, listOption, outputOption } from '../options/shared-options';
import { writeOutput } from '../write-output';

interface Options extends DiffSides {
  readonly format: DiffFormat;
  readonly failOn?: readonly Threshold[];
  readonly failOnUnknown?: true;
  readonly levels?: string;
  readonly commentId?: string;
  readonly maxRows?: number;
  readonly output?: string;
}

/** `diff BASE HEAD`: whether a change lets more callers in, and whether callers break. */
export function addDiff(program: CliCommand): void {
  program
    .command('diff')
    .summary('compare two templates: is the gateway weaker, and will callers break')
    .description(
      'Compare the gateways of two ROS templates by what they mean, and judge each change twice:\n' +
        'does it let more callers in than before, and will those who call today break?',
    )
    .argument('<base>', 'a template, a cdk.out directory, or git:REV[:PATH] of what is there now')
    .argument('[head]', 'the same of what is to come; left out with --synth, or with --against-stack')
    .addOptions(...readingOptions())
    .addOption(listOption('--against-stack <glob>', 'the stack of the base, where it has another name'))
    .addOption(sideValues('--base-parameters', 'base'))
    .addOption(sideValues('--head-parameters', 'head'))
    .option('--synth', 'run the app of cdk.json, and take what it synthesizes as the head')
    .option(
      '--allow-missing-base',
      'take a base that is not there for an empty one, so that all of the head is new',
    )
    .addOption(formatOption(DIFF_FORMATS))
    .addOption(
      new Option(
        '--fail-on <what>',
        'what makes the exit code 1: weaker, open, break, outage, any, none; several with commas (default: weaker)',
      ).argParser(collectThresholds),
    )
    .option('--levels <file>', `the file of levels (default: ${LEVEL_FILE}, where there is one)`)
    .option('--fail-on-unknown', 'exit code 1 where a posture is unknown or something was not read, too')
    .addOption(
      new Option(
        '--comment-id <name>',
        'a name for the marker in the Markdown, one for each comment',
      ).argParser(parseCommentId),
    )
    .addOption(
      new Option(
        '--max-rows <number>',
        'how many rows the tables of text and Markdown have at most: the weakest are kept',
      ).argParser(parseMaxRows),
    )
    .addOption(outputOption())
    .helpExtras({
      examples: [
        'jwt-gateway diff git:origin/main:template.json template.json',
        'jwt-gateway diff git:main cdk.out --fail-on weaker,open,break --fail-on-unknown',
        'jwt-gateway diff deployed.yaml --synth',
        'jwt-gateway diff base/cdk.out cdk.out --format markdown --output comment.md',
        'jwt-gateway diff cdk.out --stack shop-prod --against-stack shop-pre',
        'jwt-gateway diff git:main:shop.yaml shop.yaml --base-parameters Env=pre --head-parameters Env=prod',
      ],
      fine: 'compared, and nothing that --fail-on names',
      findings: 'a change is what --fail-on names, or unknown where --fail-on-unknown asks',
    })
    .runs(diff);
}

function sideValues(flag: string, side: 'base' | 'head'): Option {
  return listOption(
    `${flag} <name=value|file>`,
    `a value of a parameter of the ${side} only, or a file of such values; can be repeated`,
  );
}

const LONGEST_COMMENT_ID = 60;

/** The value of `--comment-id`. It stands inside of an HTML comment, which must not end there. */
function parseCommentId(written: string): string {
  const isName = /^[A-Za-z0-9][A-Za-z0-9_.]*(?:-[A-Za-z0-9_.]+)*$/.test(written);
  if (isName && written.length <= LONGEST_COMMENT_ID) return written;
  throw new InvalidArgumentError('Expected letters, digits, and single - _ . between them.');
}

/** Of no row at all nothing could be told. */
function parseMaxRows(written: string): number {
  if (!/^[1-9]\d{0,5}$/.test(written)) throw new InvalidArgumentError('Expected a number from 1 to 999999.');
  return Number(written);
}

async function diff(context: CommandContext, base: string, head: string | undefined, options: Options) {
  const { base: before, head: after } = await readSides([base, head], context, options);
  const found = diffProducts(...inSameTerms(before.model, after.model), { now: context.io.now() });
  const compared = applyLevels(found, readLevels(options.levels, context.pathOf), context.io.now());
  const fileOf = (named: string) => after.fileOf(named) ?? before.fileOf(named) ?? named;
  write(context, compared, { ...options, fileOf });
  const isFailure =
    reaches(compared, options.failOn ?? DEFAULT_THRESHOLDS) ||
    (options.failOnUnknown && hasUnknown(compared));
  return isFailure ? EXIT_CODES.findings : EXIT_CODES.fine;
}

function write(
  { colors, io, pathOf, say, width }: CommandContext,
  compared: LevelledDiff,
  {
    commentId,
    failOn = DEFAULT_THRESHOLDS,
    fileOf,
    format,
    maxRows,
    output,
  }: Options & Pick<DiffOptions, 'fileOf'>,
): void {
  const terminal: Partial<DiffOptions> = output === undefined ? { color: colors, width } : {};
  const isFailing = (change: Change) => reaches({ ...compared, changes: [change] }, failOn);
  const text = renderDiff(
    { diff: compared, kinds: CHANGE_KINDS },
    { ...terminal, format, isFailing, commentId, maxRows, fileOf, version, base: io.cwd },
  );
  if (output === undefined) io.stdout.write(text);
  else {
    writeOutput(pathOf(output), text);
    say(`wrote ${output}`);
  }
}
