import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as ByHand from './gateway-by-hand';
import type { Stack } from './gateway-by-hand';
import type * as WithLibrary from './gateway-with-library';

/** How the same routes are written. */
export const WAYS = ['by hand', 'flat', 'nested'] as const;

export type Way = (typeof WAYS)[number];

/** What one synthesis took, in a process of its own. */
export interface Synthesis {
  /** From the making of the app to the end of `synth()`; the modules were loaded before. */
  readonly millis: number;
  /** The most memory the process held, Node.js and all modules included. */
  readonly peakMegabytes: number;
  /** What the modules alone take of it. */
  readonly loadedMegabytes: number;
  /** Writing the finished templates and nothing else, without a disk: `JSON.stringify` with two spaces. */
  readonly stringifyMillis: number;
  readonly templates: number;
  readonly resources: number;
  readonly bytes: number;
}

const ROUTES_A_STACK: Readonly<Record<Way, number>> = { 'by hand': 98, flat: 98, nested: 350 };

type Write = (outdir: string, stacks: readonly Stack[]) => void;

/**
 * Loads what the way needs and no more: who writes by hand does not have this library in memory. At once, because
 * core writes down the stack of calls for each construct: those of an app begin where Node.js loads it.
 */
const WRITERS: Readonly<Record<Way, () => Write>> = {
  'by hand': () => (require('./gateway-by-hand') as typeof ByHand).synthesizeByHand,
  flat: () => (require('./gateway-with-library') as typeof WithLibrary).synthesizeFlat,
  nested: () => (require('./gateway-with-library') as typeof WithLibrary).synthesizeNested,
};

export function synthesize(way: Way, routes: number): Synthesis {
  const outdir = mkdtempSync(join(tmpdir(), 'jwt-gateway-synth-'));
  try {
    const stacks = stacksOf(routes, ROUTES_A_STACK[way]);
    const write = WRITERS[way]();
    const loadedMegabytes = peak();
    const started = performance.now();
    write(outdir, stacks);
    const millis = performance.now() - started;
    return { millis, peakMegabytes: peak(), loadedMegabytes, ...writtenIn(outdir) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const JWK = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });

function stacksOf(routes: number, aStack: number): Stack[] {
  const jwk = { ...JWK, use: 'sig', alg: 'RS256', kid: 'customers-1' };
  const paths = Array.from({ length: routes }, (_, n) => `/items${n}`);
  return Array.from({ length: Math.ceil(routes / aStack) }, (_, n) => ({
    name: `shop${n}`,
    groupName: `orders_${n}`,
    jwk,
    paths: paths.slice(n * aStack, (n + 1) * aStack),
  }));
}

function peak(): number {
  return process.resourceUsage().maxRSS / 1024;
}

function writtenIn(outdir: string) {
  const files = readdirSync(outdir).filter((file) => file.endsWith('.template.json'));
  const templates = files.map((file) => JSON.parse(readFileSync(join(outdir, file), 'utf8')));
  const started = performance.now();
  for (const template of templates) JSON.stringify(template, undefined, 2);
  return {
    stringifyMillis: performance.now() - started,
    templates: files.length,
    resources: templates.reduce((sum, template) => sum + countResources(template), 0),
    bytes: files.reduce((sum, file) => sum + statSync(join(outdir, file)).size, 0),
  };
}

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Properties?: { readonly TemplateBody?: Template } }>
  >;
}

function countResources({ Resources }: Template): number {
  return Object.values(Resources).reduce((sum, { Properties }) => {
    return sum + 1 + (Properties?.TemplateBody === undefined ? 0 : countResources(Properties.TemplateBody));
  }, 0);
}
