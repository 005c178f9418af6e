/** What came back, who decided it, and why. */
function createAnswerPanel({ dom }) {
  const { badge, byId, fill, icon, list, make, visibleLines } = dom;
  const OUTCOMES = {
    forwarded: 'The request was let through to the backend.',
    answered: 'The gateway answered by itself.',
    refused: 'The gateway refused the request.',
    unemulated: 'The local gateway cannot do what the service does here, so it lets nobody through.',
  };

  function outcomeOf({ decision, error, status }) {
    if (decision !== null) return OUTCOMES[decision.outcome];
    if (error !== null) return OUTCOMES.refused;
    return status === 501 ? OUTCOMES.unemulated : OUTCOMES.forwarded;
  }

  const kindOf = (status) =>
    status < 300 ? ['locked', 'check'] : status < 400 ? ['stated', 'unpublished'] : ['open', 'cross'];

  function stepsOf({ steps }) {
    return make(
      'ol',
      { className: 'steps' },
      steps.map(({ detail, passed, step }) =>
        make(
          'li',
          { className: passed ? 'locked' : 'open' },
          icon(passed ? 'check' : 'cross'),
          make('span', { className: 'unseen' }, passed ? 'passed: ' : 'stopped: '),
          make('b', {}, step),
          ` ${detail}`,
        ),
      ),
    );
  }

  function bodyOf({ bytes, isCut, text }) {
    if (bytes === 0) return make('p', { className: 'hint' }, 'The answer has no body.');
    if (text === null) return make('p', { className: 'hint' }, `${bytes} bytes that are no text.`);
    const block = make('pre', { tabIndex: 0, 'aria-label': 'Body of the answer' });
    block.textContent = visibleLines(pretty(text));
    return isCut
      ? make(
          'div',
          {},
          block,
          make('p', { className: 'hint' }, 'There is more; only the beginning is shown.'),
        )
      : block;
  }

  function pretty(text) {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  }

  function errorList({ code, message, words }) {
    return list([
      ['Code', make('code', {}, code)],
      ['Message', message === '' ? 'none' : make('code', {}, message)],
      ...(words === null ? [] : [['Which means', words]]),
    ]);
  }

  return {
    show: (answer, { method, target }) => {
      const { body, decision, error, headers, status } = answer;
      const [kind, name] = kindOf(status);
      const path = target.split('?')[0];
      fill(
        byId('answer-status'),
        make('p', { className: 'outcome' }, badge(kind, name, String(status)), ` ${outcomeOf(answer)}`),
        make('p', { className: 'hint' }, `${method} ${path}`),
      );
      fill(
        byId('answer-body'),
        ...(error === null ? [] : [errorList(error)]),
        ...(decision === null ? [] : [make('h3', {}, 'Step by step'), stepsOf(decision)]),
        make('h3', {}, 'Body'),
        bodyOf(body),
        make('h3', {}, 'Headers'),
        list(
          headers.map(([each, value]) => [each, make('code', {}, value)]),
          { className: 'members' },
        ),
      );
      byId('answer-title').scrollIntoView({ block: 'nearest' });
    },
  };
}

module.exports = { createAnswerPanel };
