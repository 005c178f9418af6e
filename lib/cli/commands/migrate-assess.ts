import { assessMigration, DECISION_FILE, readDecisions } from '../../migration';
import { redactorOf } from '../../model';
import { type AssessmentOptions, renderAssessment } from '../../report';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { parsePointInTime } from '../options/point-in-time';
import { type ReadingOptions, readingOptions } from '../options/reading-options';
import { formatOption, outputOption } from '../options/shared-options';
import { readSource } from '../sources/read-source';
import { writeOutput } from '../write-output';

interface Options extends ReadingOptions {
  readonly format: AssessmentOptions['format'];
  readonly decisions?: string;
  readonly now?: string;
  readonly output?: string;
}

/** `migrate assess TEMPLATE`: what becomes of a traditional gateway that moves to a cloud-native one. */
export function addMigrateAssess(migrate: CliCommand): void {
  migrate
    .command('assess')
    .summary('say what becomes of each route, before anything is built')
    .description(
      'Say of each route whether it carries over to a cloud-native API gateway, needs a decision, becomes\n' +
        'weaker or cannot be moved, how many days are left, and in which order no route is ever open.',
    )
    .argument('<template>', 'a ROS template, a cdk.out directory, or live:DIR, a recorded gateway')
    .addOptions(...readingOptions())
    .addOption(formatOption(['text', 'markdown', 'json', 'html']))
    .option('--decisions <file>', `what was decided; ${DECISION_FILE} where it is there`)
    .option('--now <time>', 'count the days from then: 2026-12-01, or a time with its zone')
    .addOption(outputOption())
    .helpExtras({
      examples: [
        'jwt-gateway migrate assess cdk.out',
        'jwt-gateway migrate assess live:recording --format html --output move.html',
      ],
      fine: 'nothing becomes weaker and nothing is left behind, but what was decided',
      findings: 'something becomes weaker or cannot be moved, and nothing was decided of it',
    })
    .runs(assess);
}

function assess(
  context: CommandContext,
  template: string,
  { decisions, format, now, output, ...reading }: Options,
) {
  const { io, pathOf, say } = context;
  const model = readSource(template, { ...reading, pathOf });
  const assessment = assessMigration(model, {
    decisions: readDecisions(decisions, pathOf),
    now: now === undefined ? io.now() : millisOf(now, io.now()),
  });
  const text = renderAssessment(assessment, { format, place: model.place, hide: redactorOf(model) });
  if (output === undefined) io.stdout.write(text);
  else {
    writeOutput(pathOf(output), text);
    say(`wrote ${output}`);
  }
  const isBad = ({ standing }: (typeof assessment.routes)[number]) =>
    standing === 'cannot be moved' || standing === 'becomes weaker';
  return assessment.routes.some(isBad) ? EXIT_CODES.findings : EXIT_CODES.fine;
}

/** A day begins at midnight in UTC+8, as those of the vendor do. */
function millisOf(text: string, now: number): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00+08:00` : text;
  return parsePointInTime(time, '--now', now) * 1000;
}
