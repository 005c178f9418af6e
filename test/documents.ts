import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { createInterface } from 'node:readline';

export const ROOT = resolve(__dirname, '..');

/** A code block with the comment above it, which says what becomes of it. */
export interface Block {
  readonly page: string;
  readonly verb: string;
  readonly argument: string;
  readonly language: string;
  readonly text: string;
}

/** A page of the documents, whose code blocks are run. */
export interface Page {
  readonly path: string;
  readonly text: string;
  /** The project in whose folder its blocks are run: pages of one project go on where the one before has ended. */
  readonly project: string;
  readonly blocks: readonly Block[];
}

/**
 * Pages that are not run here: those that are made, those that have tests of their own, those that show parts of a
 * file, and the one for people who work on this repository.
 */
const NOT_RUN = ['changes', 'facts', 'keys', 'moving', 'openapi', 'pull-requests', 'testing'].map(
  (name) => `docs/${name}.md`,
);

/** The project of a page that names none: the one that the README begins. */
export const SHOP = 'shop';

export function readPage(path: string): Page {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const found = text.matchAll(/(?:<!-- (\w+)(?:: ([^\n]*?))? -->\n)?```(\w*)\n([\s\S]*?)```/g);
  const blocks = [...found].map(
    ([, verb = '', argument = '', language = '', body = '']): Block => ({
      page: path,
      verb,
      argument,
      language,
      text: body,
    }),
  );
  return { path, text, project: /^<!-- project: (\w+) -->$/m.exec(text)?.[1] ?? SHOP, blocks };
}

/** The files that a page leads to, by their paths from the root. */
export function linksOf({ path, text }: Pick<Page, 'path' | 'text'>): string[] {
  return [...text.matchAll(/\]\((?!https?:)([^)#\s]+)[^)]*\)|(?:src|srcset)="([^"]+)"/g)].map(
    ([, link = '', picture = link]) => posix.join(posix.dirname(path), picture),
  );
}

const README = readPage('README.md');

/** The README, and then its pages, in the order in which it leads to them. */
export const PAGES: readonly Page[] = [
  README,
  ...[...new Set(linksOf(README))]
    .filter((path) => /^docs\/[\w-]+\.md$/.test(path) && !NOT_RUN.includes(path))
    .map(readPage),
];

/** Every page of `docs`, as far as its blocks are run here. */
export const PAGE_PATHS = readdirSync(join(ROOT, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`)
  .filter((path) => !NOT_RUN.includes(path));

export const PROJECTS = [...new Set(PAGES.map(({ project }) => project))];

export const blocksOf = (project: string): Block[] =>
  PAGES.filter((page) => page.project === project).flatMap(({ blocks }) => blocks);

export const blocksTo = (verb: string, project?: string): Block[] =>
  (project === undefined ? PAGES.flatMap(({ blocks }) => blocks) : blocksOf(project)).filter(
    (block) => block.verb === verb,
  );

/** The command line of ROS CDK, which not every registry has: it runs an app by its shell, with its environment. */
export const ROS_CDK = `
ros-cdk() {
  CDK_OUTDIR=cdk.out CDK_CONTEXT_JSON='{}' CDK_CLI_ASM_VERSION=7.0.0 \\
    bash -c "$(node -p 'require("./cdk.json").app')" </dev/null
}
`;

/** The address that the pages serve at, in whose place the test takes any that is free. */
const ADDRESS = 'http://127.0.0.1:9080';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  /** With stdout, where it failed. */
  readonly stderr: string;
}

export interface Run extends Ended {
  readonly block: Block;
}

/** A folder in which the blocks of the pages of a project are run. */
export class DocumentProject {
  readonly folder: string;
  readonly #blocks: readonly Block[];
  readonly #prelude: string;
  readonly #servers: ChildProcess[] = [];

  /**
   * @param prelude functions of the shell, which stand for programs that are not there
   * @param folder where the project is; a new folder unless said
   */
  constructor(
    name: string,
    prelude: string,
    folder: string = mkdtempSync(join(tmpdir(), 'jwt-gateway-docs-')),
  ) {
    this.folder = folder;
    this.#blocks = blocksOf(name);
    this.#prelude = `set -euo pipefail\n${ROS_CDK}\n${prelude}\n`;
  }

  writeFiles(): void {
    for (const { argument, text, verb } of this.#blocks) {
      if (verb !== 'file') continue;
      mkdirSync(dirname(join(this.folder, argument)), { recursive: true });
      writeFileSync(join(this.folder, argument), text);
    }
  }

  /** Runs the blocks of the verbs, and starts what is to be served, in the order of the pages. */
  async run(verbs: readonly string[]): Promise<readonly Run[]> {
    let address = ADDRESS;
    const runs: Run[] = [];
    for (const block of this.#blocks) {
      if (block.verb === 'serve') address = await this.serve(block.text);
      if (verbs.includes(block.verb))
        runs.push({ block, ...this.shell(block.text.replaceAll(ADDRESS, address)) });
    }
    return runs;
  }

  shell(script: string, cwd: string = this.folder): Ended {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', this.#prelude + script], {
      cwd,
      env: environmentOf(cwd),
      encoding: 'utf8',
    });
    return { status, stderr: status === 0 ? stderr : stdout + stderr, stdout };
  }

  /** Starts what the text starts, at a port that is free. */
  async serve(text: string, cwd: string = this.folder): Promise<string> {
    const command = text.trim().replace(/^npx /, 'exec ');
    const server = spawn('bash', ['-c', `${command} --port 0`], { cwd, env: environmentOf(cwd) });
    this.#servers.push(server);
    for await (const line of createInterface({ input: server.stdout })) {
      const [, url] = /^(http:\S+) serves /.exec(line) ?? [];
      if (url !== undefined) return url;
    }
    throw new Error(`it ended: ${text}`);
  }

  /** Ends what is served. */
  async stop(): Promise<void> {
    for (const server of this.#servers.splice(0)) {
      server.kill();
      await once(server, 'close');
    }
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function environmentOf(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${join(folder, 'node_modules/.bin')}:${process.env.PATH}`, CI: 'true' };
}
