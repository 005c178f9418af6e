import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

export const ROOT = resolve(__dirname, '..');

/** A code block with the comment above it, which says what becomes of it. */
export interface Block {
  readonly verb: string;
  readonly argument: string;
  readonly language: string;
  readonly text: string;
}

export const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

export const BLOCKS = [
  ...README.matchAll(/(?:<!-- (\w+)(?:: ([^\n]*?))? -->\n)?```(\w*)\n([\s\S]*?)```/g),
].map(
  ([, verb = '', argument = '', language = '', text = '']): Block => ({ verb, argument, language, text }),
);

export const blocksTo = (verb: string): Block[] => BLOCKS.filter((block) => block.verb === verb);

/** The command line of ROS CDK, which not every registry has: it runs an app by its shell, with its environment. */
export const ROS_CDK = `
ros-cdk() {
  CDK_OUTDIR=cdk.out CDK_CONTEXT_JSON='{}' CDK_CLI_ASM_VERSION=7.0.0 \\
    bash -c "$(node -p 'require("./cdk.json").app')" </dev/null
}
`;

/** The address that the README serves at, in whose place the test takes any that is free. */
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

/** A folder in which the blocks of the README are run. */
export class ReadmeProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-readme-'));
  readonly #prelude: string;
  readonly #servers: ChildProcess[] = [];

  /** @param prelude functions of the shell, which stand for programs that are not there */
  constructor(prelude: string) {
    this.#prelude = `set -euo pipefail\n${ROS_CDK}\n${prelude}\n`;
  }

  writeFiles(): void {
    for (const { argument, text } of blocksTo('file')) {
      mkdirSync(dirname(join(this.folder, argument)), { recursive: true });
      writeFileSync(join(this.folder, argument), text);
    }
  }

  /** Runs the blocks of the verbs, and starts what is to be served, in the order of the text. */
  async run(verbs: readonly string[]): Promise<readonly Run[]> {
    let address = ADDRESS;
    const runs: Run[] = [];
    for (const block of BLOCKS) {
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

  async remove(): Promise<void> {
    for (const server of this.#servers) {
      server.kill();
      await once(server, 'close');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function environmentOf(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${join(folder, 'node_modules/.bin')}:${process.env.PATH}`, CI: 'true' };
}
