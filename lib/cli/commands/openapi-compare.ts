import { Option } from 'commander';
import { version } from '../../../package.json';
import { API } from '../../facts';
import { comparisonRules, OpenApiDocument } from '../../openapi';
import { type FindingsFormat, renderFindings } from '../../report';
import { applyWaivers, checkGateway, type Severity } from '../../rules';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { formatOption, outputOption } from '../options/shared-options';
import { readSource } from '../sources/read-source';
import { createLineReader } from '../sources/template-lines';
import { writeOutput } from '../write-output';

interface Options {
  readonly format: FindingsFormat;
  readonly stage?: string;
  readonly basePath?: string;
  readonly failOnUnknown?: true;
  readonly output?: string;
}

/** What makes the exit code 1: a note tells of what no gateway can keep. */
const FAILING: readonly Severity[] = ['error', 'warning'];

/** `openapi compare FILE TEMPLATE`: in what a gateway differs from its document. */
export function addOpenApiCompare(openapi: CliCommand): void {
  openapi
    .command('compare')
    .summary('report in what a gateway differs from its OpenAPI document')
    .description(
      'Report in what the gateway of a template differs from an OpenAPI document: operations that one side\n' +
        'does not have, parameters that are looser or tighter, security declared against security in effect.',
    )
    .argument('<document>', 'an OpenAPI document in JSON or YAML')
    .argument('<template>', 'a ROS template in JSON or YAML, or a cdk.out directory')
    .addOption(
      new Option('--stage <stage>', 'the one stage to compare (default: all that are published)').choices(
        API.stages.value,
      ),
    )
    .option('--base-path <path>', 'what the servers of the document are taken to have for a path')
    .addOption(formatOption(['text', 'json', 'markdown', 'sarif', 'github']))
    .option('--fail-on-unknown', 'exit code 1 where something could not be judged or read, too')
    .addOption(outputOption())
    .helpExtras({
      examples: [
        'jwt-gateway openapi compare openapi.yaml cdk.out',
        'jwt-gateway openapi compare openapi.yaml cdk.out --stage RELEASE --fail-on-unknown',
        'jwt-gateway openapi compare openapi.json template.yaml --format sarif --output compare.sarif',
      ],
      fine: 'both say the same; what no gateway can keep is noted',
      findings: 'they differ, or there are unknowns where --fail-on-unknown asks',
    })
    .runs(compare);
}

function compare(context: CommandContext, file: string, template: string, options: Options) {
  const { colors, io, pathOf, say } = context;
  const { basePath, failOnUnknown, format, output, stage } = options;
  const document = OpenApiDocument.fromFile(pathOf(file));
  const model = readSource(template, { pathOf });
  const rules = comparisonRules(document, { basePath, stage });
  const result = applyWaivers(checkGateway(model, rules), [], { rules, now: io.now() });
  const terminal = output === undefined ? { color: colors, width: io.stdout.columns } : {};
  const text = renderFindings(
    { model, result, rules },
    { ...terminal, command: 'openapi compare', format, version, base: io.cwd, lineOf: createLineReader() },
  );
  if (output === undefined) io.stdout.write(text);
  else {
    writeOutput(pathOf(output), text);
    say(`wrote ${output}`);
  }
  const unknowns = result.unknowns.length + model.problems.length;
  const isDifferent = result.failures.some(({ rule }) => FAILING.includes(rule.severity));
  return isDifferent || (failOnUnknown === true && unknowns > 0) ? EXIT_CODES.findings : EXIT_CODES.fine;
}
