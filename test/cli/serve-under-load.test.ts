import { closeSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { now } from '../gateway/shop-gateway';
import { RunningCommand } from './running-command';

const VERSIONS = 100;
const CALLERS = 4;

const folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-rewritten-'));
const file = join(folder, 'shop.yaml');
let isOver = false;
afterAll(() => {
  isOver = true;
  rmSync(folder, { recursive: true });
});

/** Odd versions are locked, and name themselves in what they refuse; even ones are public, and answer their number. */
const isLocked = (version: number) => version % 2 === 1;

/** The binding stands last: without its end this is a template of a public route. */
const textOf = (version: number): string => `ROSTemplateFormatVersion: '2015-09-01'
Resources:
  Shop: {Type: ALIYUN::ApiGateway::Group, Properties: {GroupName: shop}}
  Orders:
    Type: ALIYUN::ApiGateway::Api
    Properties:
      GroupId: {Ref: Shop}
      AuthType: ANONYMOUS
      RequestConfig: {RequestHttpMethod: GET, RequestPath: /orders, RequestProtocol: HTTP}
      ServiceConfig: {ServiceProtocol: HTTP, Mock: 'TRUE', MockResult: 'version ${version}', MockStatusCode: 200}
  Customers:
    Type: ALIYUN::ApiGateway::Plugin
    Properties:
      PluginType: jwtAuth
      PluginData: {parameter: Token-${version}, parameterLocation: header, jwk: ${JSON.stringify(fixturePublicJwk('ES256'))}}
  Release: {Type: ALIYUN::ApiGateway::Deployment, Properties: {GroupId: {Ref: Shop}, ApiId: {Ref: Orders}, StageName: RELEASE}}
${isLocked(version) ? '  Bound: {Type: ALIYUN::ApiGateway::PluginAttachment, Properties: {ApiId: {Ref: Orders}, PluginId: {Ref: Customers}, StageName: RELEASE}}\n' : ''}`;

/** Ways in which programs write files. */
const WRITERS: readonly ((text: string, look: () => Promise<void>) => void | Promise<void>)[] = [
  (text) => writeFileSync(file, text),
  (text) => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  },
  async (text, look) => {
    const opened = openSync(file, 'w');
    await look();
    const half = text.indexOf('  Release:') + '  Release: {Type: A'.length;
    writeSync(opened, text.slice(0, text.lastIndexOf('\n', half) + 1));
    await look();
    writeSync(opened, text.slice(text.lastIndexOf('\n', half) + 1));
    closeSync(opened);
  },
];

interface Answer {
  readonly status: number;
  readonly version: number;
}

async function ask(url: string): Promise<Answer> {
  const response = await fetch(`${url}/orders`);
  const words = (await response.text()) + response.headers.get('X-Ca-Error-Message');
  return { status: response.status, version: Number(/(?:version |Token-)(\d+)/.exec(words)?.[1]) };
}

test('a template that is rewritten under load is served wholly or not at all, and lets nobody in whom it refuses', async () => {
  writeFileSync(file, textOf(0));
  const command = new RunningCommand(['serve', 'shop.yaml', '--port', '0'], { cwd: folder, now });
  const [, url = ''] = await command.until(/^(http:\S+) serves/m);
  const answers: Answer[] = [];
  const served: number[] = [];
  const callers = Array.from({ length: CALLERS }, async () => {
    while (!isOver) answers.push(await ask(url));
  });
  for (let version = 1; version <= VERSIONS; version += 1) {
    await WRITERS[version % WRITERS.length]?.(textOf(version), async () => {
      command.tick();
      answers.push(await ask(url));
    });
    for (let look = 0; look < 4; look += 1) command.tick();
    served.push((await ask(url)).version);
  }
  isOver = true;
  await Promise.all(callers);
  command.stop();
  expect(await command.ended).toBe(0);
  expect(served).toEqual(Array.from({ length: VERSIONS }, (_, i) => i + 1));
  const wrong = answers.filter(({ status, version }) => status !== (isLocked(version) ? 400 : 200));
  expect(wrong).toEqual([]);
  expect(new Set(answers.map(({ version }) => version)).size).toBeGreaterThan(VERSIONS / 2);
  expect(command.io.written.stderr.match(/^serving shop\.yaml as it is now$/gm)).toHaveLength(VERSIONS);
}, 60_000);
