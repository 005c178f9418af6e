/** Puts the panels together, and asks for the routes again when somebody comes back to the page. */
function start(parts) {
  const dom = parts.createDom(parts.invisible);
  const api = parts.createApi();
  const { byId, fill } = dom;
  const table = parts.createRouteTable({ dom, onTry: (row) => form.choose(row) });
  const tokens = parts.createTokenPanel({
    api,
    dom,
    timeInWords: parts.createTimeWords(),
    onVerdicts: (verdicts) => {
      table.showVerdicts(verdicts);
      form.preview();
    },
  });
  const mintForm = parts.createMintForm({ api, dom, tokens });
  const answers = parts.createAnswerPanel({ dom });
  const form = parts.createRequestForm({ api, dom, tokens, onAnswer: answers.show });
  let known = '';

  function countsOf({ protections, published, routes }) {
    const counts = Object.entries(protections).map(([word, count]) => `${count} ${word}`);
    const places = published === routes ? '' : `, published ${published} times`;
    return [`${routes} ${routes === 1 ? 'route' : 'routes'}${places}`, ...counts].join(' · ');
  }

  async function load() {
    const [state, document] = await Promise.all([api.read('health'), api.read('routes')]);
    fill(byId('problem'), '');
    fill(byId('template'), state.template);
    fill(byId('time'), state.time.replace(/\.\d+Z$/, 'Z'));
    const text = JSON.stringify([state.mints, document]);
    if (text === known) return;
    known = text;
    fill(byId('summary'), countsOf(document.summary));
    fill(
      byId('problems'),
      document.problems.map(({ message, place }) =>
        dom.make('li', {}, `${place.file}:${place.line}: ${message}`),
      ),
    );
    byId('problems').hidden = document.problems.length === 0;
    table.show(document.routes);
    form.offer(document.routes);
    mintForm.show(state.mints);
    mintForm.suggest(document.routes);
    await tokens.inspect();
  }

  const reload = () => load().catch((error) => fill(byId('problem'), error.message));
  document.addEventListener('visibilitychange', () => document.hidden || reload());
  window.addEventListener('focus', reload);
  return reload();
}

module.exports = { start };
