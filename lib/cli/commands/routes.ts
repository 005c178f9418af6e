import { ROUTES_FORMATS, type RoutesFormat, type RoutesOptions, renderRoutes } from '../../report';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { type ReadingOptions, readingOptions } from '../options/reading-options';
import { formatOption, outputOption } from '../options/shared-options';
import { readSource } from '../sources/read-source';
import { writeOutput } from '../write-output';

interface Options extends ReadingOptions {
  readonly format: RoutesFormat;
  readonly weakestFirst?: true;
  readonly output?: string;
}

/** `routes TEMPLATE`: every route and stage, and who may call it. */
export function addRoutes(program: CliCommand): void {
  program
    .command('routes')
    .summary('show every route of a template and who may call it')
    .description(
      'Show every route and stage of a ROS template with its effective protection, and who may call it.',
    )
    .argument('<template>', 'a ROS template in JSON or YAML, or a cdk.out directory')
    .addOptions(...readingOptions())
    .addOption(formatOption(ROUTES_FORMATS))
    .option('--weakest-first', 'the routes first that let the most callers in')
    .addOption(outputOption())
    .helpExtras({
      examples: [
        'jwt-gateway routes cdk.out',
        'jwt-gateway routes cdk.out --weakest-first',
        'jwt-gateway routes template.yaml --parameters Stage=RELEASE --use-defaults',
        'jwt-gateway routes template.yaml --format markdown --output ROUTES.md',
        'jwt-gateway routes cdk.out --format html --output routes.html',
      ],
      fine: 'the table was made; it judges nothing',
    })
    .runs(showRoutes);
}

function showRoutes(context: CommandContext, template: string, options: Options) {
  const { format, output, weakestFirst } = options;
  const { colors, io, pathOf, say, width } = context;
  const model = readSource(template, { ...options, pathOf });
  const order = weakestFirst ? 'weakest' : 'route';
  const render = (terminal: RoutesOptions) => renderRoutes(model, { ...terminal, format, order });
  if (output === undefined) {
    io.stdout.write(render({ color: colors, width }));
  } else {
    writeOutput(pathOf(output), render({}));
    say(`wrote ${output}`);
  }
  return EXIT_CODES.fine;
}
