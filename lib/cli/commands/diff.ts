import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { version } from '../../../package.json';
import {
  applyLevels,
  CHANGE_KINDS,
  type ChangeLevel,
  diffGateways,
  LEVEL_FILE,
  type LevelledDiff,
  parseLevels,
} from '../../diff';
import { type DiffOptions, renderDiff } from '../../report';
import { nodeFiles, readText } from '../../template';
import { parseCommentId } from '../comparing/comment-id';
import { type DiffSides, readBase, readHead } from '../comparing/diff-sides';
import {
  collectThresholds,
  DEFAULT_THRESHOLDS,
  hasUnknown,
  reaches,
  type Threshold,
} from '../comparing/diff-thresholds';
import type { ActionOf, CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { renderHelpExtras } from '../help-text';
import { writeOutput } from '../write-output';

const FORMATS = ['text', 'json', 'markdown', 'sarif', 'github'] as const;

interface Options extends DiffSides {
  readonly format: (typeof FORMATS)[number];
  readonly failOn?: readonly Threshold[];
  readonly failOnUnknown?: true;
  readonly levels?: string;
  readonly commentId?: string;
  readonly output?: string;
}

/** `diff BASE HEAD`: whether a change lets more callers in, and whether callers break. */
export function addDiff(program: Command, actionOf: ActionOf): void {
  program
    .command('diff')
    .summary('compare two templates: is the gateway weaker, and will callers break')
    .description(
      'Compare the gateways of two ROS templates by what they mean, and judge each change twice:\n' +
        'does it let more callers in than before, and will those who call today break?',
    )
    .argument('<base>', 'a template, a cdk.out directory, or git:REV[:PATH] of what is there now')
    .argument('[head]', 'the same of what is to come; left out with --synth')
    .option('--synth', 'run the app of cdk.json, and take what it synthesizes as the head')
    .option(
      '--allow-missing-base',
      'take a base that is not there for an empty one, so that all of the head is new',
    )
    .addOption(new Option('--format <format>', 'how to print the result').choices(FORMATS).default('text'))
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
    .option('--output <file>', 'write the result to a file, over what was there')
    .addHelpText(
      'after',
      renderHelpExtras({
        examples: [
          'jwt-gateway diff git:origin/main:template.json template.json',
          'jwt-gateway diff git:main cdk.out --fail-on weaker,open,break --fail-on-unknown',
          'jwt-gateway diff deployed.yaml --synth',
          'jwt-gateway diff base/cdk.out cdk.out --format markdown --output comment.md',
        ],
        fine: 'compared, and nothing that --fail-on names',
        findings: 'a change is what --fail-on names, or unknown where --fail-on-unknown asks',
      }),
    )
    .action(actionOf(diff));
}

async function diff(context: CommandContext, base: string, head: string | undefined, options: Options) {
  const before = readBase(base, context, options);
  const after = await readHead(head, context, options);
  const found = diffGateways(before.model, after.model, { now: context.io.now() });
  const compared = applyLevels(found, readLevels(context, options), context.io.now());
  const fileOf = (named: string) => after.fileOf(named) ?? before.fileOf(named) ?? named;
  write(context, compared, { ...options, fileOf });
  const isFailure =
    reaches(compared, options.failOn ?? DEFAULT_THRESHOLDS) ||
    (options.failOnUnknown && hasUnknown(compared));
  return isFailure ? EXIT_CODES.findings : EXIT_CODES.fine;
}

function readLevels({ pathOf }: CommandContext, { levels }: Options): readonly ChangeLevel[] {
  const path = pathOf(levels ?? LEVEL_FILE);
  if (levels === undefined && !existsSync(path)) return [];
  return parseLevels(readText(nodeFiles, path), path);
}

function write(
  { colors, io, pathOf, say }: CommandContext,
  compared: LevelledDiff,
  { commentId, fileOf, format, output }: Options & Pick<DiffOptions, 'fileOf'>,
): void {
  const terminal: Partial<DiffOptions> =
    output === undefined ? { color: colors, width: io.stdout.columns } : {};
  const text = renderDiff(
    { diff: compared, kinds: CHANGE_KINDS },
    { ...terminal, format, commentId, fileOf, version, base: io.cwd },
  );
  if (output === undefined) io.stdout.write(text);
  else {
    writeOutput(pathOf(output), text);
    say(`wrote ${output}`);
  }
}
