/** The table of routes, and what each of them does with the token. */
function createRouteTable({ dom, onTry }) {
  const { badge, byId, fill, make } = dom;
  const table = byId('route-table');
  const words = byId('words');
  const more = byId('more-rows');
  /** As many rows as somebody reads; a filter finds the others. */
  const STEP = 200;
  let rows = [];
  let drawn = [];
  let most = STEP;
  let verdicts = new Map();

  const VERDICTS = {
    taken: ['locked', 'check'],
    refused: ['open', 'cross'],
    unknown: ['unknown', 'unknown'],
    ignored: ['unpublished', 'unpublished'],
  };
  const textOf = (value) => (value !== null && typeof value === 'object' ? value.unknown : value);
  const keyOf = ({ api, stack, stage }) => JSON.stringify([stack, api, textOf(stage)]);
  const pathOf = (row) => row.call.path ?? textOf(row.path);
  const stageOf = (row) => (row.stage === null ? '–' : textOf(row.stage));

  function kindOf({ protection, reason }) {
    if (protection === 'not published') return 'unpublished';
    if (protection === 'unknown') return 'unknown';
    if (protection === 'public') return reason === undefined ? 'open' : 'stated';
    return 'locked';
  }

  /** What the filter looks through. */
  function wordsIn(row) {
    const { api, group, protection, whoMayCall } = row;
    return [textOf(row.method), pathOf(row), stageOf(row), protection, whoMayCall, group, api]
      .join(' ')
      .toLowerCase();
  }

  function tryButton(row) {
    if (row.stage === null || row.call.path === null) return '';
    const label = `Try ${textOf(row.method)} ${pathOf(row)} in ${stageOf(row)}`;
    const button = make('button', { type: 'button', className: 'small', 'aria-label': label }, 'Try');
    button.addEventListener('click', () => onTry(row));
    return button;
  }

  const blockers = ({ call }) => call.unemulated.filter(({ blocks }) => blocks);

  function draw(row) {
    const kind = kindOf(row);
    const token = make('td', { className: 'verdict', 'data-name': 'Your token' });
    const element = make(
      'tr',
      { className: kind },
      make(
        'th',
        { scope: 'row', 'data-name': 'Route' },
        make('span', { className: 'method' }, String(textOf(row.method))),
        make('code', {}, pathOf(row)),
      ),
      make('td', { 'data-name': 'Stage' }, make('code', {}, stageOf(row))),
      make(
        'td',
        { 'data-name': 'Who may call' },
        badge(kind, kind, row.protection),
        make('small', {}, row.whoMayCall),
        blockers(row).map(({ why }) => make('small', {}, `answers 501 here: ${why}`)),
      ),
      token,
      make('td', { className: 'action' }, tryButton(row)),
    );
    return { element, key: keyOf(row), token };
  }

  function judge({ key, token }) {
    const each = verdicts.get(key);
    const [kind, name] = VERDICTS[each?.verdict] ?? [];
    fill(
      token,
      ...(each === undefined ? ['–'] : [badge(kind, name, each.verdict), make('small', {}, each.why)]),
    );
  }

  function drawAll() {
    const wanted = words.value.toLowerCase().split(/\s+/);
    const found = rows.filter(({ text }) => wanted.every((word) => text.includes(word)));
    drawn = found.slice(0, most).map(({ row }) => draw(row));
    drawn.forEach(judge);
    fill(
      byId('route-rows'),
      drawn.map(({ element }) => element),
    );
    const all = `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`;
    fill(byId('count'), found.length === rows.length ? all : `${found.length} of ${all}`);
    more.hidden = found.length <= most;
    fill(more, `Show all ${found.length} rows`);
  }

  words.addEventListener('input', () => {
    most = STEP;
    drawAll();
  });
  more.addEventListener('click', () => {
    const { length } = drawn;
    most = Number.POSITIVE_INFINITY;
    drawAll();
    drawn[length]?.element.querySelector('button')?.focus();
  });
  byId('filter').addEventListener('submit', (event) => event.preventDefault());

  return {
    show: (next) => {
      rows = next.map((row) => ({ row, text: wordsIn(row) }));
      byId('no-routes').hidden = rows.length > 0;
      table.hidden = rows.length === 0;
      drawAll();
    },
    /** What becomes of the token at each route; `undefined` when there is no token. */
    showVerdicts: (next = []) => {
      table.classList.toggle('judged', next.length > 0);
      verdicts = new Map(next.map((each) => [keyOf(each), each]));
      drawn.forEach(judge);
    },
  };
}

module.exports = { createRouteTable };
