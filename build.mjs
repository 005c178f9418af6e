// Builds dist/: the library file by file (tsc), `jose` and `yaml` as one CommonJS file each, the command line as
// one bundle with `undici` beside it, the schemas of its JSON output, and the licences of what is bundled.

import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
const EXTERNAL = ['@alicloud/*', 'constructs'];
const CLI = 'dist/bin/jwt-gateway.js';

/** Loaded when a provider is asked: every other command starts without it. */
const beside = {
  name: 'beside',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^undici$/ }, () => ({ path: './undici.js', external: true })),
};

rmSync('dist', { recursive: true, force: true });
compile();
const bundled = [
  await bundle('lib/jose.ts', 'dist/lib/jose.js'),
  await bundle('lib/yaml.ts', 'dist/lib/yaml.js'),
  await bundle(require.resolve('undici'), 'dist/bin/undici.js'),
  await bundle('bin/jwt-gateway.ts', CLI, [beside]),
];
chmodSync(CLI, 0o755);
cpSync('lib/report/schemas', 'dist/schemas', { recursive: true });
writeFileSync('dist/THIRD-PARTY-NOTICES.txt', notices(bundled));

/** Types and CommonJS of everything that users can import. */
function compile() {
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** One file with its dependencies in it; says which files went in. */
async function bundle(entry, outfile, plugins = []) {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    external: EXTERNAL,
    legalComments: 'none',
    metafile: true,
    plugins,
  });
  return Object.keys(metafile.inputs);
}

/** The licence of each package that a bundle holds, in the order of their names. */
function notices(inputs) {
  const names = inputs.flat().flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return [...new Set(names)]
    .sort()
    .map((name) => {
      const folder = join('node_modules', name);
      const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const text = ['LICENSE', 'LICENSE.md', 'LICENSE.txt']
        .map((file) => read(join(folder, file)))
        .find(Boolean);
      if (text === undefined) throw new Error(`${name} is bundled and has no licence file`);
      return `${name} ${version} (${license})\n\n${text.trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
