import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { renderRoutesHtml } from '../../lib/report';
import { api, binding, deployment, getAtt, group, type Loose, model, plugin } from '../model/sample';

const on = (id: string) => ({ ApiId: getAtt(id, 'ApiId') });
const BAD = `"'><img src=x onerror=alert(1)><script>alert(2)</script>\u202e`;

/** A route of every kind, and hostile texts wherever a template has texts. */
const GATEWAY: Loose = {
  Group: group({ GroupName: BAD }),
  Jwt: plugin(),
  Api: api('GET /orders/[orderId]'),
  Release: deployment(),
  Binding: binding(),
  Health: api('GET /health', {}, { Metadata: { JwtGateway: { PublicAccess: BAD } } }),
  HealthRelease: deployment(on('Health')),
  Open: api('POST /orders'),
  OpenRelease: deployment({ ...on('Open'), StageName: BAD }),
  Dark: api('GET /dark', { AuthType: { Ref: BAD } }),
  DarkRelease: deployment(on('Dark')),
  [BAD]: api(`PUT /${BAD}`),
};

const PAGE = renderRoutesHtml(model(GATEWAY));
jest.setTimeout(30_000);

const ROWS = 5;
const WEAK_CONTRASTS = readFileSync(join(__dirname, 'weak-contrasts.browser.js'), 'utf8');

test('no text of the template is markup', () => {
  expect(PAGE.match(/<script/g)).toHaveLength(1);
  expect(PAGE).not.toMatch(/<img|\u202e/);
  expect(PAGE).toContain('&lt;img src=x onerror=alert(1)&gt;');
});

test('the page is the same for the same model, and names no address to load from', () => {
  expect(renderRoutesHtml(model(GATEWAY))).toBe(PAGE);
  expect(PAGE).not.toMatch(/\b(?:src|href)="(?!#)|url\(|@import/);
});

test('a template without routes makes a page that says so', () => {
  expect(renderRoutesHtml(model({ Group: group() }))).toContain('The template has no routes.');
});

/** Debian's, or the one that CHROMIUM names. */
const BROWSER = [process.env.CHROMIUM, '/usr/bin/chromium'].find(
  (path) => path !== undefined && existsSync(path),
);
if (BROWSER === undefined)
  process.stderr.write(
    'NOTICE: the HTML page is not tried in a browser: no /usr/bin/chromium, and CHROMIUM names none\n',
  );

(BROWSER === undefined ? describe.skip : describe)('in Chromium', () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-html-'));
    writeFileSync(join(folder, 'routes.html'), PAGE);
    const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
    const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...quiet];
    browser = await chromium.launch({ executablePath: BROWSER, args });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** The page, what it asked for, and what it complained about. */
  async function open(options: BrowserContextOptions = {}) {
    const page = await (await browser.newContext(options)).newPage();
    const noise: string[] = [];
    page.on('console', (message) => noise.push(message.text()));
    page.on('pageerror', (error) => noise.push(error.message));
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => noise.push('a dialog')));
    page.on('request', (request) => noise.push(request.url()));
    const address = pathToFileURL(join(folder, 'routes.html')).href;
    await page.goto(address);
    return { page, noise, address };
  }

  const shownRows = (page: Page) => page.locator('tbody tr:visible').count();

  test('it loads nothing, runs nothing foreign and breaks no rule of its policy', async () => {
    const { address, noise, page } = await open();
    expect(await shownRows(page)).toBe(ROWS);
    expect(noise).toEqual([address]);
    expect(await page.locator('img, iframe, link, object').count()).toBe(0);
  });

  test('a script or style that is not its own does not run', async () => {
    const { page } = await open();
    const runs = await page.evaluate(`
      const script = document.createElement('script');
      script.textContent = 'document.title = "run"';
      document.body.append(script);
      document.body.setAttribute('style', 'background: rgb(1, 2, 3)');
      [document.title, getComputedStyle(document.body).backgroundColor];
    `);
    expect(runs).toEqual(['Who may call shop.template.json', expect.not.stringContaining('1, 2, 3')]);
  });

  test('the filter finds words in any order, and kinds', async () => {
    const { page } = await open();
    await page.getByRole('searchbox').fill('release /orders');
    expect(await shownRows(page)).toBe(1);
    expect(await page.locator('#count').textContent()).toBe(`1 of ${ROWS} rows`);
    await page.getByRole('searchbox').fill('');
    await page.getByRole('checkbox', { name: 'protected' }).uncheck();
    expect(await shownRows(page)).toBe(ROWS - 1);
  });

  test('each kind has a word and a shape of its own', async () => {
    const { page } = await open();
    const badges = await page
      .locator('tbody .badge')
      .evaluateAll((all) =>
        all.map((each) => [each.textContent?.trim(), each.querySelector('use')?.href.baseVal]),
      );
    expect(Object.fromEntries(badges.map(([word, shape]) => [shape, word]))).toEqual({
      '#open': 'public',
      '#stated': 'public',
      '#unknown': 'unknown',
      '#locked': 'jwt',
      '#unpublished': 'not published',
    });
  });

  test('without JavaScript all rows and the details of tokens are there, and no filter that would not work', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await shownRows(page)).toBe(ROWS);
    expect(await page.locator('form').isVisible()).toBe(false);
    await page.getByText('token in full').click();
    expect(await page.getByText('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs').isVisible()).toBe(true);
  });

  test.each([1400, 1100, 380])('nothing sticks out at %d pixels', async (width) => {
    const { page } = await open({ viewport: { width, height: 800 } });
    const right = await page.evaluate<number>(`Math.max(
      ...[...document.querySelectorAll('main > *, td, td *')].map((each) => each.getBoundingClientRect().right)
    )`);
    expect(right).toBeLessThanOrEqual(width);
  });

  test.each(['light', 'dark'] as const)('every text can be read in %s', async (colorScheme) => {
    const { page } = await open({ colorScheme });
    expect(await page.evaluate(WEAK_CONTRASTS)).toEqual([]);
    const background = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const [red] = background.match(/\d+/) ?? [];
    expect(Number(red) < 128).toBe(colorScheme === 'dark');
  });
});
