import type { AssessedRoute, Assessment, Deadline, JudgedTopic } from '../../migration';
import { CHECKLIST, STANDINGS, TOPICS } from '../../migration';
import { markdownText, plural, type Redactor, visible, visibleJson, withoutCommands } from '../../text';
import { html } from '../formats/html';
import { hashOf } from '../formats/policy-hash';
import { pathOf, textOf } from '../routes/route-rows';
import { BASE_STYLE } from '../routes/routes-html-assets';

/** How an assessment is shown. */
export interface AssessmentOptions {
  readonly format: 'text' | 'markdown' | 'json' | 'html';
  /** The place of the template. */
  readonly place: string;
  /** Hides the secrets of the template. */
  readonly hide: Redactor;
}

/** What becomes of a gateway in the move, in one format. It ends with a line break. */
export function renderAssessment(assessment: Assessment, { format, hide, place }: AssessmentOptions): string {
  if (format === 'json') return `${visibleJson(documentOf(assessment), 2, hide)}\n`;
  const view = hide(RENDERERS[format](assessment, place));
  return format === 'text' ? withoutCommands(view) : view;
}

const RENDERERS = { text: renderText, markdown: renderMarkdown, html: renderHtml } as const;

const nameOf = ({ route }: AssessedRoute): string => visible(`${textOf(route.method)} ${pathOf(route)}`);

const NOT_PROVED =
  'Nothing here was tried on an account: what is graded inferred was concluded from code or from a like product.';

/** `113 days left`, `passed 7 days ago` */
function leftIn({ daysLeft }: Deadline): string {
  if (daysLeft > 0) return `${plural(daysLeft, 'day')} left`;
  return daysLeft === 0 ? 'today' : `passed ${plural(-daysLeft, 'day')} ago`;
}

function summaryOf({ routes }: Assessment): string {
  const counts = STANDINGS.map((standing) => ({
    standing,
    count: routes.filter((each) => each.standing === standing).length,
  }));
  return [
    plural(routes.length, 'route'),
    ...counts.filter(({ count }) => count > 0).map(({ count, standing }) => `${count} ${WORDS[standing]}`),
  ].join(' · ');
}

const WORDS = {
  'cannot be moved': 'with something that cannot be moved',
  'becomes weaker': 'weaker',
  'needs a decision': 'with a decision to take',
  'carries over': 'carried over',
} as const;

/** What is said of a topic: the same in every format. */
function wordsOf({ decision, id, plugins, standing }: JudgedTopic) {
  const { grade, remedy, what, why } = TOPICS[id];
  const from = plugins.length === 0 ? '' : ` (plug-in ${plugins.join(', ')})`;
  const decided =
    decision === undefined
      ? undefined
      : `decided until ${decision.expires} by ${decision.owner}: ${decision.decision}, because ${decision.reason}`;
  return { standing, id, what: `${what}${from}`, why, grade, remedy, decided };
}

function problemsIn({ expired, unused }: Assessment): string[] {
  const named = ({ plugin, route, topic }: Assessment['unused'][number]) => `${topic} of ${route ?? plugin}`;
  return [
    ...expired.map((each) => `${each.origin}: the decision on ${named(each)} expired on ${each.expires}`),
    ...unused.map((each) => `${each.origin}: the decision on ${named(each)} fits nothing`),
  ];
}

function renderText(assessment: Assessment): string {
  const lines = [
    'the traditional API gateway ends, day by day at midnight in UTC+8',
    ...assessment.deadlines.map((each) => `  ${each.day}  ${each.what}: ${leftIn(each)}`),
    '',
    ...assessment.routes.flatMap((row) => [
      `${nameOf(row)}: ${row.standing}`,
      ...row.topics
        .map(wordsOf)
        .flatMap(({ decided, grade, id, remedy, standing, what, why }) => [
          visible(`  ${decided === undefined ? standing : 'decided'}: ${what} [${id}]`),
          visible(`    why: ${why} (${grade})`),
          visible(decided === undefined ? `    do: ${remedy}` : `    ${decided}`),
        ]),
      '',
    ]),
    ...problemsIn(assessment).map(visible),
    'in this order no route is ever open',
    ...CHECKLIST.map((step, at) => `  ${at + 1}. ${step}`),
    '',
    NOT_PROVED,
    summaryOf(assessment),
  ];
  return `${lines.join('\n')}\n`;
}

function renderMarkdown(assessment: Assessment, place: string): string {
  const lines = [
    `# The move of ${markdownText(place)}`,
    '',
    summaryOf(assessment),
    '',
    '| day (UTC+8) | what ends | |',
    '| --- | --- | --- |',
    ...assessment.deadlines.map((each) => `| ${each.day} | ${each.what} | ${leftIn(each)} |`),
    ...assessment.routes.flatMap((row) => [
      '',
      `## ${markdownText(nameOf(row))}: ${row.standing}`,
      '',
      ...row.topics.map(wordsOf).map(({ decided, grade, id, remedy, standing, what, why }) => {
        const end = decided === undefined ? `Do: ${remedy}.` : `${decided}.`;
        const head = decided === undefined ? standing : 'decided';
        return `- **${head}**: ${markdownText(what)} (\`${id}\`). Why: ${why} (${grade}). ${markdownText(end)}`;
      }),
    ]),
    '',
    ...problemsIn(assessment).map((problem) => `- ${markdownText(problem)}`),
    '## In this order no route is ever open',
    '',
    ...CHECKLIST.map((step, at) => `${at + 1}. ${step}`),
    '',
    NOT_PROVED,
  ];
  return `${lines.join('\n')}\n`;
}

const STYLE = `${BASE_STYLE}
table { width: 100%; border-collapse: collapse; background: var(--card); margin: 0 0 1.5rem; }
th, td { padding: 0.55rem 0.75rem; text-align: left; vertical-align: top; border: 1px solid var(--line); }
.cannot, .becomes { color: var(--open); } .needs { color: var(--stated); } .carries, .decided { color: var(--locked); }
`;

function renderHtml(assessment: Assessment, place: string): string {
  const policy = `default-src 'none'; style-src ${hashOf(STYLE)}; base-uri 'none'; form-action 'none'`;
  const cell = (text: string) => `<td>${html(text)}</td>`;
  const rows = assessment.routes.flatMap((row) =>
    row.topics.map(wordsOf).map(({ decided, grade, id, remedy, standing, what, why }) => {
      const word = decided === undefined ? standing : 'decided';
      const [kind = ''] = word.split(' ');
      const cells = [nameOf(row), what, `${why} (${grade})`, decided ?? remedy, id].map(cell).join('');
      return `<tr><td class="${kind}">${html(word)}</td>${cells}</tr>`;
    }),
  );
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${html(policy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${html(`The move of ${place}`)}</title><style>${STYLE}</style></head><body>`,
    `<h1>The move of <span>${html(place)}</span></h1><p>${html(summaryOf(assessment))}</p>`,
    '<h2>The traditional API gateway ends</h2><table><tr><th>day (UTC+8)</th><th>what</th><th></th></tr>',
    ...assessment.deadlines.map(
      (each) => `<tr>${[each.day, each.what, leftIn(each)].map(cell).join('')}</tr>`,
    ),
    '</table><h2>Routes</h2>',
    '<table><tr><th>becomes</th><th>route</th><th>what</th><th>why</th><th>to do</th><th>topic</th></tr>',
    ...rows,
    '</table>',
    ...problemsIn(assessment).map((problem) => `<p>${html(problem)}</p>`),
    `<h2>In this order no route is ever open</h2><ol>${CHECKLIST.map((step) => `<li>${html(step)}</li>`).join('')}</ol>`,
    `<p><small>${html(NOT_PROVED)}</small></p></body></html>`,
    '',
  ].join('\n');
}

/** For programs, as `schemas/assessment.schema.json` describes it. */
function documentOf(assessment: Assessment) {
  const { deadlines, expired, routes, unused } = assessment;
  const decisionOf = ({
    decision,
    expires,
    owner,
    plugin,
    reason,
    route,
    topic,
  }: Assessment['unused'][number]) => ({
    ...(route === undefined ? { plugin } : { route }),
    topic,
    decision,
    reason,
    owner,
    expires,
  });
  return {
    version: 1,
    deadlines,
    routes: routes.map(({ route, standing, topics }) => ({
      method: textOf(route.method),
      path: pathOf(route),
      standing,
      topics: topics.map(({ decision, id, plugins }) => ({
        id,
        ...TOPICS[id],
        plugins,
        ...(decision === undefined ? {} : { decision: decisionOf(decision) }),
      })),
      api: route.id,
      stack: route.stack,
    })),
    checklist: CHECKLIST,
    unused: unused.map(decisionOf),
    expired: expired.map(decisionOf),
  };
}
