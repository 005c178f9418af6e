import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { api, JWT, model, PROTECTED, plugin } from '../model/sample';
import { CLAIMS, HEADER, rs256Token } from '../token/handmade-token';
import { listen } from './listen';
import { openConsole } from './open-console';
import { SHOP } from './sample-gateway';

jest.setTimeout(30_000);

const WEAK_CONTRASTS = readFileSync(join(__dirname, '..', 'report', 'weak-contrasts.browser.js'), 'utf8');

/** Debian's, or the one that CHROMIUM names. */
const BROWSER = [process.env.CHROMIUM, '/usr/bin/chromium'].find(
  (path) => path !== undefined && existsSync(path),
);
if (BROWSER === undefined)
  process.stderr.write(
    "NOTICE: the gateway's page is not tried in a browser: no /usr/bin/chromium, and CHROMIUM names none\n",
  );

(BROWSER === undefined ? describe.skip : describe)('in Chromium', () => {
  let browser: Browser;
  let context: BrowserContext;
  let server: Awaited<ReturnType<typeof listen>>;
  let current: ReturnType<typeof openConsole>;

  beforeAll(async () => {
    const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
    const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...quiet];
    browser = await chromium.launch({ executablePath: BROWSER, args });
    context = await browser.newContext();
    server = await listen((asked) => current.answer(asked));
  }, 60_000);

  beforeEach(() => {
    current = openConsole();
  });

  afterEach(() => Promise.all(context.pages().map((page) => page.close())));

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  /** The page with its routes, the addresses it asked for, and what it complained about. */
  async function open() {
    const page = await context.newPage();
    const noise: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => noise.push(message.text()));
    page.on('pageerror', (error) => noise.push(error.message));
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => noise.push('a dialog')));
    page.on('request', (each) => asked.push(each.url()));
    await page.goto(`${server.url}/__gateway/`);
    await page.getByRole('row').nth(1).waitFor();
    return { page, noise, asked };
  }

  const paste = async (page: Page, claims: object) => {
    await page.getByLabel(/^Paste a token/).fill(rs256Token(HEADER, claims));
    await page
      .getByRole('status')
      .filter({ hasText: /taken|takes|Taken/ })
      .waitFor();
  };
  const row = (page: Page, words: string) => page.getByRole('row').filter({ hasText: words });

  test('it loads from this machine only, complains of nothing, and breaks no rule of its policy', async () => {
    const { asked, noise, page } = await open();
    expect(noise).toEqual([]);
    expect(
      asked.filter((url) => !url.startsWith(`${server.url}/__gateway/`) && !url.startsWith('data:')),
    ).toEqual([]);
    expect(await page.locator('img, iframe, object, script[src]').count()).toBe(0);
    expect(await page.getByRole('row').count()).toBe(9);
    expect(await page.locator('tbody').textContent()).not.toContain('\u202e');
  });

  test('a script that is not its own does not run, and text cannot become markup', async () => {
    const { page } = await open();
    const runs = await page.evaluate(`
      const script = document.createElement('script');
      try { script.textContent = 'document.title = "run"'; document.body.append(script); } catch {}
      try { document.body.innerHTML = '<p>gone</p>'; } catch {}
      [document.title, document.body.textContent.includes('gone')];
    `);
    expect(runs).toEqual(['Local gateway', false]);
  });

  test('a pasted token is decoded, and each route says what it does with it and why', async () => {
    const { page } = await open();
    await paste(page, { ...CLAIMS, exp: 1 });
    expect(await page.locator('#token-status').textContent()).toBe(
      'No route takes it: expired at 1970-01-01T00:00:01.000Z (403 A403JE).',
    );
    expect(await page.locator('#token-details').textContent()).toContain('"alice"');
    expect(await row(page, '[orderId]TEST').textContent()).toContain(
      'refusedexpired at 1970-01-01T00:00:01.000Z (403 A403JE)',
    );
    expect(await row(page, '/shop/health').textContent()).toContain('ignoredanyone gets through');
    await page.getByRole('button', { name: 'Forget it' }).click();
    expect(await page.locator('.judged').count()).toBe(0);
  });

  test('with the keyboard alone: mint, choose a route, send, and see the claims that the backend gets', async () => {
    const { noise, page } = await open();
    const press = (...keys: string[]) =>
      keys.reduce(async (before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
    const focused = () =>
      page.evaluate<string>('document.activeElement.textContent || document.activeElement.id');
    await press('Tab');
    expect(await focused()).toBe('Skip to the token');
    await press('Enter', 'Tab');
    expect(await focused()).toBe('token');
    await press('Tab', 'Tab');
    expect(await focused()).toBe('Mint a token');
    await press('Enter', 'Tab');
    expect(await focused()).toBe('mint-sub');
    await press('Enter');
    await page.locator('#token-status').filter({ hasText: 'Taken by 4 of 7 published routes.' }).waitFor();
    expect(await focused()).toBe('token');
    await page.getByRole('button', { name: 'Try GET /shop/orders/[orderId] in TEST' }).focus();
    await press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('route');
    await press('Control+Enter');
    await page.locator('#answer-status').filter({ hasText: '200' }).waitFor();
    expect(await page.locator('#answer-status').textContent()).toContain('let through to the backend');
    expect(await page.getByLabel('Body of the answer').textContent()).toContain('"X-User-Id"');
    expect(noise).toEqual([]);
  });

  test('without a token the gateway refuses, and the page says why', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Try GET /shop/orders/[orderId] in TEST' }).click();
    await page.getByRole('textbox', { name: 'orderId' }).fill('a/b');
    expect(await page.locator('#preview').textContent()).toBe('GET /shop/orders/a%2Fb');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('#answer-status').filter({ hasText: '400' }).waitFor();
    expect(await page.locator('#answer-status').textContent()).toContain('The gateway refused the request.');
    expect(await page.locator('#answer-body').textContent()).toContain(
      'The route wants a token, and the request has none where the plug-in looks for it.',
    );
    expect(await page.locator('.steps li').last().textContent()).toContain('stopped: ');
  });

  test('when the template has changed, the page shows the new one once somebody looks at it again', async () => {
    const { page } = await open();
    const lookAgain = () => page.evaluate('window.dispatchEvent(new Event("focus"))');
    await page.getByRole('searchbox').fill('more-x');
    const { Draft, ...others } = SHOP;
    current = openConsole({}, model({ ...others, More: api('GET /more-x') }));
    await lookAgain();
    await row(page, '/more-x').waitFor();
    expect(await page.locator('tbody tr:visible').count()).toBe(1);
    await page.route('**/routes', (route) => route.abort());
    await lookAgain();
    const words = 'The gateway does not answer. Is it still running?';
    await page.getByRole('alert').filter({ hasText: words }).waitFor();
  });

  test('a shell runs nothing that a template says', async () => {
    const data = {
      ...JWT,
      parameter: "$(id)'`id`",
      parameterLocation: 'cookie',
      jwk: fixturePublicJwk('RS256'),
    };
    current = openConsole({}, model({ ...PROTECTED, Jwt: plugin('jwtAuth', data) }));
    const { page } = await open();
    await paste(page, CLAIMS);
    expect(await page.locator('#curl').textContent()).toBe(
      `curl -i -H 'Cookie: $(id)'\\''\`id\`='"$TOKEN" '${server.url}/orders'`,
    );
  });

  test.each(['cookie', 'query', 'header'])(
    'the token goes where the plug-in looks for it: %s',
    async (where) => {
      const data = {
        ...JWT,
        parameter: 'access_token',
        parameterLocation: where,
        jwk: fixturePublicJwk('RS256'),
      };
      current = openConsole({}, model({ ...PROTECTED, Jwt: plugin('jwtAuth', data) }));
      const { page } = await open();
      await paste(page, CLAIMS);
      expect(await page.locator('#token-place').textContent()).toBe(`in the ${where} access_token`);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.locator('#answer-status').filter({ hasText: '200' }).waitFor();
      await page.getByRole('checkbox').uncheck();
      await page.getByRole('button', { name: 'Send' }).click();
      await page.locator('#answer-status').filter({ hasText: '400' }).waitFor();
    },
  );

  test('the filter finds words in any order', async () => {
    const { page } = await open();
    await page.getByRole('searchbox').fill('release /orders');
    expect(await page.locator('tbody tr:visible').count()).toBe(2);
    expect(await page.locator('#count').textContent()).toBe('2 of 8 rows');
  });

  test('of thousands of routes the page draws what somebody reads, and the filter finds the others', async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => [`Many${i}`, api(`GET /many/${i}`)]);
    current = openConsole({}, model({ ...SHOP, ...Object.fromEntries(many) }));
    const { page } = await open();
    expect(await page.locator('tbody tr').count()).toBe(200);
    await page.getByRole('searchbox').fill('/many/999');
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.getByRole('searchbox').fill('/many/');
    await page.getByRole('button', { name: 'Show all 1000 rows' }).click();
    expect(await page.locator('tbody tr').count()).toBe(1_000);
  });

  test('the curl line has no token in it', async () => {
    const { page } = await open();
    await paste(page, CLAIMS);
    await page.getByRole('button', { name: 'Try GET /shop/orders/[orderId] in TEST' }).click();
    await page.getByText('The same with curl').click();
    expect(await page.locator('#curl').textContent()).toBe(
      `curl -i -H 'X-Ca-Stage: TEST' -H 'Authorization: Bearer '"$TOKEN" '${server.url}/shop/orders/1'`,
    );
  });

  test('nothing sticks out, on a screen of any width', async () => {
    const { page } = await open();
    await paste(page, CLAIMS);
    for (const width of [1400, 1000, 400]) {
      await page.setViewportSize({ width, height: 800 });
      const right = await page.evaluate<number>(`Math.max(
        ...[...document.querySelectorAll('main *:not(.unseen)')].map((each) => each.getBoundingClientRect().right)
      )`);
      expect(right).toBeLessThanOrEqual(width);
    }
  });

  test('every text can be read in light and in dark', async () => {
    const { page } = await open();
    await paste(page, CLAIMS);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Headers', { exact: true }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect({ colorScheme, weak: await page.evaluate(WEAK_CONTRASTS) }).toEqual({ colorScheme, weak: [] });
    }
  });

  test('everything that can be used has a name and shows that it has the focus', async () => {
    const { page } = await open();
    await page.getByText('Mint a token').click();
    const nameless = await page.evaluate(`
      [...document.querySelectorAll('a, button, input, select, textarea, summary, [tabindex="0"]')]
        .filter((each) => each.getClientRects().length > 0)
        .filter((each) => !(each.labels?.[0]?.textContent || each.textContent.trim() || each.ariaLabel || each.getAttribute('aria-labelledby')))
        .map((each) => each.outerHTML)
    `);
    expect(nameless).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle')).toBe(
      'solid',
    );
  });
});
