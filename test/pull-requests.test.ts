import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { CHANGE_KINDS, parseLevels } from '../lib/diff';
import { CLEAN_ENV, commit, git, newFolder, newRepository, removeFolders, write } from './cli/git-repository';

const ROOT = resolve(__dirname, '..');
const DOCUMENT = readFileSync(join(ROOT, 'docs/pull-requests.md'), 'utf8');

/** The files that the document tells people to write, by their paths. */
const FILES = Object.fromEntries(
  [...DOCUMENT.matchAll(/<!-- file: (\S+) -->\n```\w+\n([\s\S]*?)```/g)].map(([, path = '', text = '']) => [
    path,
    text,
  ]),
);
const fileOf = (path: string) => FILES[path] ?? '';

const template = (authType: 'APP' | 'ANONYMOUS') =>
  JSON.stringify({
    ROSTemplateFormatVersion: '2015-09-01',
    Resources: {
      Shop: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'shop', InternetEnable: false } },
      Orders: {
        Type: 'ALIYUN::ApiGateway::Api',
        Properties: {
          GroupId: { Ref: 'Shop' },
          AuthType: authType,
          RequestConfig: { RequestHttpMethod: 'GET', RequestPath: '/orders' },
        },
      },
      OrdersRelease: {
        Type: 'ALIYUN::ApiGateway::Deployment',
        Properties: { GroupId: { Ref: 'Shop' }, ApiId: { Ref: 'Orders' }, StageName: 'RELEASE' },
      },
    },
  });

/** An app that synthesizes what stands in template.json, and fails where there is nothing. */
const APP = `
const { copyFileSync, mkdirSync, writeFileSync } = require('node:fs');
const out = process.env.CDK_OUTDIR;
mkdirSync(out, { recursive: true });
copyFileSync('template.json', out + '/shop.template.json');
const shop = { type: 'aliyun:ros:stack', properties: { templateFile: 'shop.template.json' } };
writeFileSync(out + '/manifest.json', JSON.stringify({ artifacts: { shop } }));
`;
const PROJECT = {
  'package.json': '{}',
  'cdk.json': '{"app": "node app.js"}',
  'app.js': APP,
  '.gitignore': 'cdk.out\ncomment.md\n.gateway-base\n',
  ...Object.fromEntries(Object.entries(FILES).filter(([path]) => path.startsWith('ci/'))),
};

/** Programs that a build server would have: the package from npm, and GitHub's client. */
const PROGRAMS = {
  npm: '#!/bin/sh\nexit 0\n',
  npx: `#!/bin/sh
case "$1" in
  jwt-gateway) shift; exec node "$PROGRAMS/jwt-gateway.js" "$@" ;;
  *) exit 127 ;;
esac
`,
  gh: `#!/bin/sh
printf '%s\\n' "$*" >> "$GH_LOG"
for last in "$@"; do :; done
case "$*" in
  *--jq*) if command -v jq > /dev/null; then jq -r "$last" "$GH_COMMENTS"; else cat "$GH_IDS"; fi ;;
esac
`,
};

let programs: string;

beforeAll(async () => {
  programs = newFolder();
  write(programs, PROGRAMS);
  for (const name of Object.keys(PROGRAMS)) chmodSync(join(programs, name), 0o755);
  await build({
    entryPoints: [join(ROOT, 'bin/jwt-gateway.ts')],
    outfile: join(programs, 'jwt-gateway.js'),
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    logLevel: 'error',
  });
}, 60_000);
afterAll(removeFolders);

/** A bare repository with a protected main, a branch `topic` on it, and `merge`: what merging would make of main. */
function origin(base: Readonly<Record<string, string>>, topic: Readonly<Record<string, string>>): string {
  const work = newRepository();
  commit(work, base);
  git(work, 'checkout', '--quiet', '-b', 'topic');
  commit(work, topic);
  git(work, 'checkout', '--quiet', '-b', 'merge', 'main');
  git(work, 'merge', '--quiet', '--no-ff', '--message', 'merge', 'topic');
  const bare = newFolder();
  git(bare, 'clone', '--quiet', '--bare', work, 'shop.git');
  return join(bare, 'shop.git');
}

const PROTECTED = { ...PROJECT, 'template.json': template('APP') };
const OPENED = { 'template.json': template('ANONYMOUS') };

/** What a build server checks out. */
function checkout(repository: string, branch: string, ...options: readonly string[]): string {
  const folder = newFolder();
  git(folder, 'clone', '--quiet', '--branch', branch, ...options, `file://${repository}`, 'shop');
  return join(folder, 'shop');
}

interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a script as a build server does. */
function shell(script: string, cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const PATH = `${programs}:${process.env.PATH}`;
  const child = spawn('bash', ['-e', '-c', script], {
    cwd,
    env: { ...CLEAN_ENV, ...env, PATH, PROGRAMS: programs },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return new Promise((done) => child.on('close', (status) => done({ status, output })));
}

interface Call {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly token: unknown;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** A server on loopback that answers by method and path, and keeps what it was asked. */
async function listen(answers: Readonly<Record<string, unknown>>, tokenHeader: string) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const { headers, method, url } = request;
    calls.push({ method, url, token: headers[tokenHeader], body: await bodyOf(request) });
    const answer = answers[`${method} ${url?.split('?')[0]}`];
    response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { calls, url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

async function bodyOf(request: IncomingMessage) {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? undefined : JSON.parse(text);
}

const VERDICT = '<!-- jwt-gateway diff -->\n### ❌ Weaker: anybody gets in at `GET /orders`\n';

describe('the script that compares', () => {
  const run = (cwd: string, base: string) => shell(`sh ci/gateway-diff.sh ${base}`, cwd);
  const commentIn = (cwd: string) => readFileSync(join(cwd, 'comment.md'), 'utf8');

  test('ends with 1 where the gateway became weaker, and leaves no second checkout', async () => {
    const cwd = checkout(origin(PROTECTED, OPENED), 'topic');
    expect(await run(cwd, 'origin/main')).toMatchObject({ status: 1 });
    expect(commentIn(cwd).startsWith(VERDICT)).toBe(true);
    expect(commentIn(cwd)).toContain('`cdk.out/shop.template.json:');
    expect(existsSync(join(cwd, '.gateway-base'))).toBe(false);
  });

  test('ends with 0 where it did not', async () => {
    const cwd = checkout(origin(PROTECTED, { 'README.md': 'words' }), 'topic');
    expect(await run(cwd, 'origin/main')).toMatchObject({ status: 0 });
    expect(commentIn(cwd)).toContain('### ✅ No change\n');
  });

  test('takes a base without a gateway for an empty one', async () => {
    const cwd = checkout(origin({ 'README.md': 'words' }, { ...PROJECT, ...OPENED }), 'topic');
    expect(await run(cwd, 'origin/main')).toMatchObject({ status: 1 });
    expect(commentIn(cwd)).toContain('### ❌ Weaker: ');
  });

  test.each([
    ['the head does not synthesize', { 'app.js': 'process.exit(3);' }, 'origin/main'],
    ['the base is not there', {}, 'origin/gone'],
    ['the base would be an option', {}, '--output=x'],
  ])('says that nothing was compared where %s', async (_, topic, base) => {
    const cwd = checkout(origin(PROTECTED, topic), 'topic');
    const { status } = await run(cwd, base);
    expect(status).not.toBe(0);
    expect(commentIn(cwd)).toContain('### ❔ The gateway could not be compared');
  });

  test('does the same with a template that is committed', async () => {
    const [head = ''] = fileOf('ci/gateway-diff.sh').split('git worktree');
    const script = { 'ci/gateway-diff.sh': head + fileOf('ci/gateway-diff-committed.sh') };
    const cwd = checkout(origin({ ...PROTECTED, ...script }, OPENED), 'topic');
    expect(await run(cwd, 'origin/main')).toMatchObject({ status: 1 });
    expect(commentIn(cwd).startsWith(VERDICT)).toBe(true);
    expect(commentIn(cwd)).toContain('`git:origin/main:template.json` → `synth:cdk.out`');
  });
});

describe('GitHub Actions', () => {
  const workflow = parse(fileOf('.github/workflows/gateway.yml'));
  const steps: readonly { name?: string; run?: string; with?: Record<string, unknown> }[] =
    workflow.jobs.diff.steps;
  const scriptOf = (name: string) => steps.find((step) => step.name === name)?.run ?? '';
  const comments = [
    { id: 1, user: { login: 'mallory' }, body: '<!-- jwt-gateway diff -->\nnot the bot' },
    { id: 2, user: { login: 'github-actions[bot]' }, body: 'another comment' },
  ];
  const own = { id: 3, user: { login: 'github-actions[bot]' }, body: '<!-- jwt-gateway diff -->\nold' };
  const hasJq = spawnSync('jq', ['--version']).status === 0;

  async function review(there: readonly object[]) {
    const depth = Number(steps[0]?.with?.['fetch-depth']);
    const cwd = checkout(origin(PROTECTED, OPENED), 'merge', `--depth=${depth}`);
    const files = { 'comments.json': JSON.stringify(there), ids: there.length > 2 ? '3\n' : '' };
    write(programs, files);
    const env = {
      GH_COMMENTS: join(programs, 'comments.json'),
      GH_IDS: join(programs, 'ids'),
      GH_LOG: join(cwd, 'gh.log'),
      GITHUB_REPOSITORY: 'shop/shop',
      GITHUB_STEP_SUMMARY: join(cwd, 'summary.md'),
      NUMBER: '7',
    };
    const compared = await shell(scriptOf('Compare the gateway'), cwd, env);
    const posted = await shell(scriptOf('Comment'), cwd, env);
    const log = readFileSync(join(cwd, 'gh.log'), 'utf8').trim().split('\n');
    return { compared, posted, log, summary: readFileSync(join(cwd, 'summary.md'), 'utf8') };
  }

  test('says what merging would change, and fails the job', async () => {
    const { compared, posted, log, summary } = await review(comments);
    expect([compared.status, posted.status]).toEqual([1, 0]);
    expect(summary.startsWith(VERDICT)).toBe(true);
    expect(log.at(-1)).toBe(
      'api --silent --method POST repos/shop/shop/issues/7/comments --field body=@comment.md',
    );
  });

  test('writes the comment of the last run anew, and nobody else’s', async () => {
    const { log } = await review([...comments, own]);
    expect(log).toHaveLength(2);
    expect(log.at(-1)).toBe(
      'api --silent --method PATCH repos/shop/shop/issues/comments/3 --field body=@comment.md',
    );
  });

  (hasJq ? test : test.skip)('chooses it by an expression that jq takes', () => {
    const [, filter = ''] = /mine='([^']*)'/.exec(scriptOf('Comment')) ?? [];
    const { stdout } = spawnSync('jq', ['-r', filter], {
      input: JSON.stringify([...comments, own]),
      encoding: 'utf8',
    });
    expect(stdout).toBe('3\n');
  });

  test('puts no text of a pull request into a script', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
    expect(workflow.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
  });
});

describe('GitLab CI', () => {
  const { after_script, rules, script } = parse(fileOf('.gitlab-ci.yml')).gateway;
  const NOTES = '/projects/5/merge_requests/7/notes';

  async function review(notes: readonly object[]) {
    const answers = {
      'GET /user': { id: 42 },
      [`GET ${NOTES}`]: notes,
      [`POST ${NOTES}`]: {},
      [`PUT ${NOTES}/3`]: {},
    };
    const server = await listen(answers, 'private-token');
    const cwd = checkout(origin(PROTECTED, OPENED), 'topic');
    const env = {
      CI_API_V4_URL: server.url,
      CI_PROJECT_ID: '5',
      CI_MERGE_REQUEST_IID: '7',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: git(cwd, 'rev-parse', 'origin/main').trim(),
      GITLAB_TOKEN: 'test-token',
    };
    const compared = await shell(script.join('\n'), cwd, env);
    const posted = await shell(after_script.join('\n'), cwd, env);
    server.close();
    return { compared, posted, calls: server.calls };
  }

  test('writes one comment, and fails the job', async () => {
    const others = [{ id: 1, author: { id: 1 }, body: '<!-- jwt-gateway diff -->\nof somebody else' }];
    const { calls, compared, posted } = await review(others);
    expect([compared.status, posted]).toEqual([1, { status: 0, output: '' }]);
    const { body, method, token, url } = calls.at(-1) ?? {};
    expect({ method, token, url }).toEqual({ method: 'POST', token: 'test-token', url: NOTES });
    expect(String(body?.body).startsWith(VERDICT)).toBe(true);
    expect(rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }]);
  });

  test('writes the comment of the last run anew', async () => {
    const { calls } = await review([{ id: 3, author: { id: 42 }, body: '<!-- jwt-gateway diff -->\nold' }]);
    expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /user',
      `GET ${NOTES}?sort=asc&per_page=100`,
      `PUT ${NOTES}/3`,
    ]);
  });
});

describe('Codeup and Flow', () => {
  const { run } = parse(fileOf('flow.yml')).stages.review.jobs.gateway.steps.compare.with;
  const API = '/oapi/v1/codeup/organizations/org-1';
  const REQUEST = `${API}/repositories/9/changeRequests/7`;

  async function review(comments: readonly object[], requests = [{ sourceBranch: 'topic', localId: 7 }]) {
    const answers = {
      [`GET ${API}/changeRequests`]: requests,
      [`POST ${REQUEST}/comments/list`]: comments,
      [`GET ${REQUEST}/diffs/patches`]: [
        { patchSetBizId: 'old', relatedMergeItemType: 'MERGE_SOURCE', versionNo: 1 },
        { patchSetBizId: 'new', relatedMergeItemType: 'MERGE_SOURCE', versionNo: 2 },
        { patchSetBizId: 'target', relatedMergeItemType: 'MERGE_TARGET', versionNo: 3 },
      ],
      [`POST ${REQUEST}/comments`]: {},
      [`PUT ${REQUEST}/comments/mine`]: { result: true },
    };
    const server = await listen(answers, 'x-yunxiao-token');
    const ended = await shell(run, checkout(origin(PROTECTED, OPENED), 'topic'), {
      CI_COMMIT_REF_NAME: 'topic',
      CODEUP_REPOSITORY: '9',
      YUNXIAO_API: server.url,
      YUNXIAO_ORGANIZATION: 'org-1',
      YUNXIAO_TOKEN: 'test-token',
    });
    server.close();
    return { ...ended, calls: server.calls };
  }

  test('writes one comment on the newest version, and fails the job', async () => {
    const { calls, status } = await review([{ comment_biz_id: 'other', content: 'looks fine' }]);
    expect(status).toBe(1);
    const { body, method, token, url } = calls.at(-1) ?? {};
    expect({ method, token, url }).toEqual({
      method: 'POST',
      token: 'test-token',
      url: `${REQUEST}/comments`,
    });
    expect(body).toMatchObject({
      comment_type: 'GLOBAL_COMMENT',
      patchset_biz_id: 'new',
      draft: false,
      resolved: false,
    });
    expect(String(body?.content).startsWith(VERDICT)).toBe(true);
  });

  test('writes the comment of the last run anew', async () => {
    const { calls } = await review([{ comment_biz_id: 'mine', content: '<!-- jwt-gateway diff -->\nold' }]);
    expect(calls.at(-1)).toMatchObject({ method: 'PUT', url: `${REQUEST}/comments/mine` });
  });

  test('fails the job for what it compared, whether or not the comment could be written', async () => {
    const { output, status } = await review([], []);
    expect(status).toBe(1);
    expect(output).toContain('the branch topic has no open merge request');
    expect(output).toContain('the comment could not be written');
  });
});

test('the file of levels that is shown is one', () => {
  const levels = parseLevels(fileOf('jwt-gateway.changes.yaml'), 'jwt-gateway.changes.yaml');
  const known = new Set(CHANGE_KINDS.map(({ id }) => id));
  expect(levels.map(({ kind }) => kind).filter((kind) => !known.has(kind))).toEqual([]);
  expect(levels).toHaveLength(2);
});

test('the marker of the scripts is the one that the command writes', () => {
  expect(DOCUMENT.match(/<!-- jwt-gateway diff -->/g)?.length).toBe(2);
});
