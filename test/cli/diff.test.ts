import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../lib/cli';
import { createContext } from '../../lib/cli/context';
import { openSynthesizedSource } from '../../lib/cli/sources/synthesized-source';
import { createCapturedIo } from './captured-io';
import { CLEAN_ENV, commit, git, newFolder, newRepository, removeFolders, write } from './git-repository';

afterAll(removeFolders);

/** A template with one route, published to RELEASE, that an app, nobody at all or nobody knows who may call. */
const template = (authType: 'APP' | 'ANONYMOUS' | { readonly Ref: string }, path = '/orders') =>
  JSON.stringify(
    {
      ROSTemplateFormatVersion: '2015-09-01',
      Resources: {
        Shop: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'shop', InternetEnable: false } },
        Orders: {
          Type: 'ALIYUN::ApiGateway::Api',
          Properties: {
            GroupId: { Ref: 'Shop' },
            AuthType: authType,
            RequestConfig: { RequestHttpMethod: 'GET', RequestPath: path },
          },
        },
        OrdersRelease: {
          Type: 'ALIYUN::ApiGateway::Deployment',
          Properties: { GroupId: { Ref: 'Shop' }, ApiId: { Ref: 'Orders' }, StageName: 'RELEASE' },
        },
      },
    },
    undefined,
    2,
  );
const PROTECTED = template('APP');
const OPEN = template('ANONYMOUS');

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function diff(cwd: string, ...args: readonly string[]): Promise<Ended> {
  const io = createCapturedIo({ cwd, env: CLEAN_ENV });
  const status = await run(['diff', ...args], io);
  const { stderr, stdout } = io.written;
  return { status, stdout, stderr: stderr.replaceAll(`${cwd}/`, '') };
}

const verdictOf = ({ stdout }: Ended) => stdout.trimEnd().split('\n').at(-1);

describe('two files', () => {
  const folder = newFolder();
  write(folder, {
    'a.json': PROTECTED,
    'b.json': OPEN,
    'same.json': JSON.stringify(JSON.parse(PROTECTED)),
    'unknown.json': template({ Ref: 'Auth' }),
  });

  test.each<[string, string, readonly string[], number]>([
    ['a.json', 'b.json', [], 1],
    ['b.json', 'a.json', [], 0],
    ['b.json', 'a.json', ['--fail-on', 'break'], 1],
    ['b.json', 'a.json', ['--fail-on', 'weaker,break'], 1],
    ['b.json', 'a.json', ['--fail-on', 'weaker', '--fail-on', 'break'], 1],
    ['b.json', 'a.json', ['--fail-on', 'any'], 1],
    ['a.json', 'b.json', ['--fail-on', 'none'], 0],
    ['a.json', 'b.json', ['--fail-on', 'break'], 0],
    ['a.json', 'b.json', ['--fail-on', 'none', '--fail-on-unknown'], 0],
    ['a.json', 'b.json', ['--output', 'status.txt'], 1],
    ['a.json', 'same.json', ['--fail-on', 'any'], 0],
    ['a.json', 'same.json', ['--fail-on', 'any', '--fail-on-unknown'], 0],
    ['a.json', 'unknown.json', [], 0],
    ['a.json', 'unknown.json', ['--fail-on-unknown'], 1],
    ['a.json', 'unknown.json', ['--fail-on', 'none', '--fail-on-unknown'], 1],
  ])('%s and %s with %j end with %i', async (base, head, args, status) => {
    expect((await diff(folder, base, head, ...args)).status).toBe(status);
  });

  test('that differ in their layout only have no change', async () => {
    expect(verdictOf(await diff(folder, 'a.json', 'same.json'))).toBe('No change');
  });

  test('are written to a file whole', async () => {
    const { stderr, stdout } = await diff(
      folder,
      'a.json',
      'b.json',
      '--format',
      'json',
      '--output',
      'out.json',
    );
    expect([stdout, stderr]).toEqual(['', 'wrote out.json\n']);
    expect(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')).summary.posture.weaker).toBe(1);
  });

  test('make a comment with the name that was asked for', async () => {
    const { stdout } = await diff(
      folder,
      'a.json',
      'b.json',
      '--format',
      'markdown',
      '--comment-id',
      'shop-eu',
    );
    expect(stdout.split('\n')[0]).toBe('<!-- jwt-gateway diff shop-eu -->');
  });
});

describe('an option', () => {
  const folder = newFolder();
  const twice = (authType: 'APP' | 'ANONYMOUS', path = '/other') => {
    const [{ Resources, ...rest }, other] = [
      JSON.parse(template(authType)),
      JSON.parse(template(authType, path)),
    ];
    const { Orders: Other, OrdersRelease: OtherRelease } = other.Resources;
    OtherRelease.Properties.ApiId = { Ref: 'Other' };
    return JSON.stringify({ ...rest, Resources: { ...Resources, Other, OtherRelease } });
  };
  write(folder, {
    'a.json': PROTECTED,
    'two.json': twice('APP'),
    'open.json': twice('ANONYMOUS'),
    'moved.json': twice('ANONYMOUS', '/moved'),
  });
  const lines = ({ stdout }: Ended) => stdout.split('\n');

  test.each(['a', 'A1', 'shop-eu', 'a_b.c-1', 'x'.repeat(60)])('--comment-id takes %s', async (name) => {
    const ended = await diff(folder, 'a.json', 'a.json', '--format', 'markdown', '--comment-id', name);
    expect({ status: ended.status, first: lines(ended)[0] }).toEqual({
      status: 0,
      first: `<!-- jwt-gateway diff ${name} -->`,
    });
  });

  test.each(['', '-', 'a-', '-a', 'a--b', '.a', '_a', 'a b', 'a>', 'x'.repeat(61)])(
    '--comment-id refuses "%s"',
    async (name) => {
      const { status, stderr, stdout } = await diff(folder, 'a.json', 'a.json', `--comment-id=${name}`);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toBe(
        `jwt-gateway: error: option '--comment-id <name>' argument '${name}' is invalid; expected letters, digits, and single - _ . between them (see 'jwt-gateway diff --help')\n`,
      );
    },
  );

  test.each([
    ['1', 1],
    ['2', 2],
    ['999999', 2],
  ])('--max-rows takes %s', async (count, shown) => {
    const args = ['two.json', 'moved.json', '--format', 'markdown', '--max-rows', count];
    const rows = lines(await diff(folder, ...args)).filter((line) => line.startsWith('| ❌'));
    expect(rows).toHaveLength(shown);
  });

  test.each(['', '0', '01', '-1', '1.5', '1e3', '1000000', ' 1', 'all'])(
    '--max-rows refuses "%s"',
    async (count) => {
      const { status, stderr, stdout } = await diff(folder, 'a.json', 'a.json', `--max-rows=${count}`);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toBe(
        `jwt-gateway: error: option '--max-rows <number>' argument '${count}' is invalid; expected a number from 1 to 999999 (see 'jwt-gateway diff --help')\n`,
      );
    },
  );

  test('--fail-on says what is a failure in a report of tests', async () => {
    const failures = async (what: string) => {
      const { stdout } = await diff(folder, 'two.json', 'open.json', '--format', 'junit', '--fail-on', what);
      return /<testsuite [^>]*failures="(\d+)"/.exec(stdout)?.[1];
    };
    expect([await failures('none'), await failures('break'), await failures('weaker')]).toEqual([
      '0',
      '0',
      '2',
    ]);
  });
});

describe('what is not there', () => {
  const folder = newFolder();
  write(folder, { 'a.json': OPEN, 'bad.json': '{' });

  test.each<[string, readonly string[], string]>([
    ['a base', ['gone.json', 'a.json'], 'gone.json: no such file or directory'],
    [
      'a head, whatever is allowed of the base',
      ['a.json', 'gone.json', '--allow-missing-base'],
      'gone.json: no such file or directory',
    ],
    [
      'a revision, whatever is allowed',
      ['git:main:a.json', 'a.json', '--allow-missing-base'],
      'git:main: git refuses: not a git repository (or any of the parent directories): .git',
    ],
    [
      'a base that cannot be read',
      ['bad.json', 'a.json', '--allow-missing-base'],
      'bad.json:1:2: is not JSON: ',
    ],
    [
      'both',
      ['a.json'],
      "there is nothing to compare with (name a head or say --synth, and not both; see 'jwt-gateway diff --help')",
    ],
    [
      'a choice',
      ['a.json', 'a.json', '--synth'],
      "--synth makes the head itself (name a head or say --synth, and not both; see 'jwt-gateway diff --help')",
    ],
    [
      'a threshold',
      ['a.json', 'a.json', '--fail-on', 'worse'],
      "option '--fail-on <what>' argument 'worse' is invalid; allowed choices are weaker, open, break, outage, any, none (see 'jwt-gateway diff --help')",
    ],
    [
      'none with another',
      ['a.json', 'a.json', '--fail-on', 'none,any'],
      "option '--fail-on <what>' argument 'none,any' is invalid. none stands alone (see 'jwt-gateway diff --help')",
    ],
    [
      'a name that would end a comment',
      ['a.json', 'a.json', '--comment-id', 'a--><img>'],
      "option '--comment-id <name>' argument 'a--><img>' is invalid; expected letters",
    ],
    ['an app', ['a.json', '--synth'], 'cdk.json: no such file or directory'],
  ])('%s is bad input, and no result', async (_, args, message) => {
    const { status, stderr, stdout } = await diff(folder, ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`jwt-gateway: error: ${message}`);
    expect(stderr.split('\n')).toHaveLength(2);
  });

  test('as a base counts as empty where that is said, and then all of the head is new', async () => {
    const { status, stdout } = await diff(folder, 'gone.json', 'a.json', '--allow-missing-base');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^weaker .*GET \/orders/m);
  });
});

describe('a revision', () => {
  const folder = newRepository();
  commit(folder, { 'services/shop/template.json': PROTECTED });
  git(folder, 'checkout', '--quiet', '-b', 'topic');
  commit(folder, { 'services/shop/template.json': OPEN });
  const shop = join(folder, 'services/shop');

  test('is compared with a file, with places that git knows', async () => {
    const ended = await diff(shop, 'git:main:./template.json', 'template.json');
    expect(ended.status).toBe(1);
    expect(ended.stdout).toContain('    was       git:main:services/shop/template.json:11:5\n');
    expect(ended.stdout).toMatch(
      /^base {2}git:main:services\/shop\/template\.json\nhead {2}.*template\.json$/m,
    );
  });

  test('is named in SARIF and annotations by the file of the work tree', async () => {
    const args = ['git:main:./template.json', 'git:topic:./template.json'];
    const sarif = JSON.parse((await diff(shop, ...args, '--format', 'sarif')).stdout);
    const [{ physicalLocation }] = sarif.runs[0].results[0].locations;
    expect(physicalLocation.artifactLocation.uri).toBe('template.json');
    expect((await diff(shop, ...args, '--format', 'github')).stdout).toMatch(
      /^::error file=template\.json,line=/,
    );
  });

  test('without the file counts as empty where that is said', async () => {
    write(folder, { 'new.json': OPEN });
    const args = ['git:main:new.json', 'new.json'];
    expect((await diff(folder, ...args)).stderr).toContain(
      'git:main:new.json: no such file or directory in this revision',
    );
    expect((await diff(folder, ...args, '--allow-missing-base')).status).toBe(1);
  });
});

describe('what was not read', () => {
  const folder = newFolder();
  const nested = JSON.parse(PROTECTED);
  nested.Resources.More = {
    Type: 'ALIYUN::ROS::Stack',
    Properties: { TemplateURL: 'https://example.com/a.json' },
  };
  write(folder, { 'a.json': JSON.stringify(nested) });

  test('is said, and fails where that is asked', async () => {
    const ended = await diff(folder, 'a.json', 'a.json');
    expect(ended.status).toBe(0);
    expect(verdictOf(ended)).toBe('No change in what could be read · 2 places not read');
    expect((await diff(folder, 'a.json', 'a.json', '--fail-on-unknown')).status).toBe(1);
  });
});

describe('a file of levels', () => {
  const levels = (posture: string) =>
    `changes:\n  - { kind: authentication-removed, path: 'GET /orders', posture: ${posture}, reason: a page for all }\n`;
  const project = (files: Readonly<Record<string, string>>) => {
    const folder = newFolder();
    write(folder, { 'a.json': PROTECTED, 'b.json': OPEN, ...files });
    return folder;
  };

  test('counts where it stands under its name, and is named in the verdict', async () => {
    const ended = await diff(project({ 'jwt-gateway.changes.yaml': levels('neutral') }), 'a.json', 'b.json');
    expect(ended.status).toBe(0);
    expect(verdictOf(ended)).toBe(
      'Not weaker, and callers keep working · 1 change judged by a file of levels',
    );
    expect(ended.stdout).toContain('    level     in general weaker: anybody may call it,');
  });

  test('counts under another name where that is said, and only then', async () => {
    const folder = project({ 'levels.yaml': levels('neutral') });
    expect((await diff(folder, 'a.json', 'b.json')).status).toBe(1);
    expect((await diff(folder, 'a.json', 'b.json', '--levels', 'levels.yaml')).status).toBe(0);
  });

  test('that is for no change is reported, and fails nothing', async () => {
    const folder = project({ 'jwt-gateway.changes.yaml': levels('weaker') });
    const { status, stdout } = await diff(folder, 'b.json', 'a.json', '--format', 'json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout).levels).toMatchObject([{ message: 'no change of that kind is there' }]);
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['is not there', {}, 'levels.yaml: no such file or directory'],
    [
      'says nothing that is known',
      { 'levels.yaml': levels('better') },
      'levels.yaml: is no list of levels: $.changes[0].posture must be one of',
    ],
  ])('is bad input where it %s', async (_, files, message) => {
    const { status, stderr, stdout } = await diff(
      project(files),
      'a.json',
      'b.json',
      '--levels',
      'levels.yaml',
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`jwt-gateway: error: ${message}`);
  });
});

describe('--synth', () => {
  const manifest = {
    artifacts: { shop: { type: 'aliyun:ros:stack', properties: { templateFile: 'shop.template.json' } } },
  };
  /** An app that writes what is in `head.json`, with its context as the description. */
  const APP = `
    const { copyFileSync, writeFileSync } = require('node:fs');
    const { join } = require('node:path');
    const out = (name) => join(process.env.CDK_OUTDIR, name);
    console.log('printed by the app');
    console.error(process.env.CDK_CONTEXT_JSON);
    writeFileSync(out('manifest.json'), ${JSON.stringify(JSON.stringify(manifest))});
    copyFileSync('head.json', out('shop.template.json'));
  `;
  const project = (files: Readonly<Record<string, string>>) => {
    const folder = newFolder();
    write(folder, { 'a.json': PROTECTED, 'head.json': OPEN, 'app.js': APP, ...files });
    return folder;
  };
  const cdkJson = (settings: object) => ({ 'cdk.json': JSON.stringify(settings) });

  test('runs the app into a directory that is gone afterwards, and prints on stdout nothing but the result', async () => {
    const folder = project({
      ...cdkJson({ app: 'node app.js', context: { stage: 'test' } }),
      'cdk.context.json': '{"stage": "other", "zone": "a"}',
    });
    const before = readdirSync(folder);
    const { status, stderr, stdout } = await diff(folder, 'a.json', '--synth', '--format', 'github');
    expect(status).toBe(1);
    expect(stderr).toContain('printed by the app\n');
    expect(stderr).toContain('{"stage":"test","zone":"a"}\n');
    expect(stdout).toMatch(/^::error file=cdk\.out\/shop\.template\.json,line=\d+,col=\d+,title=/);
    expect(readdirSync(folder)).toEqual(before);
  });

  test('names its places so that nobody looks for them in cdk.out', async () => {
    const folder = project(cdkJson({ app: ['node', 'app.js'] }));
    expect((await diff(folder, 'a.json', '--synth')).stdout).toContain('synth:cdk.out/shop.template.json:');
  });

  test.each<[string, object, string]>([
    [
      'fails',
      { app: 'echo broken >&2; exit 3' },
      'broken\njwt-gateway: error: cdk.json: the app did not run to its end (3) (what it printed stands above)\n',
    ],
    [
      'writes nothing',
      { app: 'true' },
      'jwt-gateway: error: cdk.json: the app ended well, and has written nothing (make it with new GatewayApp(), without an outdir: it has to write to the folder that CDK_OUTDIR names)\n',
    ],
    [
      'is not named',
      {},
      'jwt-gateway: error: cdk.json: there is no app in it to run (write "app": "node -r sucrase/register/ts bin/app.ts"; jwt-gateway init writes one that fails closed)\n',
    ],
  ])('is bad input, and no result, where the app %s', async (_, settings, talk) => {
    const { status, stderr, stdout } = await diff(project(cdkJson(settings)), 'a.json', '--synth');
    expect({ status, stderr, stdout }).toEqual({ status: 2, stderr: talk, stdout: '' });
  });

  test('that fails is an error of its own code', async () => {
    const io = createCapturedIo({ cwd: project(cdkJson({ app: 'exit 1' })), env: CLEAN_ENV });
    const context = createContext(io, { stdout: false, stderr: false });
    await expect(openSynthesizedSource(context)).rejects.toMatchObject({ code: 'synthesis-failed' });
  });

  test('runs nothing that was not asked for', async () => {
    const folder = project(cdkJson({ app: 'touch was-run' }));
    await diff(folder, 'a.json', 'head.json');
    mkdirSync(join(folder, 'cdk.out'));
    await diff(folder, 'a.json', 'cdk.out');
    expect(existsSync(join(folder, 'was-run'))).toBe(false);
  });
});
