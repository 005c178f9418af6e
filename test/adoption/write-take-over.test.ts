import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partsOf, type TakeOver, writeTakeOver } from '../../lib/adoption';
import { diffGateways } from '../../lib/diff';
import { inSameTerms, readRecording } from '../../lib/live';
import { type GatewayModel, readGateway } from '../../lib/model';
import { tokenClaimRule } from '../../lib/plugin';
import { type Cloud, recordIn, SIXTY } from '../live/recorded-gateway';
import { KEY } from '../model/sample';
import { compilerProblems, formatted } from '../openapi/written-code';
import { declareGatewayOf, synthesized } from './written-folder';

const DAY = '2026-11-28';
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'adopted-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function recorded(cloud: Cloud = SIXTY): GatewayModel {
  const live = mkdtempSync(join(directory, 'live-'));
  recordIn(live, cloud);
  return readRecording(live);
}

function takenOver(recording: GatewayModel, newPlugins = false): TakeOver {
  return writeTakeOver(partsOf(recording), { recordedOn: DAY, newPlugins });
}

function changesAfter(recording: GatewayModel, newPlugins = false): string[] {
  const { files } = takenOver(recording, newPlugins);
  const model = readGateway(synthesized(directory, declareGatewayOf(files)));
  expect(model.problems).toEqual([]);
  const { changes } = diffGateways(...inSameTerms(recording, model), { now: 0 });
  return changes.map(({ kind, message, route = '', stage = '' }) => `${kind} ${route} ${stage} ${message}`);
}

test('the code of sixty APIs says what the recording says, but for bindings of groups', () => {
  const changes = changesAfter(recorded());
  expect(changes).toEqual([]);
});

test('with plug-ins made anew the gateway is protected alike', () => {
  const changes = changesAfter(recorded(), true);
  const others = changes.filter((change) => !/^resource-renamed|PluginName changed$/.test(change));
  expect(others).toEqual([]);
});

test('every logical id to import is one of the template, and ROS keeps what it stands for', () => {
  const { files } = takenOver(recorded());
  const path = synthesized(directory, declareGatewayOf(files));
  const { Resources } = JSON.parse(readFileSync(path, 'utf8'));
  const items = JSON.parse(files.find((each) => each.path.endsWith('.json'))?.text ?? '');
  expect(items).toHaveLength(3 + 60 + 98 + 1);
  for (const { LogicalResourceId: id, ResourceType } of items)
    expect([id, Resources[id]?.Type, Resources[id]?.DeletionPolicy]).toEqual([id, ResourceType, 'Retain']);
});

const JWK = JSON.parse(JSON.stringify(KEY));
/** The rules that our constructs make for an issuer and audiences. */
const claims = (other: object = {}) =>
  JSON.stringify({
    ...tokenClaimRule({ issuer: 'https://login.example.com', audience: ['a', 'b'] }),
    ...other,
  });
const jwtData = (other: object = {}) =>
  JSON.stringify({ parameter: 'Authorization', parameterLocation: 'header', jwk: JWK, ...other });

const PASSING = {
  requestConfig: {
    requestProtocol: 'HTTPS',
    requestHttpMethod: 'GET',
    requestPath: '/orders',
    requestMode: 'PASSTHROUGH',
  },
};

/** Two plug-ins at one API. */
function pairOf(jwt: string, rules: string, places: readonly string[] = ['list RELEASE']): Cloud {
  const other = { RELEASE: PASSING, draft: PASSING };
  return {
    groups: [
      { id: 'shop', apis: [{ id: 'list', method: 'GET', path: '/orders', stages: ['RELEASE'], other }] },
    ],
    plugins: [
      { id: 'keys', type: 'jwtAuth', data: jwt, apis: ['list RELEASE'] },
      { id: 'rules', type: 'accessControl', data: rules, apis: places },
    ],
  };
}

const pluginsFile = (cloud: Cloud) =>
  takenOver(recorded(cloud), true).files.find(({ path }) => path === 'plugins.ts')?.text ?? '';

test('a jwtAuth plug-in and the accessControl plug-in that we would make become one authorization', () => {
  const cloud = pairOf(
    jwtData({
      claimParameters: [{ claimName: 'sub', parameterName: 'X-User', location: 'header' }],
      bypassEmptyToken: true,
      preventJtiReplay: false,
    }),
    claims(),
  );
  const code = pluginsFile(cloud);
  expect(code).toContain("issuer: 'https://login.example.com',\n    audience: ['a', 'b'],");
  expect(code).not.toContain('DataPlugin');
  const changes = changesAfter(recorded(cloud), true);
  expect(changes.filter((change) => !/^resource-renamed|PluginName changed$/.test(change))).toEqual([]);
});

test.each<[string, Cloud]>([
  [
    'rules of their own',
    pairOf(jwtData(), claims({ rules: [{ name: 'x', condition: "$iss = 'y'", ifFalse: 'DENY' }] })),
  ],
  ['a plug-in bound elsewhere, too', pairOf(jwtData(), claims(), [])],
  ['a member that no authorization has', pairOf(jwtData({ later: true }), claims())],
  ['several keys', pairOf(jwtData({ jwk: undefined, jwks: [JWK, { ...JWK, kid: 'second' }] }), claims())],
  ['one key in a list', pairOf(jwtData({ jwk: undefined, jwks: [JWK] }), claims())],
  ['data that is none', pairOf('parameter: [', claims())],
])('with plug-ins made anew nothing is weaker: %s', (_words, cloud) => {
  const changes = changesAfter(recorded(cloud), true);
  expect(changes.filter((change) => !/^resource-renamed|PluginName changed$/.test(change))).toEqual([]);
});

test.each([false, true])('the formatter has nothing to change in the code (new plug-ins: %s)', (anew) => {
  for (const { path, text } of takenOver(recorded(), anew).files)
    if (/^(?:index|orders|plugins)\.ts$/.test(path)) expect(formatted(text)).toBe(text);
});

test('the code compiles', () => {
  const files = takenOver(recorded(), true).files.filter(({ path }) => path.endsWith('.ts'));
  expect(compilerProblems(Object.fromEntries(files.map(({ path, text }) => [path, text])))).toBe('');
});
