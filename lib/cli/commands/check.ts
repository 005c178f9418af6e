import { Option } from 'commander';
import { version } from '../../../package.json';
import type { GatewayModel } from '../../model';
import { FINDINGS_FORMATS, type FindingsFormat, type FindingsOptions, renderFindings } from '../../report';
import {
  applyWaivers,
  checkGateway,
  RULES,
  readWaivers,
  type Severity,
  WAIVER_FILE,
  WAIVER_RULES,
  type WaivedResult,
} from '../../rules';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { type ReadingOptions, readingOptions } from '../options/reading-options';
import { formatOption, outputOption } from '../options/shared-options';
import { readSource } from '../sources/read-source';
import { createLineReader } from '../sources/template-lines';
import { writeOutput } from '../write-output';

const LEVELS = ['error', 'warning', 'note', 'none'] as const;

interface Options extends ReadingOptions {
  readonly format: FindingsFormat;
  readonly failOn: (typeof LEVELS)[number];
  readonly failOnUnknown?: true;
  readonly waivers?: string;
  readonly showWaived?: true;
  readonly output?: string;
}

/** `check TEMPLATE`: what is wrong with a gateway. */
export function addCheck(program: CliCommand): void {
  program
    .command('check')
    .summary('report what is wrong with the gateway of a template')
    .description(
      'Report what is wrong with the API groups, APIs, plug-ins, bindings and domains of a ROS template.\n' +
        'The rules stand in RULES.md. What the template alone does not tell is reported apart, as not judged.',
    )
    .argument('<template>', 'a ROS template in JSON or YAML, or a cdk.out directory')
    .addOptions(...readingOptions())
    .addOption(formatOption(FINDINGS_FORMATS, '; infraguard makes its waiver file'))
    .addOption(
      new Option('--fail-on <level>', 'the least level that makes the exit code 1')
        .choices(LEVELS)
        .default('error'),
    )
    .option('--fail-on-unknown', 'exit code 1 where something could not be judged or read, too')
    .option('--waivers <file>', `the waiver file (default: ${WAIVER_FILE}, where there is one)`)
    .option('--show-waived', 'list what is waived; JSON and SARIF always do')
    .addOption(outputOption())
    .helpExtras({
      examples: [
        'jwt-gateway check cdk.out',
        'jwt-gateway check cdk.out --fail-on warning --fail-on-unknown',
        'jwt-gateway check template.yaml --parameters-file prod.json',
        'jwt-gateway check template.yaml --format sarif --output check.sarif',
        'jwt-gateway check cdk.out --format infraguard --output .infraguard/waivers.yaml',
      ],
      fine: 'nothing at the level of --fail-on, or above it, that is not waived',
      findings: 'there are findings at that level, or unknowns where --fail-on-unknown asks',
    })
    .runs(check);
}

function check(context: CommandContext, template: string, options: Options) {
  const { io, pathOf, say } = context;
  const model = readSource(template, { ...options, pathOf });
  const now = io.now();
  const checked = checkGateway(model, RULES, { now });
  const result = applyWaivers(checked, readWaivers(options.waivers, pathOf), { rules: RULES, now });
  const { output } = options;
  if (output === undefined) io.stdout.write(render(context, { model, result }, options));
  else {
    writeOutput(pathOf(output), render(context, { model, result }, options));
    say(`wrote ${output}`);
  }
  return isFailure({ model, result }, options) ? EXIT_CODES.findings : EXIT_CODES.fine;
}

interface Checked {
  readonly model: GatewayModel;
  readonly result: WaivedResult;
}

function render(
  { colors, io, width }: CommandContext,
  checked: Checked,
  { failOn, format, output, showWaived }: Options,
): string {
  const terminal: Partial<FindingsOptions> = output === undefined ? { color: colors, width } : {};
  return renderFindings(
    { ...checked, rules: [...RULES, ...WAIVER_RULES] },
    {
      ...terminal,
      format,
      failing: levelsFrom(failOn),
      showWaived,
      version,
      base: io.cwd,
      now: io.now(),
      lineOf: createLineReader(),
    },
  );
}

function isFailure({ model, result }: Checked, { failOn, failOnUnknown }: Options): boolean {
  const levels = levelsFrom(failOn);
  const unknowns = result.unknowns.length + model.problems.length;
  return (
    result.failures.some(({ severity }) => levels.includes(severity)) ||
    (failOnUnknown === true && unknowns > 0)
  );
}

function levelsFrom(level: Options['failOn']): readonly Severity[] {
  return level === 'none' ? [] : LEVELS_FROM[level];
}

/** The levels that are at least as bad. */
const LEVELS_FROM: Readonly<Record<Severity, readonly Severity[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  note: ['error', 'warning', 'note'],
};
