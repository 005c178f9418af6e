// `npm run pictures`: the pictures of the documents, made from the real pages by a browser: the table of routes, and the
// page of the local gateway with a token on it, each in light and in dark, and the assessment of a move. It needs
// `npm run build` and Chromium.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { decode, encode, toRGBA8 } from 'upng-js';
import { declareShops } from '../examples/shop/shops';
import { GatewayApp } from '../lib/app';
import { PublicKeySet } from '../lib/jwk';

const ROOT = resolve(__dirname, '..');
const CLI = join(ROOT, 'dist/bin/jwt-gateway.js');
const PICTURES = join(ROOT, 'docs/pictures');
/** What all pictures together may weigh: they are part of the package. */
const MOST_BYTES = 300 * 1024;
const SCHEMES = ['light', 'dark'] as const;
const SIZE = { width: 1440, height: 810 };
/** Enough for letters with soft edges; with all colors a picture is three times as large. */
const COLORS = 64;

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium'].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (executablePath === undefined)
    throw new Error('there is no /usr/bin/chromium, and CHROMIUM names no browser');
  const folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-pictures-'));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const template = synthesize(folder);
    const bytes = [
      ...(await takeRoutes(browser, folder, template)),
      ...(await takeGateway(browser, folder, template)),
      ...(await takeAssessment(browser, folder, template)),
    ].reduce((sum, path) => sum + statSync(path).size, 0);
    process.stdout.write(`${Math.round(bytes / 1024)} KB in docs/pictures\n`);
    if (bytes > MOST_BYTES) throw new Error(`the pictures are larger than ${MOST_BYTES} bytes`);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

/** The template of the shop that customers use. */
function synthesize(folder: string): string {
  for (const name of ['customers', 'testers']) jwtGateway(folder, 'keys', 'create', name);
  const keysOf = (name: string) => PublicKeySet.fromFile(join(folder, `keys/${name}.jwks.json`));
  const app = new GatewayApp({ outdir: join(folder, 'cdk.out') });
  declareShops(app, { customers: keysOf('customers'), testers: keysOf('testers') });
  app.synth();
  return 'cdk.out/shop.template.json';
}

async function takeRoutes(browser: Browser, folder: string, template: string): Promise<string[]> {
  jwtGateway(folder, 'routes', template, '--format', 'html', '--output', 'routes.html');
  const url = pathToFileURL(join(folder, 'routes.html')).href;
  return takeAll(browser, 'routes', async (page) => {
    await page.goto(url);
  });
}

/** The one topic by which the shop becomes weaker is decided. */
const DECISIONS = `decisions:
- route: GET /orders
  topic: parameter-checks
  decision: the backend checks page and status
  reason: it has a schema for them
  owner: orders team
  expires: '2027-03-01'
`;

/** What becomes of the shop, as of one day, so that the same page makes the same picture. */
async function takeAssessment(browser: Browser, folder: string, template: string): Promise<string[]> {
  writeFileSync(join(folder, 'jwt-gateway.decisions.yaml'), DECISIONS);
  const html = ['--format', 'html', '--output', 'move.html'];
  jwtGateway(folder, 'migrate', 'assess', template, '--now', '2026-11-28', ...html);
  const url = pathToFileURL(join(folder, 'move.html')).href;
  return takeAll(browser, 'move', (page) => page.goto(url), ['light']);
}

async function takeGateway(browser: Browser, folder: string, template: string): Promise<string[]> {
  const claims = ['--sub', 'alice', '--iss', 'https://login.example.com', '--aud', 'shop'];
  const token = jwtGateway(folder, 'token', 'issue', 'customers', ...claims).trim();
  const args = [CLI, 'serve', template, '--mock', '--port', '0', '--keys', 'customers'];
  const server = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const url = await urlOf(server);
    return await takeAll(browser, 'gateway', async (page) => {
      await page.goto(`${url}/__gateway/`);
      await page.getByRole('row').nth(1).waitFor();
      await page.getByLabel(/^Paste a token/).fill(token);
      await page.getByRole('status').filter({ hasText: /take/i }).waitFor();
      await page.getByLabel(/^Paste a token/).evaluate((field) => {
        field.blur();
        field.scrollTop = 0;
      });
    });
  } finally {
    server.kill();
    await once(server, 'close');
  }
}

async function urlOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout !== null)
    for await (const line of createInterface({ input: stdout })) {
      const [, url] = /^(http:\S+) serves /.exec(line) ?? [];
      if (url !== undefined) return url;
    }
  throw new Error('the gateway ended');
}

/** Takes a picture of a page in some schemes. */
async function takeAll(
  browser: Browser,
  name: string,
  open: (page: Page) => Promise<unknown>,
  schemes: readonly (typeof SCHEMES)[number][] = SCHEMES,
): Promise<string[]> {
  const paths: string[] = [];
  for (const colorScheme of schemes) {
    const page = await browser.newPage({ colorScheme, viewport: SIZE });
    await open(page);
    const path = join(PICTURES, `${name}-${colorScheme}.png`);
    writeFileSync(path, withFewColors(await page.screenshot()));
    paths.push(path);
    await page.close();
  }
  return paths;
}

function withFewColors(png: Buffer): Buffer {
  const image = decode(new Uint8Array(png).buffer);
  return Buffer.from(encode(toRGBA8(image), image.width, image.height, COLORS));
}

function jwtGateway(cwd: string, ...args: readonly string[]): string {
  return execFileSync(process.execPath, [CLI, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
