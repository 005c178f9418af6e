import { answerUnemulated, answerUnsupported, refuse } from '../../lib/gateway/exchange/answer';

const TEXT = ['Content-Type', 'text/plain; charset=utf-8'];

test('a refusal says its code and the reason in headers and in its body', () => {
  expect(refuse('I400MP', 'q')).toEqual({
    response: {
      status: 400,
      headers: [['X-Ca-Error-Code', 'I400MP'], ['X-Ca-Error-Message', 'Missing Parameter: q'], TEXT],
      body: 'Missing Parameter: q\n',
    },
    outcome: 'refused',
    code: 'I400MP',
    reason: 'Missing Parameter: q',
  });
});

test('a refusal without a detail says the words of its code', () => {
  expect(refuse('I413RL', '').reason).toBe('Request body too Large');
});

test('what a rule says stands in place of all of it', () => {
  const details = { status: 451, message: 'no\n', headers: [['X-Why', 'rule'] as const], body: '' };
  expect(refuse('A403AC', 'rule', details)).toEqual({
    response: {
      status: 451,
      headers: [
        ['X-Ca-Error-Code', 'A403AC'],
        ['X-Ca-Error-Message', 'no\\u000a'],
        ['X-Why', 'rule'],
      ],
      body: '',
    },
    outcome: 'refused',
    code: 'A403AC',
    reason: 'no\\u000a',
  });
});

test('an answer of the local gateway itself has a header of its own and no error code', () => {
  expect(answerUnemulated('app', 'the caller is an app é')).toEqual({
    response: {
      status: 501,
      headers: [['X-Jwt-Gateway-Unemulated', 'app'], TEXT],
      body: 'The local gateway does not let this through, as it cannot tell what the service would do: the caller is an app \\u00e9\n',
    },
    outcome: 'unemulated',
    reason: 'the caller is an app \\u00e9',
  });
});

test('several reasons are told with each name once', () => {
  const { reason, response } = answerUnsupported(
    [
      ['app', 'a'],
      ['plugin', 'b'],
      ['app', 'c'],
    ].map(([name, why]) => ({ name, why }) as never),
  );
  expect(reason).toBe('a; b; c');
  expect(response.headers[0]).toEqual(['X-Jwt-Gateway-Unemulated', 'app, plugin']);
});
