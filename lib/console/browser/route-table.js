/** The table of routes, and what each of them does with the token. */
function createRouteTable({ dom, onTry }) {
  const { badge, byId, fill, make } = dom;
  const body = byId('route-rows');
  const words = byId('words');
  const count = byId('count');
  let rows = [];
  let shown = [];

  const KINDS = {
    taken: ['locked', 'check'],
    refused: ['open', 'cross'],
    unknown: ['unknown', 'unknown'],
    ignored: ['unpublished', 'unpublished'],
  };
  const textOf = (value) => (value !== null && typeof value === 'object' ? value.unknown : value);
  const keyOf = (stack, api, stage) => JSON.stringify([stack, api, textOf(stage)]);

  function kindOf({ protection, reason }) {
    if (protection === 'not published') return 'unpublished';
    if (protection === 'unknown') return 'unknown';
    if (protection === 'public') return reason === undefined ? 'open' : 'stated';
    return 'locked';
  }

  const blockers = ({ call }) => call.unemulated.filter(({ blocks }) => blocks);

  function rowOf(row) {
    const kind = kindOf(row);
    const path = row.call.path ?? textOf(row.path);
    const label = `${textOf(row.method)} ${path}`;
    const stage = row.stage === null ? '–' : textOf(row.stage);
    const token = make('td', { className: 'verdict', 'data-name': 'Your token' });
    const button = make(
      'button',
      { type: 'button', className: 'small', 'aria-label': `Try ${label} in ${stage}` },
      'Try',
    );
    button.addEventListener('click', () => onTry(row));
    const isCallable = row.stage !== null && row.call.path !== null;
    const element = make(
      'tr',
      { className: kind },
      make(
        'th',
        { scope: 'row', 'data-name': 'Route' },
        make('span', { className: 'method' }, String(textOf(row.method))),
        make('code', {}, path),
      ),
      make('td', { 'data-name': 'Stage' }, make('code', {}, stage)),
      make(
        'td',
        { 'data-name': 'Who may call' },
        badge(kind, kind, row.protection),
        make('small', {}, row.whoMayCall),
        blockers(row).map(({ why }) => make('small', {}, `answers 501 here: ${why}`)),
      ),
      token,
      make('td', { className: 'action' }, isCallable ? button : ''),
    );
    return {
      element,
      key: keyOf(row.stack, row.api, row.stage),
      token,
      text: element.textContent.toLowerCase(),
    };
  }

  function filter() {
    const wanted = words.value.toLowerCase().split(/\s+/);
    let left = 0;
    for (const { element, text } of shown) {
      element.hidden = !wanted.every((word) => text.includes(word));
      if (!element.hidden) left += 1;
    }
    const all = `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`;
    fill(count, left === rows.length ? all : `${left} of ${all}`);
  }

  words.addEventListener('input', filter);
  byId('filter').addEventListener('submit', (event) => event.preventDefault());

  return {
    show: (next) => {
      rows = next;
      shown = rows.map(rowOf);
      fill(
        body,
        shown.map(({ element }) => element),
      );
      byId('no-routes').hidden = rows.length > 0;
      byId('route-table').hidden = rows.length === 0;
      filter();
    },
    /** What becomes of the token at each route; `undefined` when there is no token. */
    showVerdicts: (verdicts = []) => {
      byId('route-table').classList.toggle('judged', verdicts.length > 0);
      const found = new Map(verdicts.map((each) => [keyOf(each.stack, each.api, each.stage), each]));
      for (const { key, token } of shown) {
        const each = found.get(key);
        const [kind, name] = KINDS[each?.verdict] ?? [];
        fill(
          token,
          ...(each === undefined ? ['–'] : [badge(kind, name, each.verdict), make('small', {}, each.why)]),
        );
      }
    },
  };
}

module.exports = { createRouteTable };
