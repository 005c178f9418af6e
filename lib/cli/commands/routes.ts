import { type Command, Option } from 'commander';
import { ROUTES_FORMATS, type RoutesFormat, type RoutesOptions, renderRoutes } from '../../report';
import type { ActionOf, CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { renderHelpExtras } from '../help-text';
import { addReadingOptions, type ReadingOptions } from '../options/reading-options';
import { readSource } from '../sources/read-source';
import { writeOutput } from '../write-output';

interface Options extends ReadingOptions {
  readonly format: RoutesFormat;
  readonly weakestFirst?: true;
  readonly output?: string;
}

/** `routes TEMPLATE`: every route and stage, and who may call it. */
export function addRoutes(program: Command, actionOf: ActionOf): void {
  addReadingOptions(
    program
      .command('routes')
      .summary('show every route of a template and who may call it')
      .description(
        'Show every route and stage of a ROS template with its effective protection, and who may call it.',
      )
      .argument('<template>', 'a ROS template in JSON or YAML, or a cdk.out directory'),
  )
    .addOption(
      new Option('--format <format>', 'how to print the result').choices(ROUTES_FORMATS).default('text'),
    )
    .option('--weakest-first', 'the routes first that let the most callers in')
    .option('--output <file>', 'write the result to a file, over what was there')
    .addHelpText(
      'after',
      renderHelpExtras({
        examples: [
          'jwt-gateway routes cdk.out',
          'jwt-gateway routes cdk.out --weakest-first',
          'jwt-gateway routes template.yaml --parameters Stage=RELEASE --use-defaults',
          'jwt-gateway routes template.yaml --format markdown --output ROUTES.md',
          'jwt-gateway routes cdk.out --format html --output routes.html',
        ],
        fine: 'the table was made; it judges nothing',
      }),
    )
    .action(actionOf(showRoutes));
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
