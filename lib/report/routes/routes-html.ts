import { type GatewayModel, redactorOf } from '../../model';
import { isUnknown } from '../../template';
import type { Redactor } from '../../text';
import { code, html, phraseHtml } from '../formats/html';
import { hashOf } from '../formats/policy-hash';
import { areBackendsShown, backendOf } from './backend-words';
import { parameterWords } from './parameter-words';
import { parametersIn } from './route-columns';
import {
  groupOf,
  pathOf,
  protectionOf,
  type RouteOrder,
  type RouteRow,
  routeRows,
  textOf,
} from './route-rows';
import { SCRIPT, STYLE, SYMBOLS } from './routes-html-assets';
import { detailsHtml } from './routes-html-details';
import { notesOf } from './routes-text';
import { whoMayCall } from './who-may-call';

/** What a row is to a reviewer. */
type Kind = 'open' | 'stated' | 'unknown' | 'locked' | 'unpublished';

/** The kinds in the order in which they deserve a look, and what they mean. */
const KINDS: Readonly<Record<Kind, { readonly name: string; readonly meaning: string }>> = {
  open: {
    name: 'open to anyone',
    meaning: 'Anybody gets through to the backend, and the template gives no reason.',
  },
  stated: {
    name: 'open with a reason',
    meaning: 'Anybody gets through to the backend; the template says why.',
  },
  unknown: {
    name: 'unknown',
    meaning:
      'The template alone does not tell, for instance because a parameter decides. Never taken for safe.',
  },
  locked: {
    name: 'protected',
    meaning: 'Only callers with every credential that is named get through to the backend.',
  },
  unpublished: {
    name: 'not published',
    meaning: 'No deployment in the template publishes the API to a stage.',
  },
};

/**
 * The table as one page for a browser: nothing is loaded from anywhere, it is readable without JavaScript, and a
 * policy in it lets nothing run but the filter. The same model always makes the same page.
 */
export function renderRoutesHtml(
  model: GatewayModel,
  { order = 'route' }: { order?: RouteOrder } = {},
): string {
  const rows = routeRows(model, order);
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    `script-src ${hashOf(SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Who may call ${html(model.place)}</title>
<style>${STYLE}</style>
</head>
<body>
${SYMBOLS}
<header>
<h1>Who may call <span>${html(model.place)}</span></h1>
<p>Every route in every stage, as the template asks for it. What is deployed may differ.</p>
</header>
<main>
${tiles(rows)}
${filters(rows)}
${table(rows, redactorOf(model))}
${problems(model, rows)}${parameters(model)}
${legend()}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function kindOf({ stage }: RouteRow): Kind {
  if (stage === undefined) return 'unpublished';
  const { protection } = stage;
  if (protection.kind !== 'public') return protection.kind;
  return protection.reason === undefined ? 'open' : 'stated';
}

function kindsOf(rows: readonly RouteRow[]): [Kind, number][] {
  const kinds = rows.map(kindOf);
  return (Object.keys(KINDS) as Kind[]).map((kind) => [kind, kinds.filter((each) => each === kind).length]);
}

function icon(kind: Kind): string {
  return `<svg class="icon" aria-hidden="true"><use href="#${kind}"/></svg>`;
}

function tiles(rows: readonly RouteRow[]): string {
  const routes = new Set(rows.map(({ route }) => route)).size;
  const published = rows.filter(({ stage }) => stage !== undefined).length;
  const times = published === 1 ? 'once' : `${published} times`;
  const all = `<li><b>${routes}</b> ${routes === 1 ? 'route' : 'routes'}, published ${times}</li>`;
  const counted = kindsOf(rows).map(
    ([kind, count]) =>
      `<li class="${count === 0 ? 'none' : kind}"><b>${count}</b> ${icon(kind)} ${KINDS[kind].name}</li>`,
  );
  return `<ul class="tiles" aria-label="Summary">\n${[all, ...counted].join('\n')}\n</ul>`;
}

/** Shown by the script, which it is of no use without. */
function filters(rows: readonly RouteRow[]): string {
  const boxes = kindsOf(rows)
    .filter(([, count]) => count > 0)
    .map(
      ([kind]) =>
        `<label><input type="checkbox" value="${kind}" checked> ${icon(kind)} ${KINDS[kind].name}</label>`,
    );
  return `<form id="filter" role="search" hidden>
<label class="search">Filter <input type="search" id="words" autocomplete="off" placeholder="method, path, stage, key, group …"></label>
<fieldset><legend>Show</legend>${boxes.join('')}</fieldset>
<output id="count" for="words"></output>
</form>`;
}

const HEADINGS = ['Method', 'Path', 'Stage', 'Protection', 'Who may call', 'Group', 'Declared in'];

function table(rows: readonly RouteRow[], hide: Redactor): string {
  if (rows.length === 0) return '<p class="empty">The template has no routes.</p>';
  const withBackends = areBackendsShown(rows);
  const head = HEADINGS.map((heading) => `<th scope="col">${heading}</th>`).join('');
  return `<table>
<caption>Routes and stages</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.map((row) => tableRow(row, { hide, withBackends })).join('\n')}
</tbody>
</table>`;
}

interface RowOptions {
  readonly hide: Redactor;
  readonly withBackends: boolean;
}

function tableRow(row: RouteRow, { hide, withBackends }: RowOptions): string {
  const { route, stage } = row;
  const kind = kindOf(row);
  const { file, line } = route.origin.toJSON();
  const cells = [
    code(hide(textOf(route.method))),
    `${code(hide(pathOf(route)))}${withBackends ? backendHtml(row, hide) : ''}`,
    stage === undefined ? '–' : code(hide(textOf(stage.stage))),
    `<span class="badge">${icon(kind)} ${html(protectionOf(row))}</span>`,
    `${phraseHtml(whoMayCall(row), hide)}${stage === undefined ? '' : detailsHtml(stage.protection)}`,
    code(hide(groupOf(row))),
    `${code(`${route.stack}/${route.id}`)} <small>${html(file).replaceAll('/', '/<wbr>')}<wbr>:${line}</small>${fromParameters(row, hide)}`,
  ];
  const written = cells.map((cell, i) => `<td data-name="${HEADINGS[i]}"><div>${cell}</div></td>`);
  return `<tr class="${kind}">${written.join('')}</tr>`;
}

function backendHtml(row: RouteRow, hide: Redactor): string {
  const backend = backendOf(row);
  if (backend === undefined) return '';
  const words = isUnknown(backend) ? `unknown: ${code(hide(backend.expression))}` : code(hide(backend));
  return `<br><small>backend ${words}</small>`;
}

function fromParameters(row: RouteRow, hide: Redactor): string {
  const names = parametersIn(row).map((name) => code(hide(name)));
  return names.length === 0 ? '' : `<br><small>made with ${names.join(', ')}</small>`;
}

/** What could not be read, with its place. */
function problems(model: GatewayModel, rows: readonly RouteRow[]): string {
  const items = notesOf(model, rows).map((text) => `<li>${html(redactorOf(model)(text))}</li>`);
  return items.length === 0
    ? ''
    : `<section class="problems"><h2>Not read</h2>\n<ul>\n${items.join('\n')}\n</ul></section>`;
}

/** The values of parameters that the table is made of. */
function parameters(model: GatewayModel): string {
  const items = parameterWords(model).map(({ text }) => `<li>${code(redactorOf(model)(text))}</li>`);
  return items.length === 0
    ? ''
    : `\n<section class="problems"><h2>Values of parameters</h2>\n<ul>\n${items.join('\n')}\n</ul></section>`;
}

function legend(): string {
  const terms = (Object.keys(KINDS) as Kind[]).map((kind) => {
    const { meaning, name } = KINDS[kind];
    return `<dt class="${kind}"><span class="badge">${icon(kind)} ${name}</span></dt><dd>${meaning}</dd>`;
  });
  return `<section class="legend"><h2>What the words mean</h2>\n<dl>\n${terms.join('\n')}\n</dl></section>`;
}
