// `npm run bench [-- SECTION…] [--json]`: bundles the sections as the command line is bundled, and runs one after
// the other. Without a name all are run. With --json the results are members of one object, by section.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The file of each section. It prints a table, or JSON when its first argument is --json. */
const SECTIONS = {
  template: 'main.ts',
  gateway: 'gateway.ts',
  synth: 'synth.ts',
  startup: 'startup.ts',
};

/** What no bundle holds: it is found from the bundle's own folder, which therefore stands below the project. */
const EXTERNAL = ['@alicloud/*', 'constructs'];

const args = process.argv.slice(2);
const isJson = args.includes('--json');
const asked = args.filter((arg) => arg !== '--json');
const unknown = asked.find((name) => !Object.hasOwn(SECTIONS, name));
if (unknown === undefined) await runAll(asked.length === 0 ? Object.keys(SECTIONS) : asked);
else {
  process.stderr.write(
    `bench: there is no section '${unknown}' (there is ${Object.keys(SECTIONS).join(', ')})\n`,
  );
  process.exitCode = 2;
}

async function runAll(names) {
  const cache = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, 'jwt-gateway-bench-'));
  try {
    const results = {};
    for (const name of names) results[name] = await runSection(name, directory);
    if (isJson) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Runs a section; returns what it measured, where that was asked for. */
async function runSection(name, directory) {
  const outfile = join(directory, `${name}.js`);
  const entry = fileURLToPath(new URL(SECTIONS[name], import.meta.url));
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    external: EXTERNAL,
  });
  const { status, stdout } = spawnSync(process.execPath, [outfile, ...(isJson ? ['--json'] : [])], {
    stdio: ['ignore', isJson ? 'pipe' : 'inherit', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) process.exitCode = status ?? 1;
  return isJson && status === 0 ? JSON.parse(stdout) : undefined;
}
