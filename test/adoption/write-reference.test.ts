import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partsOf, writeReference } from '../../lib/adoption';
import { diffGateways } from '../../lib/diff';
import { inSameTerms, readRecording } from '../../lib/live';
import { readGateway } from '../../lib/model';
import { renderRoutes } from '../../lib/report';
import { checkGateway, RULES } from '../../lib/rules';
import { recordIn, SIXTY } from '../live/recorded-gateway';
import { formatted } from '../openapi/written-code';
import { declareGatewayOf, synthesized } from './written-folder';

const DAY = '2026-11-28';
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'adopted-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const now = new Date('2026-11-28T00:00:00Z');

test('the code of sixty APIs makes nothing, and its template says what the recording says', () => {
  const live = join(directory, 'live');
  recordIn(live, SIXTY);
  const recording = readRecording(live);
  const files = writeReference(partsOf(recording), DAY);
  const path = synthesized(directory, declareGatewayOf(files));
  const model = readGateway(path);
  expect(model.stacks[0]?.resources.size).toBe(0);
  expect(model.problems).toEqual([]);
  const { changes } = diffGateways(...inSameTerms(recording, model), { now });
  expect(changes.map(({ kind, message, place }) => [kind.id, place, message])).toEqual([]);
  for (const { path: name, text } of files) writeFileSync(join('/tmp/look-' + name), text);
  writeFileSync('/tmp/look-routes', renderRoutes(model, { format: 'text', width: 150 }));
});
