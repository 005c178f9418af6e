import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGateway } from '../../lib/model';
import type { TemplateFiles } from '../../lib/template';
import { Unknown } from '../../lib/template';
import { refusal } from './refusal';
import { inWords, OPEN, PROTECTED, template } from './sample';

const onPosix = process.platform === 'win32' ? test.skip : test;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'read-gateway-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const write = (name: string, content: unknown) =>
  writeFileSync(
    join(directory, name),
    typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content),
  );
const stack = (templateFile: unknown, stackName = 'shop') => ({
  type: 'aliyun:ros:stack',
  properties: { templateFile, stackName },
});
const manifest = (artifacts: unknown) => write('manifest.json', { version: '7.0.0', artifacts });
const refused = (path = directory) => {
  const found = refusal(() => readGateway(path));
  return found === 'read' ? found : { ...found, message: found.message.replaceAll(directory, 'DIR') };
};

test('all stacks of a cdk.out are read, in the order of the manifest', () => {
  write('b.template.json', template(OPEN));
  write('a.template.json', template(PROTECTED));
  manifest({
    Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    b: stack('b.template.json'),
    a: stack('a.template.json'),
  });
  const { routes } = readGateway(directory);
  expect(routes.map((r) => `${r.stack} ${r.id} ${r.stages.map((s) => inWords(s.protection))}`)).toEqual([
    'b Api public',
    'a Api jwt',
  ]);
  expect(`${routes[0]?.origin}`).toMatch(/b\.template\.json:1:\d+$/);
});

test('the stray copy that ROS CDK writes of a nested stack is not read', () => {
  write('shop.template.json', template(OPEN));
  write('undefined.template.json', template(OPEN));
  manifest({
    undefined: stack('undefined.template.json', `\${Token[TOKEN.15]}`),
    shop: stack('shop.template.json'),
  });
  expect(readGateway(directory).routes.map((route) => route.stack)).toEqual(['shop']);
});

test('a template by hand in YAML is read', () => {
  const { groups, routes } = readGateway(join(__dirname, '../fixtures/templates/shop.yaml'));
  expect(groups.map(({ internetEnable, name }) => [name, internetEnable])).toEqual([['shop_orders', false]]);
  expect(
    routes.map((r) => [
      r.route?.signature,
      r.stages.map((s) => [s.stage, inWords(s.protection)]),
      r.origin.line,
    ]),
  ).toEqual([
    ['GET /orders', [[new Unknown('Ref Stage (default "RELEASE")'), 'jwt']], 33],
    ['GET /health', [[new Unknown('Ref Stage (default "RELEASE")'), 'public']], 48],
  ]);
});

test.each<[string, () => void, string, string]>([
  [
    'a directory without manifest',
    () => {},
    'file-unreadable',
    'DIR: the directory has no readable manifest.json (name a template file, or the directory that ros-cdk synth writes (cdk.out))',
  ],
  [
    'a manifest of something else',
    () => write('manifest.json', '{}'),
    'template-invalid',
    'DIR/manifest.json: is not the manifest of a ROS CDK app: it has no artifacts',
  ],
  [
    'an app without stacks',
    () => manifest({}),
    'template-invalid',
    'DIR/manifest.json: the app has no stack',
  ],
  [
    'a stack without a file',
    () => manifest({ shop: stack(undefined) }),
    'template-invalid',
    'DIR/manifest.json: the stack "shop" has no templateFile',
  ],
  [
    'a file that is not there',
    () => manifest({ shop: stack('gone.json') }),
    'file-unreadable',
    'DIR/gone.json: no such file or directory',
  ],
  [
    'a path that leads out',
    () => manifest({ shop: stack('../../etc/passwd') }),
    'template-invalid',
    'DIR/manifest.json: names the template "../../etc/passwd" outside its directory',
  ],
  [
    'an absolute path',
    () => manifest({ shop: stack('/etc/passwd') }),
    'template-invalid',
    'DIR/manifest.json: names the template "/etc/passwd" outside its directory',
  ],
])('%s is refused', (_, prepare, code, message) => {
  prepare();
  expect(refused()).toEqual({ code, message });
});

onPosix('a link that leads out of the directory is not followed', () => {
  mkdirSync(join(directory, 'cdk.out'));
  write('secret.json', template(OPEN));
  symlinkSync('../secret.json', join(directory, 'cdk.out', 'shop.template.json'));
  write('cdk.out/manifest.json', { artifacts: { shop: stack('shop.template.json') } });
  expect(refused(join(directory, 'cdk.out'))).toEqual({
    code: 'template-invalid',
    message: 'DIR/cdk.out/manifest.json: names the template "shop.template.json" outside its directory',
  });
});

test.each<[string, unknown, string, string]>([
  [
    'bytes that are not UTF-8',
    Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
    'template-invalid',
    'is not UTF-8 text',
  ],
  [
    'a file of 17 MB',
    Buffer.alloc(17 * 1024 * 1024, 0x20),
    'file-unreadable',
    'has 17825792 bytes; 8388608 are read (ROS takes templates of up to 512 KB)',
  ],
  [
    'a document that is no template',
    { name: 'shop' },
    'template-invalid',
    '1:1: is not a ROS template: it has no ROSTemplateFormatVersion (a ROS template has ROSTemplateFormatVersion: 2015-09-01 and Resources)',
  ],
  [
    'a list',
    [],
    'template-invalid',
    '1:1: is not a ROS template: it is no object (a ROS template has ROSTemplateFormatVersion: 2015-09-01 and Resources)',
  ],
  [
    'a template without resources',
    { ROSTemplateFormatVersion: '2015-09-01' },
    'template-invalid',
    '1:1: has no Resources that can be read (a ROS template has ROSTemplateFormatVersion: 2015-09-01 and Resources)',
  ],
])('%s is refused', (_, content, code, message) => {
  write('t.json', content);
  const found = refused(join(directory, 't.json'));
  expect(found).toEqual({ code, message: expect.stringMatching(/^DIR\/t\.json:/) });
  expect(found === 'read' ? '' : found.message.replace(/^DIR\/t\.json:\s?/, '')).toBe(message);
});

test('a path with nothing at it is refused', () => {
  expect(refused(join(directory, 'gone.json'))).toEqual({
    code: 'file-unreadable',
    message: 'DIR/gone.json: no such file or directory',
  });
});

onPosix('a pipe is refused without waiting for its other end', () => {
  execFileSync('mkfifo', [join(directory, 'pipe.json')]);
  expect(refused(join(directory, 'pipe.json'))).toEqual({
    code: 'file-unreadable',
    message: 'DIR/pipe.json: is not a plain file',
  });
});

test('files may come from anywhere', () => {
  const files: TemplateFiles = {
    isDirectory: () => false,
    realPath: (path) => path,
    read: () => Buffer.from(JSON.stringify(template(OPEN))),
  };
  expect(readGateway('git:HEAD:shop.template.json', { files }).routes).toHaveLength(1);
});
