import { styleText } from 'node:util';
import type { Admission, AdmissionVerdict } from '../admission';
import type { Lock } from '../model';
import { isUnknown, type Maybe } from '../template';
import { renderTable, shortenToWidth, visible } from '../text';
import { compareRows, groupOf, pathOf, textOf } from './route-rows';

/** What becomes of a token at a route, as data for programs. Texts are as the template has them. */
export interface AdmissionRow {
  readonly method: string | { readonly unknown: string };
  /** With the base path of the group. */
  readonly path: string;
  readonly stage: string | { readonly unknown: string };
  readonly group: string;
  readonly verdict: AdmissionVerdict;
  readonly reason: Admission['reason'];
  /** For people: the message, the answer, and what has to stand beside the token. */
  readonly why: string;
  readonly answer?: Admission['answer'];
  readonly beside: Admission['beside'];
  /** What may have to be shown, too; left out where nothing is in doubt. */
  readonly perhaps?: Admission['perhaps'];
  readonly api: string;
  readonly stack: string;
}

/** The verdicts in the order of the summary, with their colours and what is counted. */
const VERDICTS = {
  taken: { colour: 'green', counted: 'taken' },
  refused: { colour: 'red', counted: 'refused' },
  ignored: { colour: 'dim', counted: 'ignored' },
  unknown: { colour: 'yellow', counted: 'unknown' },
} as const satisfies Record<AdmissionVerdict, object>;

const BESIDE: Readonly<Record<Lock['kind'], string>> = {
  jwt: 'a token',
  openid: 'an ID token',
  basic: 'a user and password',
  app: 'the signature of an authorized app',
};

/** The rows in the order of the table of routes. */
export function admissionRows(admissions: readonly Admission[]): AdmissionRow[] {
  return [...admissions].sort(compareRows).map((admission) => {
    const { answer, beside, perhaps, reason, route, stage, verdict } = admission;
    return {
      method: dataOf(route.method),
      path: pathOf(route),
      stage: dataOf(stage.stage),
      group: groupOf(admission),
      verdict,
      reason,
      why: whyOf(admission),
      ...(answer === undefined ? {} : { answer }),
      beside,
      ...(perhaps.length === 0 ? {} : { perhaps }),
      api: route.id,
      stack: route.stack,
    };
  });
}

/** The rows as lines for people, with a summary. */
export function renderAdmissions(admissions: readonly Admission[], { colour = false } = {}): string[] {
  if (admissions.length === 0) return ['no route is published'];
  const sorted = [...admissions].sort(compareRows);
  const lines = renderTable([HEADINGS, ...sorted.map(cellsOf)], {
    paint: (text, y, x) => {
      const row = sorted[y - 1];
      if (!colour || x !== VERDICT || row === undefined) return text;
      return styleText(VERDICTS[row.verdict].colour, text, { validateStream: false });
    },
  });
  return [...lines, '', summaryOf(sorted)];
}

const HEADINGS: readonly string[] = ['METHOD', 'PATH', 'STAGE', 'TOKEN', 'WHY'];
const VERDICT = HEADINGS.indexOf('TOKEN');
const MOST_SHOWN = { method: 8, path: 40, stage: 16 } as const;

function cellsOf(admission: Admission): string[] {
  const { route, stage, verdict } = admission;
  const short = (text: string, most: number) => shortenToWidth(visible(text), most);
  return [
    short(textOf(route.method), MOST_SHOWN.method),
    short(pathOf(route), MOST_SHOWN.path),
    short(textOf(stage.stage), MOST_SHOWN.stage),
    verdict,
    visible(whyOf(admission)),
  ];
}

function whyOf({ answer, beside, message, perhaps, verdict }: Admission): string {
  const answered = answer === undefined ? [] : [`(${answer.status} ${answer.code})`];
  const needed = verdict === 'refused' || beside.length === 0 ? [] : [neededOf(beside, verdict)];
  const possible =
    verdict === 'refused' || verdict === 'unknown'
      ? []
      : perhaps.map((kind) => `; perhaps needs ${BESIDE[kind]}, too`);
  return [message, ...answered].join(' ') + needed.join('') + possible.join('');
}

function neededOf(beside: Admission['beside'], verdict: AdmissionVerdict): string {
  const words = beside.map((kind) => BESIDE[kind]).join(' and ');
  return verdict === 'ignored' ? ` but ${words}` : `; needs ${words}, too`;
}

/** `3 routes and stages · 2 taken · 1 refused` */
function summaryOf(admissions: readonly Admission[]): string {
  const count = admissions.length;
  const counted = Object.entries(VERDICTS).map(
    ([verdict, { counted: word }]) =>
      [admissions.filter((each) => each.verdict === verdict).length, word] as const,
  );
  const parts = counted.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return [`published ${count === 1 ? 'once' : `${count} times`}`, ...parts].join(' · ');
}

function dataOf(value: Maybe<string>): AdmissionRow['method'] {
  return isUnknown(value) ? { unknown: value.expression } : value;
}
