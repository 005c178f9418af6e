import { type ProbedRoute, type ShownRequest, type Trial, tokenKind } from '../../probe';
import { plural, visible } from '../../text';
import { nameOf, ofVerdict, trialName } from './verification-rows';

/** What a route let in that it must refuse, or the other way round, with a request that shows it. */
export function failureLines(row: ProbedRoute): string[][] {
  const failed = ofVerdict(row.trials, 'fail');
  return [...new Set(failed.map(({ kind }) => kind))].map((kind) => {
    const [first, ...others] = failed.filter((trial) => trial.kind === kind);
    if (first === undefined) return [];
    const { must, request } = first;
    const { source, what } = tokenKind(kind);
    return [
      visible(`${nameOf(row)} ${must === 'refuse' ? 'lets in' : 'refuses'} ${what} (${answerIn(first)})`),
      `  kind: ${[first, ...others].map(trialName).join(', ')}`,
      must === 'refuse' ? `  must refuse it: ${source}` : `  must let it in: ${ADVICE}`,
      ...shownBy(request),
    ];
  });
}

/** `200`, `403 A403JE` */
function answerIn({ outcome }: Trial): string {
  const code = outcome?.kind === 'refused' ? outcome.code : undefined;
  return [outcome?.status, code].filter((part) => part !== undefined).join(' ');
}

const ADVICE = 'the template says so; a rule may want another claim (--claim)';

/** Of what it could not be told whether a route refuses it, by the reason. */
export function openLines(row: ProbedRoute): string[][] {
  const open = ofVerdict(row.trials, 'open');
  return [...new Set(open.map(({ why }) => why))].map((why) => {
    const same = open.filter((trial) => trial.why === why);
    return [
      visible(`${nameOf(row)} is not proved: ${why}`),
      `  kind: ${same.map(trialName).join(', ')}`,
      ...shownBy(same[0]?.request),
    ];
  });
}

/** What was left out, by the reason. */
export function leftOutLines(rows: readonly ProbedRoute[]): string[] {
  const kinds = new Map<string, Set<string>>();
  const all = rows.flatMap((row) => [
    ...(row.trials.length === 0 && row.note !== undefined ? [{ why: row.note, kind: undefined }] : []),
    ...ofVerdict(row.trials, 'skipped').map(({ kind, why = '' }) => ({ why, kind })),
  ]);
  for (const { kind, why } of all) {
    const known = kinds.get(why) ?? new Set();
    kinds.set(why, kind === undefined ? known : known.add(kind));
  }
  const routes = (why: string) =>
    rows.filter((row) => row.note === why || row.trials.some((trial) => trial.why === why)).length;
  return [...kinds].map(([why, names]) => {
    const what = names.size === 0 ? '' : `${[...names].join(', ')}: `;
    return visible(`${what}${why} (${plural(routes(why), 'route')})`);
  });
}

/** What limits what was said of routes, and what may be let in and is. */
export function noteLines(rows: readonly ProbedRoute[]): string[] {
  const notes = rows.flatMap(({ note, trials }) => [
    ...(note === undefined || trials.length === 0 ? [] : [note]),
    ...ofVerdict(trials, 'note').flatMap((trial) => noteOf(trial) ?? []),
  ]);
  return [...new Set(notes)].map((note) =>
    visible(`${note} (${plural(notes.filter((each) => each === note).length, 'route')})`),
  );
}

function noteOf(trial: Trial): string | undefined {
  const { kind, outcome } = trial;
  return outcome?.kind === 'through' ? `lets in ${tokenKind(kind).what}: ${trialName(trial)}` : undefined;
}

function shownBy(request: ShownRequest | undefined): string[] {
  return request === undefined ? [] : [`  shown by: ${commandLineOf(request)}`];
}

/** A command line that sends the request, but for its token. */
function commandLineOf({ headers, method, url }: ShownRequest): string {
  const how = method === 'GET' ? [] : method === 'HEAD' ? ['--head'] : ['-X', method];
  // curl leaves a header out that ends with its colon, and sends one that ends with a semicolon without a value.
  const lines = headers.flatMap(([name, value]) => [
    '-H',
    shellText(value === '' ? `${name};` : `${name}: ${value}`),
  ]);
  return ['curl -i', ...how, ...lines, shellText(url)].join(' ');
}

function shellText(text: string): string {
  return `'${visible(text).replaceAll("'", `'\\''`)}'`;
}
