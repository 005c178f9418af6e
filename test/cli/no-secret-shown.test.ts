import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { run } from '../../lib/cli';
import { createConsole } from '../../lib/console';
import { applyLevels, CHANGE_KINDS, diffGateways } from '../../lib/diff';
import { createGateway, EXPLAIN_HEADER } from '../../lib/gateway';
import { parseTemplate } from '../../lib/model';
import { renderDiff, renderFindings, renderRoutes, renderRoutesHtml } from '../../lib/report';
import { applyWaivers, checkGateway, RULES } from '../../lib/rules';
import { gatewaySerializer } from '../../lib/testing';
import { getAtt, JWT, type Loose } from '../model/sample';
import { createCapturedIo } from './captured-io';

const NUM_RUNS = Number(process.env.NUM_RUNS ?? 300);

/** Secrets as they are made: no words, and not the same twice. */
const secrets = fc
  .tuple(
    fc.integer(),
    fc.constantFrom('base64', 'base64url', 'hex', 'symbols'),
    fc.integer({ min: 12, max: 40 }),
  )
  .map(([seed, kind, length]) => {
    const digest = createHash('sha512').update(String(seed)).digest();
    const text = digest.toString(kind === 'hex' ? 'hex' : kind === 'base64' ? 'base64' : 'base64url');
    return kind === 'symbols'
      ? text.slice(0, length).replace(/[aeiou]/g, '!$%"')
      : `${text.slice(0, length - 2)}0Z`;
  });

const of = (type: string, Properties: Loose, more: object = {}): object => ({
  Type: `ALIYUN::ApiGateway::${type}`,
  Properties,
  ...more,
});

const filled = (name: string): string => `of $\{${name}}`;

const PEM = (secret: string): string => {
  const body = Buffer.from(secret.repeat(4)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`;
};

/** A gateway with a value of everything that can be secret; `other` stands everywhere but at one place. */
const PLACES: Readonly<Record<string, (secret: string, template: Loose) => void>> = {
  'an AppCode': (s, { Resources: { App } }) => (App.Properties.AppCode = s),
  'an AppSecret through Fn::Join': (s, { Resources: { App } }) =>
    (App.Properties.AppSecret = { 'Fn::Join': ['', ['v1', s]] }),
  'a password of basicAuth': (s, { Resources: { Basic } }) =>
    (Basic.Properties.PluginData = JSON.stringify({ users: [{ username: 'a', password: s }] })),
  'a password of basicAuth in YAML': (s, { Resources: { Basic } }) =>
    (Basic.Properties.PluginData = stringify({ users: [{ username: 'a', password: s }] })),
  'a password of basicAuth that is put together': (s, { Resources: { Basic } }) =>
    (Basic.Properties.PluginData = {
      'Fn::Sub': JSON.stringify({ users: [{ username: filled('ALIYUN::StackName'), password: s }] }),
    }),
  'the secret of a signature': (s, { Resources: { Basic } }) =>
    Object.assign(Basic.Properties, {
      PluginType: 'backendSignature',
      PluginData: { type: 'APIGW_BACKEND', key: 'a', secret: s },
    }),
  'a secret in a plug-in that is refused': (s, { Resources: { Jwt } }) =>
    (Jwt.Properties.PluginData = JSON.stringify({ ...JWT, secret: s, jwk: { kty: 'oct', k: s }, token: 5 })),
  'the constant Authorization': (s, { Resources: { Api } }) => constant(Api, 'Authorization', `Basic ${s}`),
  'the constant X-Api-Key': (s, { Resources: { Api } }) => constant(Api, 'X-Api-Key', s),
  'the constant db_password': (s, { Resources: { Api } }) => constant(Api, 'db_password', s),
  'a constant in a nested stack, masked': (s, template) => {
    const Resources: Loose = { ...template.Resources };
    Resources.Api = structuredClone(Resources.Api);
    constant(Resources.Api, 'X-Other', { Ref: 'Secret' });
    template.Resources = {
      Inner: {
        Type: 'ALIYUN::ROS::Stack',
        Properties: {
          Parameters: { Secret: s },
          TemplateBody: {
            ROSTemplateFormatVersion: '2015-09-01',
            Parameters: { Secret: { Type: 'String', NoEcho: true, Default: s } },
            Resources,
          },
        },
      },
    };
    Resources.Api.Properties.Description = { Ref: 'Secret' };
    Resources.Api.Properties.RequestConfig.RequestPath = { Ref: 'Secret' };
  },
  'a variable of a stage': (s, { Resources: { Stage } }) => (Stage.Properties.Variables.DbPassword = s),
  'a user and a password of a backend': (s, t) =>
    backend(t, `https://user:${encodeURIComponent(s)}@b.example.com`),
  'a password of a backend without a user': (s, t) =>
    backend(t, `https://:${encodeURIComponent(s)}@b.example.com`),
  'a user of a backend': (s, t) => backend(t, `https://${encodeURIComponent(s)}@b.example.com`),
  'a password of a backend that is put together': (s, t) =>
    backend(t, { 'Fn::Join': ['', ['https://user:', encodeURIComponent(s), '@', { Ref: 'Host' }]] }),
  'a token in the query of a backend': (s, t) =>
    backend(t, `https://b.example.com/?a=1&access_token=${encodeURIComponent(s)}`),
  'a masked default': (s, { Parameters }) => (Parameters.Masked.Default = s),
  'a masked default that is used': (s, { Parameters, Resources: { Api, Group } }) => {
    Parameters.Masked.Default = s;
    Api.Properties.Description = { 'Fn::Sub': filled('Masked') };
    Group.Properties.GroupName = { Ref: 'Masked' };
    Api.Properties.ServiceConfig.ServicePath = { 'Fn::Join': ['', ['/', { Ref: 'Masked' }]] };
  },
  'the private key of a domain': (s, { Resources: { Domain } }) =>
    (Domain.Properties.CertificatePrivateKey = PEM(s)),
  'the certificate of a domain': (s, { Resources: { Domain } }) =>
    (Domain.Properties.CertificateBody = PEM(s)),
  'a fixed answer': (s, { Resources: { Api } }) =>
    Object.assign(Api.Properties.ServiceConfig, { Mock: 'TRUE', MockResult: JSON.stringify({ api_key: s }) }),
  'a header of a fixed answer': (s, { Resources: { Api } }) =>
    Object.assign(Api.Properties.ServiceConfig, {
      MockHeaders: [{ HeaderName: 'Set-Cookie', HeaderValue: s }],
    }),
  'a description': (s, { Resources: { Api } }) =>
    (Api.Properties.Description = `password: ${JSON.stringify(s)}`),
  'an output': (s, template) => (template.Outputs = { ApiSecret: { Value: s } }),
  metadata: (s, template) => (template.Metadata = { credentials: { a: [s] } }),
  'metadata of an API': (s, { Resources: { Api } }) => (Api.Metadata = { note: PEM(s), AccessToken: s }),
  'a private key in a constant': (s, { Resources: { Api } }) =>
    constant(Api, 'X-Key', JSON.stringify({ kty: 'oct', k: s })),
};

function constant(api: Loose, ServiceParameterName: string, ConstValue: unknown): void {
  api.Properties.ConstParameters = [{ ServiceParameterName, Location: 'HEAD', ConstValue }];
}

function backend({ Resources: { Api } }: Loose, address: unknown): void {
  Api.Properties.ServiceConfig.ServiceAddress = address;
}

function templateWith(place: string, secret: string): Loose {
  const Ids = { ApiId: getAtt('Api', 'ApiId') };
  const template: Loose = {
    ROSTemplateFormatVersion: '2015-09-01',
    Parameters: { Masked: { Type: 'String', NoEcho: true }, Host: { Type: 'String' } },
    Resources: {
      Group: of('Group', { GroupName: 'orders', InternetEnable: true }),
      Api: of('Api', {
        GroupId: getAtt('Group', 'GroupId'),
        ApiName: 'an_api',
        AuthType: 'ANONYMOUS',
        RequestConfig: {
          RequestHttpMethod: 'GET',
          RequestPath: '/a',
          RequestMode: 'MAPPING',
          RequestProtocol: 'HTTP',
        },
        ServiceConfig: {
          ServiceProtocol: 'HTTPS',
          ServiceAddress: 'https://b.example.com',
          ServicePath: '/a',
          ServiceHttpMethod: 'GET',
        },
      }),
      Live: of('Deployment', { ...Ids, GroupId: getAtt('Group', 'GroupId'), StageName: 'RELEASE' }),
      Jwt: of('Plugin', { PluginName: 'jwt', PluginType: 'jwtAuth', PluginData: JSON.stringify(JWT) }),
      Basic: of('Plugin', { PluginName: 'basic', PluginType: 'basicAuth', PluginData: '{"users":[]}' }),
      Bound: of('PluginAttachment', { ...Ids, PluginId: getAtt('Basic', 'PluginId'), StageName: 'RELEASE' }),
      App: of('App', { AppName: 'shop' }),
      Domain: of('CustomDomain', { DomainName: 'a.example.com', GroupId: getAtt('Group', 'GroupId') }),
      Stage: of('StageConfig', {
        GroupId: getAtt('Group', 'GroupId'),
        StageName: 'TEST',
        Variables: { Host: 'a' },
      }),
    },
  };
  PLACES[place]?.(secret, template);
  return template;
}

/** No output may hold any of these, nor eight characters of one. */
function writingsOf(secret: string): string[] {
  const base64 = [0, 1, 2].map((before) =>
    Buffer.from(' '.repeat(before) + secret)
      .toString('base64')
      .slice(before === 0 ? 0 : 4, -4),
  );
  const all = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...base64];
  return [...all, Buffer.from(secret).toString('base64url').slice(0, -4)].filter((text) => text.length >= 8);
}

function expectWithout(secret: string, output: string, what: string): void {
  for (const text of writingsOf(secret))
    for (let i = 0; i + 8 <= text.length; i += 1)
      if (output.includes(text.slice(i, i + 8)))
        throw new Error(
          `${what} shows ${text.slice(i, i + 8)} of ${secret}:\n${lineWith(output, text.slice(i, i + 8))}`,
        );
}

function lineWith(output: string, text: string): string {
  return (output.split('\n').find((line) => line.includes(text)) ?? '').slice(0, 600);
}

const NOW = Date.UTC(2026, 0, 1);

function outputsOf(text: string, file: string): Record<string, string> {
  const model = parseTemplate(text, file);
  const result = applyWaivers(checkGateway(model, RULES), [], { rules: RULES, now: NOW });
  const lines = text.split('\n');
  const findings = { model, result, rules: RULES };
  const lineOf = (_: string, line: number) => lines[line - 1];
  return Object.fromEntries([
    ...(['text', 'json', 'markdown', 'sarif', 'github'] as const).map((format) => [
      `check ${format}`,
      renderFindings(findings, { format, lineOf, showWaived: true, version: '1' }),
    ]),
    ...(['text', 'json', 'markdown'] as const).map((format) => [
      `routes ${format}`,
      renderRoutes(model, { format }),
    ]),
    ['routes html', renderRoutesHtml(model)],
  ]);
}

const DIFF_FORMATS = ['text', 'json', 'markdown', 'sarif', 'github'] as const;

function diffsOf(base: string, head: string, file: string): Record<string, string> {
  const found = diffGateways(parseTemplate(base, file), parseTemplate(head, file));
  const diff = applyLevels(found, [], NOW);
  return Object.fromEntries(
    DIFF_FORMATS.map((format) => [
      `diff ${format}`,
      renderDiff({ diff, kinds: CHANGE_KINDS }, { format, version: '1' }),
    ]),
  );
}

const planted = fc.record({
  place: fc.constantFrom(...Object.keys(PLACES)),
  secret: secrets,
  other: secrets,
  isYaml: fc.boolean(),
  isOneLine: fc.boolean(),
  look: fc.constantFrom('alone', 'as head', 'as base', 'added', 'removed'),
});

const written = (template: object, isYaml: boolean, isOneLine: boolean): string =>
  isYaml ? stringify(template) : JSON.stringify(template, null, isOneLine ? 0 : 2);

test('no format of check, routes and diff shows a secret, wherever it stands', () => {
  fc.assert(
    fc.property(planted, ({ isOneLine, isYaml, look, other, place, secret }) => {
      fc.pre(secret !== other);
      const file = isYaml ? 'a.yaml' : 'a.json';
      const text = (value: string) => written(templateWith(place, value), isYaml, isOneLine);
      const [mine, theirs, none] = [
        text(secret),
        text(other),
        written(templateWith('none', ''), isYaml, isOneLine),
      ];
      const outputs = {
        alone: () => outputsOf(mine, file),
        'as head': () => diffsOf(theirs, mine, file),
        'as base': () => diffsOf(mine, theirs, file),
        added: () => diffsOf(none, mine, file),
        removed: () => diffsOf(mine, none, file),
      }[look];
      for (const [name, output] of Object.entries(outputs()))
        expectWithout(secret, output, `${place}: ${name}`);
    }),
    { numRuns: NUM_RUNS },
  );
});

test('a fingerprint of a change does not tell secrets from each other', () => {
  for (const place of ['an AppCode', 'the constant X-Api-Key', 'a masked default']) {
    const prints = ['Zq81-kQ0pplm-aaa', 'Hw72-vB9xxcv-bbb'].map((secret) => {
      const file = 'a.json';
      const text = (value: string) => JSON.stringify(templateWith(place, value));
      const { 'diff json': json = '' } = diffsOf(text('Lm55-first-ever'), text(secret), file);
      return (JSON.parse(json) as { changes: { fingerprint: string }[] }).changes.map(
        (each) => each.fingerprint,
      );
    });
    expect(prints[0]).toEqual(prints[1]);
  }
});

test('neither the log nor the page nor an explanation of serve shows a secret', async () => {
  await fc.assert(
    fc.asyncProperty(planted, async ({ place, secret }) => {
      // What a fixed answer says, every caller is told.
      fc.pre(!place.includes('fixed answer'));
      const model = parseTemplate(JSON.stringify(templateWith(place, secret)), 'a.json');
      const told: unknown[] = [];
      const gateway = createGateway(model, {
        now: () => NOW,
        fetch: () => Promise.reject(new TypeError('fetch failed')),
        mock: true,
        explain: true,
        onDecision: (decision) => told.push(decision),
      });
      const page = createConsole({ now: () => NOW, served: () => ({ model, gateway }) });
      const request = (target: string, body?: object): Loose => ({
        method: body === undefined ? 'GET' : 'POST',
        protocol: 'http',
        host: '127.0.0.1',
        target,
        headers: [
          ['Host', '127.0.0.1'],
          ['Content-Type', 'application/json'],
        ],
        body: body === undefined ? undefined : [Buffer.from(JSON.stringify(body))],
        clientAddress: '127.0.0.1',
      });
      const answers = [
        await gateway.handle(request('/a')),
        await page(request('/__gateway/routes')),
        await page(request('/__gateway/send', { method: 'GET', target: '/a', headers: [] })),
      ];
      for (const answer of answers) {
        expect(answer?.status).toBeDefined();
        told.push(answer?.headers, String(answer?.body));
      }
      expect(answers[0]?.headers.some(([name]) => name === EXPLAIN_HEADER)).toBe(true);
      expectWithout(secret, JSON.stringify(told), place);
    }),
    { numRuns: Math.min(NUM_RUNS, 1_000) },
  );
});

describe('by the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-secrets-'));
  mkdirSync(join(folder, 'keys'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const SECRET = 'q7Zp-K2vX/9mWs+Rt4Lb';

  async function outputOf(...argv: string[]): Promise<string> {
    const io = createCapturedIo({
      cwd: folder,
      send: () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })),
    });
    await run(argv, io);
    return io.written.stdout + io.written.stderr;
  }

  test.each(Object.keys(PLACES))('no command shows %s', async (place) => {
    writeFileSync(join(folder, 'mine.json'), JSON.stringify(templateWith(place, SECRET)));
    writeFileSync(join(folder, 'none.yaml'), stringify(templateWith('none', '')));
    for (const argv of [
      ['check', 'mine.json', '--format', 'infraguard'],
      ['check', 'mine.json', '--output', 'out.txt'],
      ['diff', 'mine.json', 'none.yaml'],
      ['diff', 'none.yaml', 'mine.json', '--format', 'github'],
      ['routes', 'mine.json'],
      ['serve', 'mine.json', '--mock', '--port', '0', '--explain'],
      ['verify', 'http://127.0.0.1:1', '--template', 'mine.json', '--format', 'json'],
      ['token', 'inspect', `eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.`, '--template', 'mine.json'],
    ])
      expectWithout(SECRET, await outputOf(...argv), `${place}: ${argv.join(' ')}`);
    expectWithout(SECRET, readFileSync(join(folder, 'out.txt'), 'utf8'), `${place}: --output`);
  });

  test.each([
    ['a.json', `{"ROSTemplateFormatVersion":"2015-09-01","Resources":{"A":{"AppCode":"${SECRET}" "b":1}}}`],
    ['a.json', `{"AppCode":"${SECRET}`],
    ['a.json', `{"AppCode":${SECRET}}`],
    ['a.json', `{"AppCode":"a","${SECRET}":1,"${SECRET}":2}`],
    ['a.json', `"${SECRET}"`],
    [
      'a.json',
      JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', Transform: SECRET, Resources: SECRET }),
    ],
    ['a.yaml', `AppCode: "${SECRET}\nb: 1`],
    ['a.yaml', `AppCode: @${SECRET}`],
    ['a.yaml', `AppCode: !${SECRET} a`],
    ['a.yaml', `AppCode: *${SECRET.replace(/\W/g, '')}`],
    ['a.yaml', `AppCode: "a" ${SECRET}`],
    ['a.yaml', `AppCode: a\n ${SECRET}: b: c`],
    ['a.yaml', `${SECRET}: 1\n${SECRET}: 2`],
    ['a.yaml', `AppCode: |9${SECRET}`],
    ['a.yaml', `AppCode: "\\${SECRET}"`],
    ['a.yaml', `%${SECRET}\n---\na: 1`],
  ])('no error quotes the secret of a document that cannot be read: %s %s', async (file, text) => {
    writeFileSync(join(folder, file), text);
    for (const command of ['check', 'routes', 'serve']) {
      const output = await outputOf(command, file);
      expect(output).toContain('error:');
      for (const secret of [SECRET, SECRET.replace(/\W/g, '')]) expectWithout(secret, output, command);
    }
  });
});

test('a snapshot shows no secret of a plug-in', () => {
  const secret = 'q7Zp-K2vX-9mWs-Rt4Lb';
  for (const data of [
    { users: [{ username: 'a', password: secret }] },
    { type: 'APIGW_BACKEND', key: 'a', secret },
    { jwk: { kty: 'oct', k: secret } },
  ])
    for (const PluginData of [JSON.stringify(data), stringify(data), data]) {
      const resource = of('Plugin', { PluginName: 'a', PluginType: 'basicAuth', PluginData });
      expect(gatewaySerializer.test(resource)).toBe(true);
      const print = (value: unknown) => JSON.stringify(value);
      const shown = gatewaySerializer.serialize(resource, {}, '', 0, [], print);
      expectWithout(secret, shown, 'the snapshot');
    }
});
