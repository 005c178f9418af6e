import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partsOf, type TakeOver, writeTakeOver } from '../../lib/adoption';
import { diffGateways } from '../../lib/diff';
import { inSameTerms, readRecording } from '../../lib/live';
import { type GatewayModel, readGateway } from '../../lib/model';
import { type Cloud, recordIn, SIXTY } from '../live/recorded-gateway';
import { compilerProblems, formatted } from '../openapi/written-code';
import { declareGatewayOf, synthesized } from './written-folder';

const DAY = '2026-11-28';
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'adopted-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function recorded(cloud: Cloud = SIXTY): GatewayModel {
  const live = join(directory, 'live');
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

test.each([false, true])('the formatter has nothing to change in the code (new plug-ins: %s)', (anew) => {
  for (const { path, text } of takenOver(recorded(), anew).files)
    if (/^(?:index|orders|plugins)\.ts$/.test(path)) expect(formatted(text)).toBe(text);
});

test('the code compiles', () => {
  const files = takenOver(recorded(), true).files.filter(({ path }) => path.endsWith('.ts'));
  expect(compilerProblems(Object.fromEntries(files.map(({ path, text }) => [path, text])))).toBe('');
});
