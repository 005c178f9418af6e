/** The token: pasted or minted, looked into, and asked about at every route. */
function createTokenPanel({ api, dom, onVerdicts, timeInWords }) {
  const { byId, fill, list, make } = dom;
  const field = byId('token');
  const status = byId('token-status');
  const details = byId('token-details');
  const TIMES = ['exp', 'nbf', 'iat'];
  let asked = 0;
  let waiting;

  const current = () => field.value.trim().replace(/^bearer\s+/i, '');

  function memberList(members, time) {
    const words = (name, value) =>
      TIMES.includes(name) && typeof value === 'number' ? timeInWords(value, time) : JSON.stringify(value);
    return list(
      Object.entries(members).map(([name, value]) => [name, make('code', {}, words(name, value))]),
      { className: 'members' },
    );
  }

  function summary(routes) {
    if (routes.length === 0) return 'No route is published.';
    const taken = routes.filter(({ verdict }) => verdict === 'taken').length;
    const refused = routes.find(({ verdict }) => verdict === 'refused');
    if (taken > 0)
      return `Taken by ${taken} of ${routes.length} published ${routes.length === 1 ? 'route' : 'routes'}.`;
    return refused === undefined ? 'No route is sure to take it.' : `No route takes it: ${refused.why}.`;
  }

  function show(answer) {
    const { claims, header, problem, routes, signatureBytes, time } = answer;
    fill(status, problem === undefined ? summary(routes) : `This is no token: ${problem}.`);
    status.className = routes.some(({ verdict }) => verdict === 'taken') ? 'locked' : 'open';
    if (problem === undefined) {
      fill(
        details,
        make('h3', {}, 'Header'),
        memberList(header, time),
        make('h3', {}, 'Claims'),
        memberList(claims, time),
        make(
          'p',
          { className: 'hint' },
          signatureBytes === 0 ? 'It is not signed.' : `Its signature has ${signatureBytes} bytes.`,
        ),
      );
    } else fill(details);
    onVerdicts(routes);
  }

  /** Asks about the token; what comes back for an earlier one is dropped. */
  async function inspect() {
    clearTimeout(waiting);
    asked += 1;
    const mine = asked;
    const token = current();
    if (token === '') {
      fill(status, 'Paste a token, or mint one.');
      status.className = '';
      fill(details);
      onVerdicts(undefined);
      return;
    }
    try {
      const answer = await api.post('inspect', { token });
      if (mine === asked) show(answer);
    } catch (error) {
      if (mine === asked) fill(status, error.message);
    }
  }

  field.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(inspect, 150);
  });
  byId('forget').addEventListener('click', () => {
    field.value = '';
    field.focus();
    return inspect();
  });

  return {
    current,
    inspect,
    set: (token) => {
      field.value = token;
      return inspect();
    },
  };
}

module.exports = { createTokenPanel };
