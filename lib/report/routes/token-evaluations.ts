import { styleText } from 'node:util';
import type { Lock } from '../../model';
import { renderTable, shortenToWidth, visible } from '../../text';
import type { TokenEvaluation, TokenVerdict } from '../../token-evaluation';
import { compareRows, groupOf, pathOf, textOf } from './route-rows';
import { jsonOf } from './routes-json';

/** What becomes of a token at a route, as data for programs. Texts are as the template has them. */
interface TokenEvaluationRow {
  readonly method: string | { readonly unknown: string };
  /** With the base path of the group. */
  readonly path: string;
  readonly stage: string | { readonly unknown: string };
  readonly group: string;
  readonly verdict: TokenVerdict;
  readonly reason: TokenEvaluation['reason'];
  /** For people: the message, the answer, and what has to stand beside the token. */
  readonly why: string;
  readonly answer?: TokenEvaluation['answer'];
  readonly beside: TokenEvaluation['beside'];
  /** What may have to be shown, too; left out where nothing is in doubt. */
  readonly perhaps?: TokenEvaluation['perhaps'];
  readonly api: string;
  readonly stack: string;
}

/** The verdicts in the order of the summary, with their colors and what is counted. */
const VERDICTS = {
  taken: { color: 'green', counted: 'taken' },
  refused: { color: 'red', counted: 'refused' },
  ignored: { color: 'dim', counted: 'ignored' },
  unknown: { color: 'yellow', counted: 'unknown' },
} as const satisfies Record<TokenVerdict, object>;

const BESIDE: Readonly<Record<Lock['kind'], string>> = {
  jwt: 'a token',
  'jwt-auth': 'a token of a consumer',
  openid: 'an ID token',
  basic: 'a user and password',
  app: 'the signature of an authorized app',
};

/** The rows in the order of the table of routes. */
export function tokenEvaluationRows(evaluations: readonly TokenEvaluation[]): TokenEvaluationRow[] {
  return [...evaluations].sort(compareRows).map((evaluation) => {
    const { answer, beside, perhaps, reason, route, stage, verdict } = evaluation;
    return {
      method: jsonOf(route.method),
      path: pathOf(route),
      stage: jsonOf(stage.stage),
      group: groupOf(evaluation),
      verdict,
      reason,
      why: whyOf(evaluation),
      ...(answer === undefined ? {} : { answer }),
      beside,
      ...(perhaps.length === 0 ? {} : { perhaps }),
      api: route.id,
      stack: route.stack,
    };
  });
}

/** The rows as lines for people, with a summary. */
export function renderTokenEvaluations(
  evaluations: readonly TokenEvaluation[],
  { color = false } = {},
): string[] {
  if (evaluations.length === 0) return ['no route is published'];
  const sorted = [...evaluations].sort(compareRows);
  const lines = renderTable([HEADINGS, ...sorted.map(cellsOf)], {
    paint: (text, y, x) => {
      const row = sorted[y - 1];
      if (!color || x !== VERDICT || row === undefined) return text;
      return styleText(VERDICTS[row.verdict].color, text, { validateStream: false });
    },
  });
  return [...lines, '', summaryOf(sorted)];
}

const HEADINGS: readonly string[] = ['METHOD', 'PATH', 'STAGE', 'TOKEN', 'WHY'];
const VERDICT = HEADINGS.indexOf('TOKEN');
const MOST_SHOWN = { method: 8, path: 40, stage: 16 } as const;

function cellsOf(evaluation: TokenEvaluation): string[] {
  const { route, stage, verdict } = evaluation;
  const short = (text: string, most: number) => shortenToWidth(visible(text), most);
  return [
    short(textOf(route.method), MOST_SHOWN.method),
    short(pathOf(route), MOST_SHOWN.path),
    short(textOf(stage.stage), MOST_SHOWN.stage),
    verdict,
    visible(whyOf(evaluation)),
  ];
}

function whyOf({ answer, beside, message, perhaps, verdict }: TokenEvaluation): string {
  const answered = answer === undefined ? [] : [`(${answer.status} ${answer.code})`];
  const needed = verdict === 'refused' || beside.length === 0 ? [] : [neededOf(beside, verdict)];
  const possible =
    verdict === 'refused' || verdict === 'unknown'
      ? []
      : perhaps.map((kind) => `; perhaps needs ${BESIDE[kind]}, too`);
  return [message, ...answered].join(' ') + needed.join('') + possible.join('');
}

function neededOf(beside: TokenEvaluation['beside'], verdict: TokenVerdict): string {
  const words = beside.map((kind) => BESIDE[kind]).join(' and ');
  return verdict === 'ignored' ? ` but ${words}` : `; needs ${words}, too`;
}

/** `3 routes and stages · 2 taken · 1 refused` */
function summaryOf(evaluations: readonly TokenEvaluation[]): string {
  const count = evaluations.length;
  const counted = Object.entries(VERDICTS).map(
    ([verdict, { counted: word }]) =>
      [evaluations.filter((each) => each.verdict === verdict).length, word] as const,
  );
  const parts = counted.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return [`published ${count === 1 ? 'once' : `${count} times`}`, ...parts].join(' · ');
}
