import { Option } from 'commander';
import { API } from '../../facts';
import { type DocumentOptions, writeDocument } from '../../openapi';
import { visible, visibleJson } from '../../text';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { readSource } from '../sources/read-source';
import { writeOutput } from '../write-output';

interface Options extends Omit<DocumentOptions, 'version'> {
  readonly apiVersion?: string;
  readonly output?: string;
}

/** `openapi export TEMPLATE --stage STAGE`: an OpenAPI document of a gateway. */
export function addOpenApiExport(openapi: CliCommand): void {
  openapi
    .command('export')
    .summary('make an OpenAPI 3.1 document of the gateway of a template')
    .description(
      'Make an OpenAPI 3.1 document, in JSON, of what the gateway of a template answers in one stage,\n' +
        'with the security that is in effect. What is unknown is left out, and told.',
    )
    .argument('<template>', 'a ROS template in JSON or YAML, or a cdk.out directory')
    .addOption(new Option('--stage <stage>', 'the stage').choices(API.stages.value).makeOptionMandatory())
    .option('--group <name>', 'only the API group of this name or logical id')
    .option('--title <text>', 'the title of the document (default: the names of the groups)')
    .option('--api-version <text>', 'the version of the API (default: the stage)')
    .option('--output <file>', 'write the document to a file, over what was there')
    .helpExtras({
      examples: [
        'jwt-gateway openapi export cdk.out --stage RELEASE',
        'jwt-gateway openapi export template.yaml --stage RELEASE --group orders --output openapi.json',
      ],
      fine: 'everything of the stage is in the document',
      findings: 'the document was made, and something is not in it; that is told on stderr',
    })
    .runs(exportDocument);
}

function exportDocument(context: CommandContext, template: string, options: Options) {
  const { io, pathOf, say, warn } = context;
  const { apiVersion: version, group, output, stage, title } = options;
  const { document, problems } = writeDocument(readSource(template, { pathOf }), {
    stage,
    group,
    title,
    version,
  });
  const text = `${visibleJson(document)}\n`;
  if (output === undefined) io.stdout.write(text);
  else {
    writeOutput(pathOf(output), text);
    say(`wrote ${output}`);
  }
  for (const { message, path } of problems) warn(visible(`${path} ${message}`));
  return problems.length === 0 ? EXIT_CODES.fine : EXIT_CODES.findings;
}
