import type { JsonWebKey } from 'node:crypto';
import { PrivateKeySet } from '../../lib/jwk';
import { type PlanOptions, type ProbeReport, planProbe, probe } from '../../lib/probe';
import { renderVerification } from '../../lib/report';
import schema from '../../lib/report/schemas/verification.schema.json';
import { displayWidth } from '../../lib/text';
import { fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { api, deployment, getAtt, group, model } from '../model/sample';
import { counter, type Defect, fakeGateway, fixtureKeys, gatewayModel, now } from '../probe/fake-gateway';
import { impostorOf } from '../probe/impostors';
import { schemaProblems } from './schema-problems';

const options: PlanOptions = {
  base: new URL('https://api.example.com'),
  signingKeys: [PrivateKeySet.parse(fixtureText('ES256')).signingKey()],
  now,
  random: counter(),
  createImpostor: impostorOf,
};

/** What a gateway shows, and every token that was sent to it. */
async function reportOn(
  defect?: Defect,
  jwt = {},
): Promise<{ readonly report: ProbeReport; readonly sent: readonly string[] }> {
  const sent: string[] = [];
  const answer = fakeGateway(fixtureKeys('ES256'), defect);
  const plan = await planProbe(gatewayModel(fixturePublicJwk('ES256') as JsonWebKey, jwt), options);
  const report = await probe(plan, {
    send: async (request) => {
      sent.push(
        ...(`${request.url} ${JSON.stringify(request.headers)}`.match(/eyJ[\w-]+\.[\w-]*\.[\w-]*/g) ?? []),
      );
      return answer(request);
    },
  });
  return { report, sent };
}

test.each([
  ['that does all it must', undefined],
  ['that lets everybody in', () => true],
] as const)('the JSON of a gateway %s is as its schema says', async (_, defect) => {
  const { report } = await reportOn(defect);
  expect(schemaProblems(JSON.parse(renderVerification(report, { format: 'json' })), schema)).toEqual([]);
});

test.each(['text', 'json'] as const)('no token stands in the %s', async (format) => {
  for (const location of ['header', 'query', 'cookie']) {
    const { report, sent } = await reportOn(() => true, { parameter: 'token', parameterLocation: location });
    const shown = renderVerification(report, { format });
    expect(sent.length).toBeGreaterThan(20);
    expect(sent.filter((token) => shown.includes(token))).toEqual([]);
    expect(shown).not.toMatch(/eyJ/);
    expect(shown).toContain('<expired>');
  }
});

test('the table fits, is painted only when asked, and has the worst first', async () => {
  const resources = {
    Group: group(),
    Open: api('GET /open'),
    OpenRelease: deployment({ ApiId: getAtt('Open', 'ApiId') }),
    Later: api(`GET /later/${'x'.repeat(80)}`),
    Down: api('GET /down', { AuthType: 'APP' }),
    DownRelease: deployment({ ApiId: getAtt('Down', 'ApiId') }),
  };
  const plan = await planProbe(model(resources), options);
  const report = await probe(plan, { send: async () => ({ status: 200, headers: [] }) });
  const text = renderVerification(report, { format: 'text', width: 80 });
  const table = text.slice(0, text.indexOf('\n\n')).split('\n');
  expect(table.map((line) => line.replace(/\s+/g, ' ').slice(0, 34))).toEqual([
    'METHOD PATH STAGE PROTECTION VERDI',
    'GET /down RELEASE app FAILED lets ',
    'GET /open RELEASE public proved le',
    expect.stringMatching(/^GET \/later\/x+…x+$/),
  ]);
  expect(text).not.toContain('\u001b');
  expect(renderVerification(report, { format: 'text', color: true })).toContain('\u001b[31mFAILED');
  expect(Math.max(...table.map(displayWidth))).toBeLessThanOrEqual(110);
});

test('a text from a template cannot act on a terminal or leave its quotes', async () => {
  const hostile = model({
    Group: group({ BasePath: "/a'; rm -rf ~; '\u001b[2J\u202e" }),
    Api: api(),
    Release: deployment(),
  });
  const plan = await planProbe(hostile, options);
  const report = await probe(plan, {
    send: async () => ({ status: 403, headers: [['X-Ca-Error-Code', 'A403JT']] }),
  });
  const text = renderVerification(report, { format: 'text' });
  expect([...text].filter((character) => '\u001b\u202e'.includes(character))).toEqual([]);
  expect(text).toContain("/a'\\''; rm -rf ~; '\\''\\u001b[2J\\u202e/orders'");
});
