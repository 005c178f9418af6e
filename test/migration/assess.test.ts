import { assessMigration, CHECKLIST, parseDecisions, TOPICS } from '../../lib/migration';
import { renderAssessment } from '../../lib/report';
import schema from '../../lib/report/schemas/assessment.schema.json';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { api, binding, deployment, getAtt, group, type Loose, model, plugin } from '../model/sample';
import { schemaProblems } from '../report/schema-problems';

const NOON = Date.parse('2026-11-28T12:00:00Z');

/** One route behind a JWT plug-in, with what a test changes. */
function gateway(jwt: Loose = {}, more: Loose = {}) {
  return model({
    Group: group(),
    Api: api(),
    Release: deployment(),
    Jwt: plugin('jwtAuth', {
      parameter: 'Authorization',
      parameterLocation: 'header',
      jwk: fixturePublicJwk('RS256'),
      ...jwt,
    }),
    Binding: binding(),
    ...more,
  });
}

const assess = (of: ReturnType<typeof model>, decisions = '', now = NOON) =>
  assessMigration(of, {
    now,
    decisions: decisions === '' ? [] : parseDecisions(decisions, 'decisions.yaml'),
  });
const idsOf = (of: ReturnType<typeof model>) => assess(of).routes[0]?.topics.map(({ id }) => id);

const rules = (condition: string): Loose => ({
  Rules: plugin('accessControl', {
    parameters: { iss: 'Token:iss', role: 'Token:role' },
    rules: [{ name: 'a', condition, ifFalse: 'DENY' }],
  }),
  RulesBinding: binding({ PluginId: getAtt('Rules', 'PluginId') }),
});
const bound = (type: string, data: Loose): Loose => ({
  Other: plugin(type, data),
  OtherBinding: binding({ PluginId: getAtt('Other', 'PluginId') }),
});

test.each<[string, ReturnType<typeof model>, readonly string[]]>([
  ['a token in Authorization', gateway(), ['jwt-keys']],
  ['each token once', gateway({ preventJtiReplay: true }), ['replay', 'jwt-keys']],
  ['a token that may be missing', gateway({ bypassEmptyToken: true }), ['optional-token', 'jwt-keys']],
  ['expired tokens', gateway({ ignoreExpirationCheck: true }), ['expired-tokens', 'jwt-keys']],
  ['one issuer', gateway({}, rules("$iss = 'a'")), ['exact-claims', 'jwt-keys']],
  ['two issuers', gateway({}, rules("$iss = 'a' or $iss = 'b'")), ['several-keys', 'jwt-keys']],
  [
    'claims to a header and to the query',
    gateway({
      claimParameters: [
        { claimName: 'sub', parameterName: 'X-User', location: 'header' },
        { claimName: 'role', parameterName: 'role', location: 'query' },
      ],
    }),
    ['claim-elsewhere', 'claim-to-header', 'jwt-keys'],
  ],
  [
    'an app beside the token',
    gateway({}, { Api: api('GET /orders', { AuthType: 'APP' }) }),
    ['app-signature', 'jwt-keys'],
  ],
  [
    'a limit of addresses',
    gateway({}, bound('ipControl', { type: 'ALLOW', items: [{ blocks: ['192.0.2.0/24'] }] })),
    ['ip-control', 'jwt-keys'],
  ],
  ['a plug-in that is not known', gateway({}, bound('caching', {})), ['other-plugin', 'jwt-keys']],
])('what becomes of %s', (_, of, expected) => {
  expect(idsOf(of)).toEqual(expected);
});

test('the days are those of UTC+8, and a day that has passed is told', () => {
  const days = (now: string) =>
    assess(gateway(), '', Date.parse(now)).deadlines.map(({ daysLeft }) => daysLeft);
  expect(days('2026-11-28T15:59:59Z')).toEqual([-97, 113, 297]);
  expect(days('2026-11-28T16:00:00Z')).toEqual([-98, 112, 296]);
  expect(days('2027-03-20T16:00:00Z')[1]).toBe(0);
});

const decision = (more = '') => `decisions:
- {plugin: Jwt, topic: replay, decision: shorter tokens, reason: the backend remembers jti, owner: team, expires: '2027-01-01'}
${more}`;

test('a decision settles its topic until its day, and one that fits nothing is told', () => {
  const of = gateway({ preventJtiReplay: true });
  expect(assess(of).routes[0]?.standing).toBe('becomes weaker');
  expect(assess(of, decision()).routes[0]?.standing).toBe('carries over');
  const late = assess(of, decision(), Date.parse('2027-01-02T12:00:00Z'));
  expect([late.routes[0]?.standing, late.expired.length]).toEqual(['becomes weaker', 1]);
  const more = "- {route: GET /none, topic: cors, decision: d, reason: r, owner: o, expires: '2027-01-01'}\n";
  expect(assess(of, decision(more)).unused.map(({ route }) => route)).toEqual(['GET /none']);
});

test.each([
  ['no list', 'a: b', 'has no list of decisions'],
  ['a topic that there is not', decision().replace('replay', 'replays'), 'is no topic'],
  ['a day that there is not', decision().replace('2027-01-01', '2027-02-30'), 'must be a day'],
  ['neither route nor plugin', decision().replace('plugin: Jwt, ', ''), 'must have either route or plugin'],
  ['no owner', decision().replace('owner: team, ', ''), 'is missing'],
])('a file of decisions with %s is bad input', (_, text, message) => {
  expect(() => parseDecisions(text, 'd.yaml')).toThrow(
    expect.objectContaining({ code: 'decisions-invalid', message: expect.stringContaining(message) }),
  );
});

test('every format says the same, and the document is what its schema says', () => {
  const assessment = assess(gateway({ preventJtiReplay: true }), decision());
  const render = (format: 'text' | 'markdown' | 'json' | 'html') =>
    renderAssessment(assessment, { format, place: 'shop.yaml', hide: (text) => text });
  for (const format of ['text', 'markdown', 'html'] as const) {
    expect(render(format)).toContain('each token is taken once');
    expect(render(format)).toContain('shorter tokens');
    expect(render(format)).toContain('113 days left');
  }
  expect(schemaProblems(JSON.parse(render('json')), schema)).toEqual([]);
});

test('nothing is published before it is protected, and every topic says what to do', () => {
  const at = (word: RegExp) => CHECKLIST.findIndex((step) => word.test(step));
  expect(at(/attach it/)).toBeLessThan(at(/^Publish/));
  expect(at(/^Publish/)).toBeLessThan(at(/Move DNS/));
  for (const { remedy, why } of Object.values(TOPICS)) expect([why, remedy]).not.toContain('');
});
