import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv from 'ajv-draft-04';
import { parseTemplate } from '../../lib/model';
import { renderFindings } from '../../lib/report';
import { pathBelow, uriBelow } from '../../lib/report/formats/template-path';
import { anyGroup, reportOf, sampleReport } from './checked-gateway';

const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true });
const isSarif = ajv.compile(sarifSchema);

const sarif = (report = sampleReport()) =>
  JSON.parse(renderFindings(report, { format: 'sarif', version: '1.2.3' }));

test('SARIF matches its schema', () => {
  const document = sarif();
  isSarif(document);
  expect(isSarif.errors ?? []).toEqual([]);
  expect(document.version).toBe('2.1.0');
  expect(document.runs).toHaveLength(1);
});

test('a result has its rule, level, place, resource and fingerprint', () => {
  const [run] = sarif().runs;
  expect(run.results[1]).toEqual({
    ruleId: 'open-route',
    ruleIndex: 1,
    level: 'error',
    message: { text: 'GET /orders/[orderId] RELEASE: anybody may call it' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'stacks/shop.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 8, startColumn: 7 },
        },
        logicalLocations: [{ name: 'Orders', fullyQualifiedName: 'shop/Orders', kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'jwtGatewayFinding/v1': expect.stringMatching(/^[0-9a-f]{16}$/) },
    properties: {
      subject: 'GET /orders/[orderId] RELEASE',
      route: 'GET /orders/[orderId]',
      stage: 'RELEASE',
      path: 'Resources.Orders.Properties.AuthType',
    },
  });
});

test('every rule has its help, and every result points to its rule', () => {
  const [{ results, tool }] = sarif().runs;
  expect(tool.driver).toMatchObject({ name: 'jwt-gateway', version: '1.2.3' });
  expect(tool.driver.rules[1]).toEqual({
    id: 'open-route',
    shortDescription: { text: 'A route is open to anyone.' },
    fullDescription: {
      text: 'Whoever finds the address can call it, and nobody can tell callers apart. That is seldom what was meant.',
    },
    help: {
      text: expect.stringContaining('How to fix it: Bind a plug-in to it.'),
      markdown: expect.stringContaining('```yaml\nResources: {}\n```'),
    },
    helpUri: 'https://example.com/authentication',
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['security'], grade: 'doc' },
  });
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
});

test('what is waived is a suppressed result with its justification', () => {
  const [{ results }] = sarif().runs;
  expect(results.slice(0, -2).every((result: object) => !('suppressions' in result))).toBe(true);
  expect(results.slice(-2).map(({ suppressions }: { suppressions: object[] }) => suppressions)).toEqual([
    [
      {
        kind: 'external',
        status: 'accepted',
        justification: 'waived until 2026-07-31 by platform team: moves in July',
        location: {
          physicalLocation: {
            artifactLocation: { uri: 'ci/waivers.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 2, startColumn: 5 },
          },
        },
        properties: { owner: 'platform team', expires: '2026-07-31', path: 'shop/Status' },
      },
    ],
    [{ kind: 'inSource', status: 'accepted', justification: 'waived in the template: probe; no data' }],
  ]);
});

test('what is not judged or not read is a notification and no result', () => {
  const [{ invocations, results }] = sarif().runs;
  const [{ toolExecutionNotifications }] = invocations;
  expect(JSON.stringify(results)).not.toContain('/dark');
  expect(toolExecutionNotifications.map(({ message }: { message: object }) => message)).toEqual([
    { text: 'GET /dark RELEASE: AuthType is a parameter' },
    { text: 'Nested is a nested stack whose template is elsewhere' },
  ]);
  expect(toolExecutionNotifications[0].associatedRule).toEqual({ id: 'open-route', index: 1 });
});

test('a message is no link and no placeholder, whatever the template says', () => {
  const name = '[click](https://example.com) {0} \u202e';
  const Resources = { [name]: { Type: 'ALIYUN::ApiGateway::Group' } };
  const text = JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', Resources });
  const [{ results }] = sarif(reportOf(parseTemplate(text, 'a.json'), { rules: [anyGroup] })).runs;
  expect(results[0].message.text).toBe('group [click] (https://example.com) { 0} \\u202e: is there');
});

test.each([
  ['.', 'cdk.out/shop.template.json', 'cdk.out/shop.template.json'],
  ['.', './a b/[c]#d?.yaml', 'a%20b/%5Bc%5D%23d%3F.yaml'],
  ['.', 'c:d.yaml', 'c%3Ad.yaml'],
  ['/work', '/work/stacks/shop.yaml', 'stacks/shop.yaml'],
  ['/work', '/elsewhere/shop.yaml', 'file:///elsewhere/shop.yaml'],
  ['/work', '/workshop/shop.yaml', 'file:///workshop/shop.yaml'],
  ['.', '../shop.yaml', '../shop.yaml'],
  ['.', '\ud800.yaml', '%EF%BF%BD.yaml'],
])('below %s, %j is the URI %j', (base, file, uri) => {
  expect(uriBelow(base, file)).toBe(uri);
});

test('the path of a file is relative to the directory it is below', () => {
  expect(pathBelow('/work', '/work/a/b.yaml')).toBe('a/b.yaml');
  expect(pathBelow('/work', '/other/b.yaml')).toBe('/other/b.yaml');
});
