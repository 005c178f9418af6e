import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Argument } from 'commander';
import { GatewayError } from '../../errors';
import { isJsonObject, type JsonObject } from '../../json';
import { createKeyFiles, keyFilesOf } from '../../jwk';
import { nodeFiles, readDocument, readText } from '../../template';
import { visible } from '../../text';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { documentFiles, type ProjectFile, projectFiles } from '../init/package-folder';
import { lacksOf, namedManifest } from '../init/package-manifest';
import { type Written, writeMissing } from '../init/write-missing';

const KEY_SET = 'customers';
const MANIFEST = 'package.json';
const IGNORE = '.gitignore';
const CI_DOCUMENT = 'docs/pull-requests.md';

/** The files of each host, as {@link CI_DOCUMENT} shows them. */
const CI_FILES = {
  github: ['ci/gateway-diff.sh', '.github/workflows/gateway.yml'],
  gitlab: ['ci/gateway-diff.sh', '.gitlab-ci.yml', 'ci/gitlab-comment.mjs'],
  codeup: ['ci/gateway-diff.sh', 'flow.yml', 'ci/codeup-comment.mjs'],
} as const;

type Host = keyof typeof CI_FILES;

/** `init [DIR]`: a project that can be installed, tested, served and deployed; and `init ci HOST`. */
export function addInit(program: CliCommand): void {
  const init = program
    .command('init')
    .summary('write a project with a gateway in it')
    .description(
      'Write a project with a gateway in it: the app, a test, a key pair, and the settings of both.\n' +
        'What is there already stays as it is; what an existing package.json lacks is printed.',
    )
    .argument('[dir]', 'the folder of the project; made when it is not there', '.')
    .helpExtras({
      examples: ['jwt-gateway init shop', 'jwt-gateway init', 'jwt-gateway init ci github'],
      fine: 'all files are there',
    })
    .runs(initProject);
  init
    .command('ci')
    .summary('write a pipeline that reviews the gateway in pull requests')
    .description(
      `Write a pipeline that says in each pull request whether the gateway became weaker: see ${CI_DOCUMENT}.\n` +
        'What is there already stays as it is.',
    )
    .addArgument(new Argument('<host>', 'where the pull requests are').choices(Object.keys(CI_FILES)))
    .argument('[dir]', 'the folder of the project', '.')
    .helpExtras({
      examples: ['jwt-gateway init ci github', 'jwt-gateway init ci gitlab shop'],
      fine: 'all files are there',
    })
    .runs(initCi);
}

async function initProject(context: CommandContext, dir: string) {
  const folder = context.pathOf(dir);
  const existing = readManifest(join(folder, MANIFEST));
  const files = projectFiles().map((file) =>
    file.path === MANIFEST ? namedManifest(file, basename(resolve(folder))) : file,
  );
  const made = writeMissing(folder, files);
  const keys = await createKeys(folder, made);
  tell(context, { ...made, written: [...made.written, ...keys] });
  if (existing !== undefined) tellLacks(context, existing, files);
  if (made.kept.includes(IGNORE)) tellUnignored(context, folder, files);
  const cd = dir === '.' ? '' : `cd ${quoted(dir)} && `;
  context.say(`next: ${cd}npm install && npm test, then npm run serve; README.md has the rest`);
  return EXIT_CODES.fine;
}

function initCi(context: CommandContext, host: Host, dir: string) {
  const made = writeMissing(context.pathOf(dir), documentFiles(CI_DOCUMENT, CI_FILES[host]));
  tell(context, made);
  if (made.kept.length > 0) context.say(`what it would have been stands in ${CI_DOCUMENT} of this package`);
  context.say(`next: commit them; ${NEXT[host]}`);
  return EXIT_CODES.fine;
}

const NEXT: Readonly<Record<Host, string>> = {
  github: 'the job needs no secret',
  gitlab: 'the job needs GITLAB_TOKEN, a project access token with the scope api, as a masked variable',
  codeup:
    'the pipeline needs YUNXIAO_ORGANIZATION, CODEUP_REPOSITORY and YUNXIAO_TOKEN, a personal access token',
};

/** A pair, unless the public half is there: it may be that of a login service. A private half alone is completed. */
async function createKeys(folder: string, made: Written): Promise<readonly string[]> {
  const directory = join(folder, 'keys');
  if (existsSync(keyFilesOf(KEY_SET, directory).publicPath)) return [];
  try {
    const { outcome, privatePath, publicPath } = await createKeyFiles({ name: KEY_SET, directory });
    const written = outcome === 'both-written' ? [privatePath, publicPath] : [publicPath];
    return written.map((path) => `keys/${basename(path)}`);
  } catch (error) {
    made.undo();
    throw error;
  }
}

function readManifest(path: string): JsonObject | undefined {
  if (!existsSync(path)) return undefined;
  const { value } = readDocument(readText(nodeFiles, path), path);
  if (isJsonObject(value)) return value;
  throw new GatewayError('file-unreadable', 'is no package.json: it is not an object', { place: path });
}

function tell({ say }: CommandContext, { kept, written }: Pick<Written, 'kept' | 'written'>): void {
  for (const path of written) say(`wrote ${path}`);
  for (const path of kept) say(`kept ${path} as it is`);
}

function tellLacks(
  { print, say }: CommandContext,
  existing: JsonObject,
  files: readonly ProjectFile[],
): void {
  const wanted = JSON.parse(files.find(({ path }) => path === MANIFEST)?.text ?? '{}');
  const { commands, otherScripts } = lacksOf(existing, wanted);
  if (otherScripts.length > 0) {
    say(`${MANIFEST} has scripts of its own called ${otherScripts.map(visible).join(', ')}: they are kept`);
  }
  if (commands.length === 0) return;
  say(`${MANIFEST} was there already. These commands give it what it lacks:`);
  for (const command of commands) print(command);
}

function tellUnignored({ say }: CommandContext, folder: string, files: readonly ProjectFile[]): void {
  const wanted = linesOf(files.find(({ path }) => path === IGNORE)?.text ?? '');
  const there = linesOf(readText(nodeFiles, join(folder, IGNORE)));
  const lines = wanted.filter((line) => !there.includes(line));
  if (lines.length > 0) say(`${IGNORE} was there already. It lacks these lines: ${lines.join(' ')}`);
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${visible(path)}'`;
}
