import type { Outcome, ProbeAnswer, ProbeRequest, TrialVerdict } from '../../lib/probe';
import { findUnreachable, routeVerdict, type Sender, tryAttempt } from '../../lib/probe/attempt';
import type { Loose } from '../model/sample';
import { refused } from './fake-gateway';

const coded = (code: unknown) => Object.assign(new Error('no'), { code });

test.each<[string, unknown, string | undefined]>([
  ['a timeout', new DOMException('slow', 'TimeoutError'), 'no answer in time'],
  ['ECONNREFUSED', coded('ECONNREFUSED'), 'no answer: the connection was refused (ECONNREFUSED)'],
  ['ECONNRESET', coded('ECONNRESET'), 'no answer: the connection was closed (ECONNRESET)'],
  ['ENOTFOUND', coded('ENOTFOUND'), 'no answer: there is no such host (ENOTFOUND)'],
  ['EAI_AGAIN', coded('EAI_AGAIN'), 'no answer: the name could not be looked up (EAI_AGAIN)'],
  [
    'CERT_HAS_EXPIRED',
    coded('CERT_HAS_EXPIRED'),
    'no answer: its certificate has expired (CERT_HAS_EXPIRED)',
  ],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    coded('DEPTH_ZERO_SELF_SIGNED_CERT'),
    'no answer: its certificate is self-signed (DEPTH_ZERO_SELF_SIGNED_CERT)',
  ],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    coded('ERR_TLS_CERT_ALTNAME_INVALID'),
    'no answer: its certificate is for another host (ERR_TLS_CERT_ALTNAME_INVALID)',
  ],
  ['another code', coded('EPIPE'), 'no answer: EPIPE'],
  [
    'the cause of what fetch throws',
    new TypeError('fetch failed', { cause: coded('EPIPE') }),
    'no answer: EPIPE',
  ],
  [
    'an error before its cause',
    Object.assign(new TypeError('fetch failed', { cause: coded('EPIPE') }), { code: 'E' }),
    'no answer: E',
  ],
  ['a code that is none of the network’s', coded(7), undefined],
  ['a bug', new TypeError('a bug'), undefined],
  ['a cause without a code', new TypeError('a bug', { cause: 'x' }), undefined],
  ['no error at all', undefined, undefined],
  ['null', null, undefined],
])('why no answer came, in a few words: %s', (_, error, expected) => {
  expect(findUnreachable(error)).toBe(expected);
});

test.each<[string, readonly TrialVerdict[], string]>([
  ['nothing was tried', [], 'skipped'],
  ['all was left out or may be either', ['skipped', 'note'], 'skipped'],
  ['one did what it must', ['skipped', 'pass', 'note'], 'proved'],
  ['one could not be told', ['pass', 'open', 'pass'], 'open'],
  ['one did what it must not', ['pass', 'open', 'fail', 'skipped'], 'failed'],
])('how a route ends where %s', (_, verdicts, expected) => {
  expect(routeVerdict(verdicts.map((verdict): Loose => ({ verdict })))).toBe(expected);
});

const UNSIGNED: Loose = {
  base: new URL('https://api.example.com'),
  draft: { method: 'GET', path: '/orders', query: [], headers: [], body: undefined },
  place: { location: 'header', name: 'Authorization' },
  ownHeaders: new Set(),
};

const answering = (...answers: (ProbeAnswer | Error)[]) => {
  const requests: ProbeRequest[] = [];
  const sender: Sender = {
    send: async (request) => {
      requests.push(request);
      const answer = answers[requests.length - 1];
      if (answer === undefined) throw new Error('one request more than expected');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    pace: async () => {},
    timeoutMillis: 60_000,
  };
  return { sender, tokens: () => requests.map(({ headers }) => headers[0]?.[1]) };
};

const tried = (more: Loose = {}): Loose => ({
  unsigned: UNSIGNED,
  kind: 'expired',
  must: 'refuse',
  attempt: { values: [{ text: 'T' }] },
  good: undefined,
  ...more,
});

const ID = ['X-Ca-Request-Id', '1'] as const;
const FINE: ProbeAnswer = { status: 200, headers: [ID] };
const ABSENT: ProbeAnswer = { status: 404, headers: [ID] };
const UNREADABLE: ProbeAnswer = { status: 404, headers: [] };

const REFUSED: Outcome = { kind: 'refused', status: 403, code: 'A403JE' };
const NOT_TOLD: Outcome = {
  kind: 'unclear',
  status: 404,
  why: "answered 404, but not with a refusal of the gateway's own: this may be the backend, or no gateway at all",
};

test.each<
  [string, 'refuse' | 'accept' | 'either', ProbeAnswer, ProbeAnswer | undefined, TrialVerdict, Outcome]
>([
  ['what must be refused is', 'refuse', refused('A403JE'), undefined, 'pass', REFUSED],
  ['what must be refused is let in', 'refuse', FINE, undefined, 'fail', { kind: 'through', status: 200 }],
  ['what must be let in is', 'accept', FINE, undefined, 'pass', { kind: 'through', status: 200 }],
  ['what must be let in is refused', 'accept', refused('A403JE'), undefined, 'fail', REFUSED],
  ['what may be either is let in', 'either', FINE, undefined, 'note', { kind: 'through', status: 200 }],
  ['what may be either is not told', 'either', UNREADABLE, undefined, 'note', NOT_TOLD],
  [
    'the backend of a good one has an error',
    'accept',
    ABSENT,
    undefined,
    'pass',
    { kind: 'through', status: 404 },
  ],
  ['a good one comes to no gateway', 'accept', UNREADABLE, undefined, 'open', NOT_TOLD],
  [
    'a good one is refused by a plug-in behind',
    'accept',
    { status: 401, headers: [ID, ['WWW-Authenticate', 'Bearer realm="x"']], words: 'Jwt is expired' },
    undefined,
    'pass',
    { kind: 'through', status: 401 },
  ],
  ['the backend of a bad one has an error', 'refuse', ABSENT, undefined, 'open', NOT_TOLD],
  ['a bad one gets the good one’s error', 'refuse', ABSENT, ABSENT, 'fail', { kind: 'through', status: 404 }],
])('the verdict where %s', async (_, must, answer, good, verdict, outcome) => {
  const { sender } = answering(answer);
  const ended = await tryAttempt(tried({ must, good }), sender);
  expect(ended).toEqual({
    trial: {
      kind: 'expired',
      variant: undefined,
      must,
      verdict,
      outcome,
      why: outcome.kind === 'unclear' ? outcome.why : undefined,
      request: {
        method: 'GET',
        url: 'https://api.example.com/orders',
        headers: [['Authorization', 'Bearer <expired>']],
      },
    },
    answer: { ...answer, url: 'https://api.example.com/orders' },
  });
});

test('Access Denied is a refusal where the good token came to a backend', async () => {
  const good = { status: 200, headers: [['x-envoy-upstream-service-time', '1']] };
  const { sender } = answering({ status: 403, headers: [], words: 'Access Denied' });
  const { trial } = await tryAttempt(tried({ good }), sender);
  expect(trial).toMatchObject({ verdict: 'pass', outcome: { kind: 'refused', code: 'Access Denied' } });
});

test('an answer that does not come is none, and proves nothing', async () => {
  const { sender } = answering(coded('ECONNRESET'));
  const { answer, trial } = await tryAttempt(tried({ must: 'accept' }), sender);
  const why = 'no answer: the connection was closed (ECONNRESET)';
  expect([answer, trial.verdict, trial.why]).toEqual([undefined, 'open', why]);
  expect(trial.outcome).toEqual({ kind: 'unclear', status: undefined, why });
});

const REPLAY = { before: [{ text: 'FIRST' }], values: [{ text: 'SECOND' }] };

test.each<[string, readonly (ProbeAnswer | Error)[], TrialVerdict, string | undefined, number | undefined]>([
  ['let in, then refused', [FINE, refused('S403JU')], 'pass', undefined, 403],
  ['let in by a backend with an error, then refused', [ABSENT, refused('S403JU')], 'pass', undefined, 403],
  ['let in twice', [FINE, FINE], 'fail', undefined, 200],
  ['refused', [refused('A403JK')], 'open', 'the token was not let in the first time: refused with 403', 403],
  [
    'not told',
    [UNREADABLE],
    'open',
    `the token was not let in the first time: ${NOT_TOLD.kind === 'unclear' ? NOT_TOLD.why : ''}`,
    404,
  ],
  ['not answered', [coded('E')], 'open', 'the token was not let in the first time: no answer: E', undefined],
])('what has to be let in first is: %s', async (_, answers, verdict, why, status) => {
  const { sender, tokens } = answering(...answers);
  const { answer, trial } = await tryAttempt(tried({ attempt: REPLAY }), sender);
  expect([trial.verdict, trial.why, trial.outcome?.status]).toEqual([verdict, why, status]);
  expect(tokens()).toEqual(['Bearer FIRST', 'Bearer SECOND'].slice(0, answers.length));
  expect(answer?.status).toBe(answers.length === 2 ? status : undefined);
});
