import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGateway } from '../../lib/gateway';
import { readRecording } from '../../lib/live';
import { now } from '../token/handmade-token';
import { recordIn, SIXTY } from './recorded-gateway';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'served-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** The routes and stages that answer a request without a token, and those that do not. */
async function answers(isMissing?: (file: string) => boolean) {
  recordIn(directory, SIXTY, isMissing);
  const gateway = createGateway(readRecording(directory), {
    now,
    fetch: () => Promise.reject(new Error('no network in tests')),
    mock: true,
  });
  const found = { answered: new Set<string>(), refused: new Set<string>(), wrong: [] as string[] };
  for (const { label, stage, stageName } of gateway.routes) {
    const [method = '', path = ''] = label.split(' ');
    const { status } = await gateway.handle({
      method,
      protocol: 'http',
      host: '127.0.0.1',
      target: path.replace(/\[[^\]]*\]/g, 'b'),
      headers: [['X-Ca-Stage', stageName]],
      body: undefined,
      clientAddress: '127.0.0.1',
    });
    const isAnswered = status < 400;
    found[isAnswered ? 'answered' : 'refused'].add(`${label} ${stageName}`);
    if (isAnswered !== (stage.protection.kind === 'public'))
      found.wrong.push(`${label} ${stageName} ${status}`);
  }
  return found;
}

test('a served recording answers what its model calls public without a token, and refuses all else', async () => {
  const { answered, refused, wrong } = await answers();
  expect(wrong).toEqual([]);
  expect([answered.size, refused.size]).toEqual([21, 77]);
  expect(refused).toContain('GET /invoice RELEASE');
  expect(answered).toContain('GET /shop/export RELEASE');
});

test('where it is not recorded what plug-ins are bound to, nothing is answered that may have one', async () => {
  const { answered } = await answers((file) => file === 'plugins-1');
  expect([...answered]).toEqual([]);
});
