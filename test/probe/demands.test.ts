import { TOKEN_KIND_IDS, type TokenKindId, tokenKind } from '../../lib/probe';
import { demandOn, demandWithoutToken } from '../../lib/probe/demands';
import type { Loose } from '../model/sample';

const LOCK = {
  kind: 'jwt',
  issuer: undefined,
  audience: undefined,
  otherClaims: [],
  allowsMissingToken: false,
  ignoresExpiry: false,
  preventsReplay: false,
};

const locked = (...locks: string[]) => ({
  kind: 'locked',
  locks: locks.map((kind) => ({ kind })),
  perhaps: [],
});

const CONTEXT = {
  route: { disableInternet: undefined },
  protection: locked('jwt'),
  place: { location: 'header', name: 'Authorization' },
  hasOwnHeaders: false,
};

/** What a gateway must do, or why that is not tried. */
function demand(kind: TokenKindId, lock: Loose = {}, context: Loose = {}): string {
  const found = demandOn(kind, { ...LOCK, ...lock }, { ...CONTEXT, ...context });
  return 'skip' in found ? found.skip : found.must;
}

const ONLY_WHERE_ASKED: Loose = {
  'wrong-issuer': 'no issuer rule',
  'wrong-audience': 'no audience rule',
  'missing-claim': 'no other claim is demanded',
  'wrong-claim': 'no other claim is demanded',
  'scope-part': 'no scope is demanded',
  'missing-jti': 'preventJtiReplay is off',
  replayed: 'preventJtiReplay is off',
};

test.each(TOKEN_KIND_IDS)(
  'a plain lock must do with a token what all must, or has no rule for it: %s',
  (kind) => {
    expect(demand(kind)).toBe(ONLY_WHERE_ASKED[kind] ?? tokenKind(kind).must);
  },
);

const PUBLIC = { kind: 'public' };
const UNKNOWN = { kind: 'unknown', why: 'AuthType is Ref Auth' };

test.each<[string, Loose, string]>([
  ['public', PUBLIC, 'accept'],
  ['locked', locked('jwt'), 'refuse'],
  ['not known', UNKNOWN, 'either'],
])('a request without a token, where the route is %s', (_, protection, must) => {
  expect(demandWithoutToken(protection)).toEqual({ must });
  expect(demand('no-token', {}, { protection })).toBe(must);
});

const QUERY = { location: 'query', name: 'access_token' };
const HEADER = { location: 'header', name: 'access_token' };

test.each<[TokenKindId, string, Loose, Loose, string]>([
  ['empty-token', 'a token may be left out', { allowsMissingToken: true }, {}, 'either'],
  ['scheme-only', 'a token may be left out', { allowsMissingToken: true }, {}, 'either'],
  ['query-token', 'a token may be left out', { allowsMissingToken: true }, {}, 'either'],
  ['garbage', 'a token may be left out', { allowsMissingToken: true }, {}, 'refuse'],
  [
    'scheme-only',
    'the token has a header of its own',
    {},
    { place: HEADER },
    'the token is not in Authorization',
  ],
  ['scheme-only', 'the place is not known', {}, { place: undefined }, 'refuse'],
  ['query-token', 'the token is in the query', {}, { place: QUERY }, 'the token is in the query'],
  ['query-token', 'the token has another name there', {}, { place: { ...QUERY, name: 'token' } }, 'refuse'],
  ['query-token', 'a header has the name', {}, { place: HEADER }, 'refuse'],
  ['query-token', 'the place is not known', {}, { place: undefined }, 'refuse'],
  ['expired', 'exp is ignored', { ignoresExpiry: true }, {}, 'ignoreExpirationCheck is on'],
  ['just-expired', 'exp is ignored', { ignoresExpiry: true }, {}, 'ignoreExpirationCheck is on'],
  ['not-yet-valid', 'exp is ignored', { ignoresExpiry: true }, {}, 'refuse'],
  ['missing-jti', 'replays are refused', { preventsReplay: true }, {}, 'refuse'],
  ['replayed', 'replays are refused', { preventsReplay: true }, {}, 'refuse'],
])('%s, where %s', (kind, _, lock, context, expected) => {
  expect(demand(kind, lock, context)).toBe(expected);
});

const values = (...accepted: string[]) => ({ kind: 'values', values: accepted });
const condition = (more: Loose = {}) => ({ kind: 'condition', condition: "$iss like 'a%'", ...more });
const unknown = { kind: 'unknown', why: 'Ref Rule' };

test.each(['issuer', 'audience'] as const)(
  'another %s is refused where a rule lists those that are not',
  (claim) => {
    const kind = `wrong-${claim}` as const;
    expect(demand(kind, { [claim]: values('a') })).toBe('refuse');
    expect(demand(kind, { [claim]: condition() })).toBe('either');
    expect(demand(kind, { [claim]: unknown })).toBe('either');
    expect(demand('good', { [claim]: values() })).toBe('its rules accept no token');
    expect(demand('good', { [claim]: values('a') })).toBe('accept');
    expect(demand('good', { [claim]: condition() })).toBe('accept');
  },
);

test.each<[string, Loose[], string, string]>([
  ['a value', [{ claim: 'role', rule: values('admin') }], 'refuse', 'no scope is demanded'],
  ['a condition without words', [{ claim: 'role', rule: condition() }], 'refuse', 'no scope is demanded'],
  ['words', [{ claim: 'scope', rule: condition({ words: ['a'] }) }], 'refuse', 'refuse'],
  [
    'a value of one claim and words of another',
    [
      { claim: 'role', rule: values('admin') },
      { claim: 'scope', rule: condition({ words: ['a'] }) },
    ],
    'refuse',
    'refuse',
  ],
])('other claims: %s', (_, otherClaims, claim, scope) => {
  expect(demand('missing-claim', { otherClaims })).toBe(claim);
  expect(demand('wrong-claim', { otherClaims })).toBe(claim);
  expect(demand('scope-part', { otherClaims })).toBe(scope);
});

const perhaps = { ...locked('jwt'), perhaps: [{ kind: 'app', why: 'AuthType is Fn::If IsProd' }] };

test.each<[string, Loose, string]>([
  ['a route that is on the internet', { route: { disableInternet: false } }, 'accept'],
  ['a route for a VPC alone', { route: { disableInternet: true } }, 'only callers in a VPC get through'],
  [
    'a route of which that is not known',
    { route: { disableInternet: { expression: 'Ref Internet' } } },
    'only callers in a VPC get through',
  ],
  ['an optional token of a public route', { protection: PUBLIC }, 'accept'],
  [
    'another lock',
    { protection: locked('jwt', 'app') },
    'it takes app authentication, too (--header may give it)',
  ],
  [
    'two other locks',
    { protection: locked('jwt', 'basic', 'app') },
    'it takes basic and app authentication, too (--header may give it)',
  ],
  [
    'another lock that a header may open',
    { protection: locked('jwt', 'app'), hasOwnHeaders: true },
    'accept',
  ],
  [
    'what may be another lock',
    { protection: perhaps },
    'it may take app authentication, too: AuthType is Fn::If IsProd (--header may give it)',
  ],
  ['what may be another lock that a header opens', { protection: perhaps, hasOwnHeaders: true }, 'accept'],
])('a good token opens its own lock only: %s', (_, context, expected) => {
  expect(demand('good', {}, context)).toBe(expected);
});
