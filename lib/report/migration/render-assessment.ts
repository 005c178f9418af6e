import type { AssessedRoute, Assessment, Deadline, JudgedTopic } from '../../migration';
import { CHECKLIST, STANDINGS, TOPICS } from '../../migration';
import {
  listed,
  markdownText,
  plural,
  type Redactor,
  visible,
  visibleJson,
  withoutCommands,
} from '../../text';
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
  const from =
    plugins.length === 0 ? '' : ` (${plugins.length > 1 ? 'plug-ins' : 'plug-in'} ${listed(plugins)})`;
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

/** A topic of several routes, told once. */
interface TopicGroup extends ReturnType<typeof wordsOf> {
  /** `becomes weaker`, or `decided` */
  readonly word: string;
  readonly routes: readonly string[];
}

/** Each topic once for all routes and plug-ins that have it, the worst first: that is what has to be decided. */
function groupsOf({ routes }: Assessment): readonly TopicGroup[] {
  const groups = new Map<string, { readonly topics: JudgedTopic[]; readonly routes: string[] }>();
  for (const row of routes)
    for (const topic of row.topics) {
      const key = JSON.stringify([topic.id, wordsOf(topic).decided]);
      const group = groups.get(key) ?? { topics: [], routes: [] };
      groups.set(key, group);
      group.topics.push(topic);
      group.routes.push(nameOf(row));
    }
  return [...groups.values()]
    .flatMap(({ routes: names, topics }) => {
      const [first] = topics;
      if (first === undefined) return [];
      const plugins = [...new Set(topics.flatMap((each) => each.plugins))];
      const words = wordsOf({ ...first, plugins });
      return [{ ...words, word: wordOf(words), routes: names }];
    })
    .sort((a, b) => rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : Number(a.id > b.id)));
}

function wordOf({ decided, standing }: ReturnType<typeof wordsOf>): string {
  return decided === undefined ? standing : 'decided';
}

/** What is open before what is decided, and that before what carries over. */
function rankOf({ decided, standing }: TopicGroup): number {
  const last = STANDINGS.length - 1;
  return decided !== undefined && standing !== 'carries over' ? last - 0.5 : STANDINGS.indexOf(standing);
}

/** `3 of 8 routes: GET /a, …` */
function routesIn({ routes }: TopicGroup, all: number): string {
  return routes.length === all && all > 1
    ? `all ${all} routes`
    : `${routes.length} of ${plural(all, 'route')}: ${listed(routes, 4)}`;
}

/** `parameter-checks, claim-to-header` */
function openTopicsOf({ topics }: AssessedRoute): string {
  const open = topics.filter(
    ({ decision, standing }) => decision === undefined && standing !== 'carries over',
  );
  return open.map(({ id }) => id).join(', ');
}

/** The routes, the worst first. */
function sortedRoutes({ routes }: Assessment): readonly AssessedRoute[] {
  return [...routes].sort((a, b) => STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing));
}

const FOR_ALL =
  'Every route that asks for a token refuses in other words: 401 and a sentence, not 400 or 403 and X-Ca-Error-Code. Ask which clients read the codes.';

function renderText(assessment: Assessment): string {
  const count = assessment.routes.length;
  const widest = Math.max(0, ...STANDINGS.map((each) => each.length));
  const lines = [
    'the traditional API gateway ends, day by day at midnight in UTC+8',
    ...assessment.deadlines.map((each) => `  ${each.day}  ${each.what}: ${leftIn(each)}`),
    '',
    ...groupsOf(assessment).flatMap((group) => [
      visible(`${group.word}: ${group.what} [${group.id}]`),
      visible(`  why     ${group.why} (${group.grade})`),
      visible(group.decided === undefined ? `  do      ${group.remedy}` : `  ${group.decided}`),
      `  routes  ${routesIn(group, count)}`,
      '',
    ]),
    ...problemsIn(assessment).map(visible),
    'routes, and what is open of each',
    ...sortedRoutes(assessment).map((row) => {
      const open = openTopicsOf(row);
      return `  ${row.standing.padEnd(widest)}  ${nameOf(row)}${open === '' ? '' : `: ${open}`}`;
    }),
    '',
    'in this order no route is ever open',
    ...CHECKLIST.map((step, at) => `  ${at + 1}. ${step}`),
    '',
    FOR_ALL,
    NOT_PROVED,
    summaryOf(assessment),
  ];
  return `${lines.join('\n')}\n`;
}

function renderMarkdown(assessment: Assessment, place: string): string {
  const count = assessment.routes.length;
  const lines = [
    `# The move of ${markdownText(place)}`,
    '',
    `**${summaryOf(assessment)}**`,
    '',
    '| day (UTC+8) | what ends | |',
    '| --- | --- | --- |',
    ...assessment.deadlines.map((each) => `| ${each.day} | ${each.what} | ${leftIn(each)} |`),
    '',
    '## What becomes of what',
    '',
    ...groupsOf(assessment).map((group) => {
      const end = group.decided === undefined ? `Do: ${group.remedy}.` : `${group.decided}.`;
      const routes = markdownText(routesIn(group, count));
      return `- **${group.word}**: ${markdownText(group.what)} (\`${group.id}\`). Why: ${group.why} (${group.grade}). ${markdownText(end)} ${routes}`;
    }),
    '',
    ...problemsIn(assessment).map((problem) => `- ${markdownText(problem)}`),
    '## Routes',
    '',
    '| route | becomes | open |',
    '| --- | --- | --- |',
    ...sortedRoutes(assessment).map(
      (row) => `| ${markdownText(nameOf(row))} | ${row.standing} | ${openTopicsOf(row)} |`,
    ),
    '',
    '## In this order no route is ever open',
    '',
    ...CHECKLIST.map((step, at) => `${at + 1}. ${step}`),
    '',
    FOR_ALL,
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
  const count = assessment.routes.length;
  const mark = (word: string) => `<td class="${word.split(' ')[0]}">${html(word)}</td>`;
  const topics = groupsOf(assessment).map((group) => {
    const { decided, grade, id, remedy, what, why, word } = group;
    const told = [what, `${why} (${grade})`, decided ?? remedy, routesIn(group, count), id];
    return `<tr>${mark(word)}${told.map(cell).join('')}</tr>`;
  });
  const rows = sortedRoutes(assessment).map(
    (row) => `<tr>${mark(row.standing)}${cell(nameOf(row))}${cell(openTopicsOf(row))}</tr>`,
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
    '</table><h2>What becomes of what</h2>',
    '<table><tr><th>becomes</th><th>what</th><th>why</th><th>to do</th><th>routes</th><th>topic</th></tr>',
    ...topics,
    '</table>',
    ...problemsIn(assessment).map((problem) => `<p>${html(problem)}</p>`),
    '<h2>Routes</h2><table><tr><th>becomes</th><th>route</th><th>open</th></tr>',
    ...rows,
    '</table>',
    `<h2>In this order no route is ever open</h2><ol>${CHECKLIST.map((step) => `<li>${html(step)}</li>`).join('')}</ol>`,
    `<p>${html(FOR_ALL)}</p><p><small>${html(NOT_PROVED)}</small></p></body></html>`,
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
