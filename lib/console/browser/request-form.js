/** The form that makes a request to a route and sends it through the gateway. */
function createRequestForm({ api, dom, onAnswer, tokens }) {
  const { byId, fill, make, visible } = dom;
  const form = byId('request');
  const choice = byId('route');
  const values = byId('path-values');
  const textOf = (value) => (typeof value === 'object' ? value.unknown : value);
  let routes = [];

  const chosen = () => routes[choice.selectedIndex];
  const methodOf = (row) => (row.method === 'ANY' ? byId('method').value : row.method);

  /** The parts of a path: texts, and the names of what is to be filled in. */
  const partsOf = (path) =>
    path.split(/(\[[^\]]*\]|\*$)/).map((part) => (/^(?:\[.*\]|\*)$/.test(part) ? { name: part } : part));

  function field(name) {
    const id = `value-${name}`;
    const label = name === '*' ? 'rest of the path' : name.slice(1, -1);
    return make(
      'p',
      { className: 'field' },
      make('label', { htmlFor: id }, label),
      make('input', { id, required: true, autocomplete: 'off', spellcheck: false, value: '1' }),
    );
  }

  const filledIn = (name) => {
    const { value } = byId(`value-${name}`);
    return name === '*' ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value);
  };

  const declared = ({ call }, location) =>
    call.parameters.filter((each) => each.required && each.location === location);

  function prepare() {
    const row = chosen();
    if (row === undefined) return;
    fill(
      values,
      partsOf(row.call.path).flatMap((part) => (typeof part === 'string' ? [] : [field(part.name)])),
    );
    byId('method-field').hidden = row.method !== 'ANY';
    byId('query').value = declared(row, 'QUERY')
      .map(({ defaultValue = '', name }) => `${encodeURIComponent(name)}=${encodeURIComponent(defaultValue)}`)
      .join('&');
    byId('headers').value = declared(row, 'HEAD')
      .map(({ defaultValue = '', name }) => `${name}: ${defaultValue}`)
      .join('\n');
    byId('body').value = declared(row, 'BODY')
      .map(({ defaultValue = '', name }) => `${encodeURIComponent(name)}=${encodeURIComponent(defaultValue)}`)
      .join('&');
    byId('with-token').checked = row.call.token !== null;
    byId('with-token').disabled = row.call.token === null;
    fill(
      byId('token-place'),
      row.call.token === null
        ? '(this route looks at none)'
        : `in the ${row.call.token.location} ${row.call.token.name}`,
    );
    preview();
  }

  function headerLines() {
    const lines = byId('headers')
      .value.split('\n')
      .filter((line) => line.trim() !== '');
    return lines.map((line) => {
      const at = line.indexOf(':');
      if (at < 1) throw new Error(`A header is written as Name: value, not as ${visible(line)}`);
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    });
  }

  const joined = (first, second) => [first, second].filter((each) => each !== '').join('&');

  /** The request with this token in its place. */
  function requestWith(token) {
    const row = chosen();
    const { location, name } = (byId('with-token').checked && token !== '' && row.call.token) || {};
    const path = partsOf(row.call.path)
      .map((part) => (typeof part === 'string' ? part : filledIn(part.name)))
      .join('');
    const query = joined(
      byId('query').value.trim().replace(/^\?/, ''),
      location === 'query' ? `${encodeURIComponent(name)}=${token}` : '',
    );
    const body = joined(
      byId('body').value,
      location === 'form' ? `${encodeURIComponent(name)}=${token}` : '',
    );
    const headers = headerLines();
    const has = (wanted) => headers.some(([each]) => each.toLowerCase() === wanted);
    if (textOf(row.stage) !== 'RELEASE' && !has('x-ca-stage'))
      headers.push(['X-Ca-Stage', textOf(row.stage)]);
    if (location === 'header')
      headers.push([name, name.toLowerCase() === 'authorization' ? `Bearer ${token}` : token]);
    if (location === 'cookie') headers.push(['Cookie', `${name}=${token}`]);
    if (body !== '' && !has('content-type'))
      headers.push([
        'Content-Type',
        /^\s*[[{]/.test(body) ? 'application/json' : 'application/x-www-form-urlencoded',
      ]);
    return {
      method: methodOf(row),
      target: path + (query === '' ? '' : `?${query}`),
      headers,
      ...(body === '' ? {} : { body }),
    };
  }

  /** A text for a shell: it expands nothing in it, whatever a template says, but the variable of the token. */
  const quoted = (text) =>
    text
      .split('$TOKEN')
      .map((part) => (part === '' ? '' : `'${visible(part).replaceAll("'", "'\\''")}'`))
      .join('"$TOKEN"');

  /** The same for a terminal; the token itself is not written out. */
  function curlOf({ body, headers, method, target }) {
    const options = headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
    const data = body === undefined ? [] : [`--data-raw ${quoted(body)}`];
    return [
      'curl -i',
      ...(method === 'GET' ? [] : [`-X ${method}`]),
      ...options,
      ...data,
      quoted(location.origin + target),
    ].join(' ');
  }

  function preview() {
    try {
      const request = requestWith(tokens.current() === '' ? '' : '$TOKEN');
      fill(byId('preview'), `${request.method} ${request.target}`);
      fill(byId('curl'), curlOf(request));
    } catch (error) {
      fill(byId('preview'), error.message);
    }
  }

  async function send() {
    fill(byId('request-problem'), '');
    byId('send').disabled = true;
    try {
      const request = requestWith(tokens.current());
      onAnswer(await api.post('send', request), request);
    } catch (error) {
      fill(byId('request-problem'), error.message);
    } finally {
      byId('send').disabled = false;
    }
  }

  choice.addEventListener('change', prepare);
  form.addEventListener('input', preview);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    return send();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  byId('copy').addEventListener('click', async () => {
    const copying = navigator.clipboard.writeText(byId('curl').textContent);
    fill(
      byId('copied'),
      await copying.then(
        () => 'copied',
        () => 'the browser does not let it: select and copy the line',
      ),
    );
  });

  return {
    preview,
    /** The routes that can be called, in the order of the table; keeps what is chosen where it can. */
    offer: (rows) => {
      const before = choice.value;
      routes = rows.filter(({ call, stage }) => stage !== null && call.path !== null);
      fill(
        choice,
        routes.map((row) =>
          make('option', {}, `${textOf(row.method)} ${row.call.path} · ${textOf(row.stage)}`),
        ),
      );
      const again = [...choice.options].findIndex(({ value }) => value === before);
      const first = routes.findIndex(({ call }) => call.token !== null);
      choice.selectedIndex = Math.max(0, again === -1 ? first : again);
      byId('request').hidden = routes.length === 0;
      prepare();
    },
    choose: (row) => {
      choice.selectedIndex = routes.indexOf(row);
      prepare();
      choice.focus();
    },
  };
}

module.exports = { createRequestForm };
