import { stripVTControlCharacters } from 'node:util';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv from 'ajv-draft-04';
import fc from 'fast-check';
import type { Change, LevelledDiff } from '../../lib/diff';
import { type DiffRendering, renderDiff } from '../../lib/report';
import schema from '../../lib/report/schemas/diff.schema.json';
import { changeOf, diffWith, placeIn, reportOf, sampleDiff } from './sample-diff';
import { schemaProblems } from './schema-problems';

const FORMATS = ['text', 'json', 'markdown', 'sarif', 'github'] as const;
const render = (diff: LevelledDiff, options: DiffRendering) => renderDiff(reportOf(diff), options);
const lines = (options: DiffRendering, diff = sampleDiff()) => render(diff, options).split('\n');

const weaker = (given: Partial<Change> = {}) =>
  changeOf({
    kind: 'authentication-removed',
    posture: { verdict: 'weaker', reason: 'anybody may call it' },
    ...given,
  });

describe('text', () => {
  test('is a table, each change with its reasons, and the verdict last', () => {
    expect(lines({ format: 'text' })).toEqual([
      'POSTURE   CALLERS  CHANGE                  WHAT',
      'weaker    safe     authentication removed  GET /orders RELEASE',
      'unknown   unknown  plug-in data changed    plug-in Cache',
      'stronger  break    signing key removed     plug-in CustomersJwtAuth',
      'neutral   safe     backend changed         GET /orders RELEASE',
      '',
      'authentication removed',
      '  GET /orders RELEASE: anybody may call it now',
      '    before    jwt · kid avOyfT…ls',
      '    after     public',
      '    posture   weaker: no plug-in asks for a token any more',
      '    callers   safe: the route is as it was',
      '    update    open for a moment: the binding is deleted before the route is (inferred); avoid it:',
      '              set DisableInternet first',
      '    replace   the attachment is deleted and created again',
      '    at        cdk.out/shop.template.json:3:5 · shop/Orders',
      '    was       git:main:cdk.out/shop.template.json:3:5',
      '',
      'plug-in data changed',
      '  plug-in Cache: its data are not typed here',
      '    before    {"duration":60}',
      '    after     {"duration":90}',
      '    posture   unknown: caching is not modelled',
      '    callers   unknown: caching is not modelled',
      '    at        cdk.out/shop.template.json:4:5 · shop/Keys',
      '    was       git:main:cdk.out/shop.template.json:4:5',
      '',
      'signing key removed',
      '  plug-in CustomersJwtAuth: a key is gone',
      '    before    kid old-1',
      '    posture   stronger: fewer keys can sign',
      '    callers   break: tokens signed with old-1 are refused',
      '    at        git:main:cdk.out/shop.template.json:5:5 · shop/Orders',
      '',
      'backend changed',
      '  GET /orders RELEASE: the backend is another one',
      '    before    https://a.example.com',
      '    after     https://b.example.com',
      '    posture   neutral: who may call is as it was',
      '    callers   safe: the route is as it was',
      '    at        cdk.out/shop.template.json:3:5 · shop/Orders',
      '    was       git:main:cdk.out/shop.template.json:3:5',
      '',
      'not read: a change may hide there',
      '  - head: cdk.out/shop.template.json:5:5: Nested is a nested stack whose template is elsewhere',
      '',
      'Two templates were compared, and nothing else: not what was changed in the console, not the values',
      'of --parameters, and not what a backend does.',
      '',
      'base  git:main:cdk.out',
      'head  cdk.out',
      'Weaker: authentication removed (1 route) · open while it is deployed: GET /orders · 1 change breaks',
      'callers · 1 place not read',
      '',
    ]);
  });

  test('fits into its columns where names have spaces, and cuts none of them', () => {
    const subject = `GET ${Array.from({ length: 40 }, (_, i) => `/orders${i}`).join(' ')} RELEASE`;
    const shown = lines({ format: 'text', width: 80 }, diffWith(weaker({ subject })));
    const table = shown.slice(0, shown.indexOf(''));
    expect(table[0]).toMatch(/^POSTURE +CALLERS +CHANGE +WHAT$/);
    expect(table.every((line) => line.length <= 80)).toBe(true);
    expect(table.join(' ')).toContain('/orders39 RELEASE');
    expect(table.join('')).not.toContain('…');
  });

  test('is painted where a terminal asks for it, and only there', () => {
    expect(render(sampleDiff(), { format: 'text' })).not.toContain('\u001b');
    const painted = render(sampleDiff(), { format: 'text', color: true });
    expect(painted).toContain('\u001b[31mweaker\u001b[39m');
    expect(stripVTControlCharacters(painted)).toBe(render(sampleDiff(), { format: 'text' }));
  });
});

describe('the verdict', () => {
  const OPEN = { kind: 'open', why: 'a new route', avoid: 'two deployments', grade: 'inferred' } as const;
  const unknown = changeOf({ posture: { verdict: 'unknown', reason: 'a parameter' } });
  const broken = (route?: string) => changeOf({ route, callers: { verdict: 'break', reason: 'it is gone' } });
  const perhaps = changeOf({ callers: { verdict: 'may break', reason: 'a limit is lower' } });
  const unread = sampleDiff().unread;

  test.each<[string, LevelledDiff, string]>([
    ['nothing', diffWith(), '✅ No change'],
    [
      'nothing that could be read',
      { ...diffWith(), unread },
      '❔ No change in what could be read · 1 place not read',
    ],
    ['what weakens and breaks nothing', diffWith(changeOf()), '✅ Not weaker, and callers keep working'],
    [
      'what breaks',
      diffWith(broken('GET /a'), broken('GET /a'), broken('GET /b')),
      '⚠️ Not weaker: backend changed (2 routes) · callers of 2 routes break',
    ],
    [
      'what breaks without a route',
      diffWith(broken(), broken()),
      '⚠️ Not weaker: backend changed (2 times) · 2 changes break callers',
    ],
    [
      'what may break',
      diffWith(perhaps),
      '⚠️ Not weaker: backend changed (1 route) · callers of 1 route may break',
    ],
    ['what nobody knows', diffWith(unknown), '❔ Not clear whether weaker: backend changed (1 route)'],
    [
      'what is weaker, before anything else',
      diffWith(weaker(), unknown, perhaps),
      '❌ Weaker: authentication removed (1 route) · callers of 1 route may break',
    ],
    [
      'what is open for a moment, before what breaks',
      diffWith(changeOf({ exposure: OPEN }), broken('GET /b')),
      '🔓 Open while it is deployed: GET `/orders` · Not weaker after it · callers of 1 route break',
    ],
    [
      'what is open for a moment, and unclear',
      diffWith(changeOf({ exposure: OPEN }), unknown),
      '🔓 Open while it is deployed: GET `/orders` · Not clear whether weaker after it',
    ],
    [
      'what is weaker, and open for a moment',
      diffWith(weaker(), changeOf({ exposure: OPEN })),
      '❌ Weaker: authentication removed (1 route) · open while it is deployed: GET `/orders`',
    ],
    [
      'what answers nobody for a moment',
      diffWith(changeOf({ exposure: { ...OPEN, kind: 'outage' } })),
      '⚠️ Not weaker: backend changed (1 route) · no answer while it is deployed: GET `/orders`',
    ],
    [
      'many kinds',
      diffWith(
        ...['a', 'b', 'c', 'd', 'e'].map((kind) => weaker({ kind, route: undefined })),
        weaker({ kind: 'a', route: undefined }),
      ),
      '❌ Weaker: a (2 times), b, c, 2 more kinds',
    ],
  ])('over %s is one line', (_, diff, words) => {
    expect(lines({ format: 'markdown' }, diff)[1]).toBe(`### ${words}`);
  });
});

test('what is open for a moment comes first, and is not folded away', () => {
  const exposure = { kind: 'open', why: 'a new route', avoid: 'two deployments', grade: 'doc' } as const;
  const diff = diffWith(changeOf({ subject: 'GET /a' }), changeOf({ subject: 'GET /b', exposure }));
  const markdown = lines({ format: 'markdown' }, diff);
  const at = (text: string) => markdown.findIndex((line) => line.startsWith(text));
  const places = [
    '#### ⏱️ While it is being deployed',
    '| What else changes',
    '<details><summary>✅ Not weaker, and callers keep working: 1 change',
  ].map(at);
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  const { summary } = JSON.parse(render(diff, { format: 'json' }));
  expect(summary).toMatchObject({ exposures: 1, open: 1, outage: 0 });
});

describe('JSON', () => {
  test('is as its schema says', () => {
    const document = JSON.parse(render(sampleDiff(), { format: 'json' }));
    expect(schemaProblems(document, schema)).toEqual([]);
  });

  test('has the counts, every member of a change, and the kinds that there are', () => {
    const document = JSON.parse(render(sampleDiff(), { format: 'json' }));
    expect(document.summary).toEqual({
      words:
        'Weaker: authentication removed (1 route) · open while it is deployed: GET /orders · 1 change breaks callers · 1 place not read',
      posture: { weaker: 1, unknown: 1, neutral: 1, stronger: 1 },
      callers: { break: 1, mayBreak: 0, unknown: 1, safe: 2 },
      exposures: 1,
      open: 1,
      outage: 0,
      unread: 1,
    });
    expect(document.changes[0]).toEqual({
      kind: 'authentication-removed',
      topic: 'requests',
      subject: 'GET /orders RELEASE',
      message: 'anybody may call it now',
      route: 'GET /orders',
      stage: 'RELEASE',
      stack: 'shop',
      logicalId: 'Orders',
      affects: [],
      before: {
        text: 'jwt · kid avOyfT…ls',
        place: { file: 'git:main:cdk.out/shop.template.json', line: 3, column: 5, path: 'Resources.Orders' },
      },
      after: {
        text: 'public',
        place: { file: 'cdk.out/shop.template.json', line: 3, column: 5, path: 'Resources.Orders' },
      },
      posture: { verdict: 'weaker', reason: 'no plug-in asks for a token any more' },
      callers: { verdict: 'safe', reason: 'the route is as it was' },
      exposure: {
        kind: 'open',
        why: 'the binding is deleted before the route is',
        avoid: 'set DisableInternet first',
        grade: 'inferred',
      },
      replacement: 'the attachment is deleted and created again',
      fingerprint: 'aaaaaaaaaaaa',
    });
    expect(document.kinds.map(({ id }: { id: string }) => id)).toHaveLength(4);
    expect(JSON.parse(render(diffWith(), { format: 'json' })).kinds).toEqual([]);
  });
});

describe('Markdown', () => {
  test('is a comment with the weakest first and the harmless folded', () => {
    expect(lines({ format: 'markdown' })).toEqual([
      '<!-- jwt-gateway diff -->',
      '### ❌ Weaker: authentication removed (1 route) · open while it is deployed: `GET /orders` · 1 change breaks callers · 1 place not read',
      '',
      '`git:main:cdk.out` → `cdk.out`',
      '',
      '#### ⏱️ While it is being deployed',
      '',
      '- **Open for a moment**: `GET /orders RELEASE`: the binding is deleted before the route is (inferred, not documented). To avoid it: set DisableInternet first.',
      '',
      '| What else changes | Do more callers get in? | Do callers break? |',
      '| --- | --- | --- |',
      '| `GET /orders RELEASE`: anybody may call it now<br>`jwt · kid avOyfT…ls` → `public`<br>deployed as: the attachment is deleted and created again<br><sub>`cdk.out/shop.template.json:3:5` · authentication removed</sub> | **weaker**: no plug-in asks for a token any more | **safe**: the route is as it was |',
      '| `plug-in Cache`: its data are not typed here<br>`{"duration":60}` → `{"duration":90}`<br><sub>`cdk.out/shop.template.json:4:5` · plug-in data changed</sub> | **unknown**: caching is not modelled | **unknown**: caching is not modelled |',
      '| `plug-in CustomersJwtAuth`: a key is gone<br>`kid old-1` → nothing<br><sub>`git:main:cdk.out/shop.template.json:5:5` · signing key removed</sub> | **stronger**: fewer keys can sign | **break**: tokens signed with `old-1` are refused |',
      '',
      '<details><summary>✅ Not weaker, and callers keep working: 1 change</summary>',
      '',
      '| What else changes | Do more callers get in? | Do callers break? |',
      '| --- | --- | --- |',
      '| `GET /orders RELEASE`: the backend is another one<br>`https://a.example.com` → `https://b.example.com`<br><sub>`cdk.out/shop.template.json:3:5` · backend changed</sub> | **neutral**: who may call is as it was | **safe**: the route is as it was |',
      '',
      '</details>',
      '',
      '#### ❔ Not read: a change may hide there',
      '',
      '- head: Nested is a nested stack whose template is elsewhere `cdk.out/shop.template.json:5:5`',
      '',
      '<sub>Two templates were compared, and nothing else: not what was changed in the console, not the values of `--parameters`, and not what a backend does.</sub>',
      '',
    ]);
  });

  test('says once what happened to several routes in the same way', () => {
    const many = Array.from({ length: 50 }, (_, i) => ({ subject: `GET /${i} RELEASE` }));
    const others = render(diffWith(...many.map(changeOf)), { format: 'markdown' });
    expect(others).toContain(
      '| `GET /0 RELEASE`, `GET /1 RELEASE`, `GET /2 RELEASE`, `GET /3 RELEASE`, `GET /4 RELEASE`, `GET /5 RELEASE`, and 44 more: the backend is another one<br>',
    );
    expect(others).toContain('callers keep working: 50 changes</summary>');
    const weakened = render(diffWith(...many.map(weaker)), { format: 'markdown' });
    expect(weakened.match(/`GET \/\d+ RELEASE`/g)).toHaveLength(50);
  });

  test('names the first routes that a plug-in works on, and counts all of them', () => {
    const affects = Array.from({ length: 7 }, (_, i) => `GET /${i} RELEASE`);
    const swap = changeOf({
      kind: 'signing-key-removed',
      route: undefined,
      affects,
      callers: { verdict: 'break', reason: 'x' },
    });
    expect(render(diffWith(swap), { format: 'markdown' })).toContain(
      '<br>on 7 routes: `GET /0`, `GET /1`, `GET /2`, `GET /3` and 3 more<br>',
    );
    expect(render(diffWith(swap), { format: 'text' })).toContain(
      '\n    routes    7 routes: GET /0, GET /1, GET /2, GET /3 and 3 more',
    );
    expect(lines({ format: 'markdown' }, diffWith(swap))[1]).toBe(
      '### ⚠️ Not weaker: signing key removed (7 routes) · callers of 7 routes break',
    );
  });

  test('has a marker of its own for each name', () => {
    expect(lines({ format: 'markdown', commentId: 'shop' })[0]).toBe('<!-- jwt-gateway diff shop -->');
  });

  test('says once what happens to many routes during the update', () => {
    const exposure = { kind: 'open', why: 'a new route', avoid: 'two deployments', grade: 'doc' } as const;
    const changes = Array.from({ length: 7 }, (_, i) => changeOf({ subject: `GET /${i}`, exposure }));
    const items = lines({ format: 'markdown' }, diffWith(...changes)).filter((line) =>
      line.startsWith('- **'),
    );
    expect(items).toEqual([
      '- **Open for a moment**: `GET /0`, `GET /1`, `GET /2`, `GET /3`, `GET /4`, and 2 more: a new route. To avoid it: two deployments.',
    ]);
  });

  const rows = (markdown: string, start: string) =>
    markdown.split('\n').filter((line) => line.startsWith(`| \`${start}`)).length;

  test('leaves out the harmless before anything that is weaker, and counts it', () => {
    const weak = Array.from({ length: 300 }, (_, i) =>
      weaker({ subject: `GET /weak/${i} RELEASE`, message: `change ${i}` }),
    );
    const fine = Array.from({ length: 300 }, (_, i) =>
      changeOf({ subject: `GET /fine/${i} RELEASE`, message: `change ${i}` }),
    );
    const markdown = render(diffWith(...weak, ...fine), { format: 'markdown' });
    expect(markdown.length).toBeLessThanOrEqual(60_000);
    expect(rows(markdown, 'GET /weak/')).toBe(300);
    const shown = rows(markdown, 'GET /fine/');
    expect(shown).toBeLessThan(300);
    expect(markdown).toContain(
      `**${300 - shown} more changes not shown here.** \`jwt-gateway diff\` has all in full.`,
    );
    expect(markdown).toMatch(/\n\d+ changes above in short\. /);
  });

  test('has one line for each of 600 weakenings, in short', () => {
    const weak = Array.from({ length: 600 }, (_, i) =>
      weaker({ subject: `GET /weak/${i} RELEASE`, message: `change ${i}` }),
    );
    const markdown = render(diffWith(...weak), { format: 'markdown' });
    expect(markdown.length).toBeLessThanOrEqual(60_000);
    expect(rows(markdown, 'GET /weak/')).toBe(600);
    expect(markdown).toContain('`GET /weak/599 RELEASE`: authentication removed | **weaker** | **safe** |');
  });

  test('says how many weakenings there are where not even one line for each has room', () => {
    const weak = Array.from({ length: 3_000 }, (_, i) =>
      weaker({ subject: `GET /weak/${i} RELEASE`, route: `GET /weak/${i}`, message: `change ${i}` }),
    );
    const markdown = render(diffWith(...weak), { format: 'markdown' });
    expect(markdown.length).toBeLessThanOrEqual(60_000);
    expect(markdown).toContain('### ❌ Weaker: authentication removed (3000 routes)');
    expect(markdown).toContain(`**${3_000 - rows(markdown, 'GET /weak/')} more changes not shown here.**`);
  });
});

describe('a file of levels', () => {
  const general = {
    posture: { verdict: 'weaker', reason: 'anybody may call it' },
    callers: { verdict: 'safe', reason: 'the route is as it was' },
    owner: 'platform team',
  } as const;
  const decided = changeOf({
    kind: 'authentication-removed',
    posture: { verdict: 'neutral', reason: 'a page for everybody' },
    judgedAs: general,
  });
  const level = {
    kind: 'backend-changed',
    path: 'GET /gone',
    reason: 'it was there',
    owner: 'platform team',
    expires: '2026-01-31',
    origin: placeIn('jwt-gateway.changes.yaml'),
  };
  const diff = { ...diffWith(decided), levelProblems: [{ level, message: 'expired on 2026-01-31' }] };

  test('is named in the verdict, and what it makes harmless is not folded away', () => {
    const markdown = lines({ format: 'markdown' }, diff);
    expect(markdown[1]).toBe(
      '### ✅ Not weaker, and callers keep working · 1 change judged by a file of levels',
    );
    expect(markdown).not.toContain('</details>');
    expect(markdown.join('\n')).toContain(
      '<br>in general weaker: anybody may call it, callers safe: the route is as it was; decided by platform team<br>',
    );
    expect(markdown).toContain(
      '- backend-changed at GET `/gone`: expired on `2026-01-31` `jwt-gateway.changes.yaml:3:5`',
    );
  });

  test('stands beside the change in text, JSON, SARIF and annotations', () => {
    const words = 'in general weaker: anybody may call it, callers safe: the route is as it was';
    expect(lines({ format: 'text' }, diff)).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`    level     ${words}`),
        'levels that decide nothing here',
        '  - jwt-gateway.changes.yaml:3:5: backend-changed at GET /gone: expired on 2026-01-31',
      ]),
    );
    const json = JSON.parse(render(diff, { format: 'json' }));
    expect(schemaProblems(json, schema)).toEqual([]);
    expect(json.changes[0].judgedAs).toEqual(general);
    expect(json.levels).toEqual([
      {
        kind: 'backend-changed',
        path: 'GET /gone',
        reason: 'it was there',
        owner: 'platform team',
        expires: '2026-01-31',
        message: 'expired on 2026-01-31',
        place: { file: 'jwt-gateway.changes.yaml', line: 3, column: 5, path: 'Resources.Orders' },
      },
    ]);
    const [{ invocations, results }] = JSON.parse(render(diff, { format: 'sarif' })).runs;
    expect(results[0].suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: `a page for everybody; the route is as it was; ${words}; decided by platform team`,
      },
    ]);
    expect(invocations[0].toolExecutionNotifications).toHaveLength(1);
    expect(lines({ format: 'github' }, diff)[0]).toMatch(
      /^::notice .*in general weaker: anybody may call it/,
    );
  });

  test('that makes something weaker says so in the first line', () => {
    const raised = weaker({ judgedAs: { ...general, posture: { verdict: 'neutral', reason: 'a name' } } });
    expect(lines({ format: 'markdown' }, diffWith(raised))[1]).toMatch(
      /^### ❌ Weaker: authentication removed/,
    );
  });
});

describe('SARIF', () => {
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true });
  const isSarif = ajv.compile(sarifSchema);
  const fileOf = (named: string) => named.replace(/^git:main:/, '');
  const sarif = (diff = sampleDiff()) =>
    JSON.parse(render(diff, { format: 'sarif', version: '1.2.3', fileOf }));

  test('matches its schema', () => {
    isSarif(sarif());
    expect(isSarif.errors ?? []).toEqual([]);
  });

  test('has a result for each change, at its place in the work tree', () => {
    const [{ results }] = sarif().runs;
    expect(results[0]).toEqual({
      ruleId: 'authentication-removed',
      ruleIndex: 0,
      kind: 'fail',
      level: 'error',
      message: {
        text: 'GET /orders RELEASE: anybody may call it now (jwt · kid avOyfT…ls → public). weaker: no plug-in asks for a token any more. callers safe: the route is as it was. open for a moment: the binding is deleted before the route is (inferred); avoid it: set DisableInternet first',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'cdk.out/shop.template.json', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 5 },
          },
          logicalLocations: [{ name: 'Orders', fullyQualifiedName: 'shop/Orders', kind: 'resource' }],
        },
      ],
      partialFingerprints: { 'jwtGatewayChange/v1': 'aaaaaaaaaaaa' },
      properties: {
        subject: 'GET /orders RELEASE',
        route: 'GET /orders',
        stage: 'RELEASE',
        side: 'head',
        path: 'Resources.Orders',
        posture: 'weaker',
        callers: 'safe',
        exposure: 'open',
      },
    });
    expect(results.map(({ kind, level }: Record<string, string>) => `${kind} ${level}`)).toEqual([
      'fail error',
      'review none',
      'fail warning',
      'informational none',
    ]);
    expect(results[2].properties.side).toBe('base');
    expect(results[2].locations[0].physicalLocation.artifactLocation.uri).toBe('cdk.out/shop.template.json');
  });

  test('has help for every kind, and what was not read as a notification', () => {
    const [{ invocations, tool }] = sarif().runs;
    expect(tool.driver.rules[0]).toMatchObject({
      id: 'authentication-removed',
      shortDescription: { text: 'A route asks for less than before.' },
      help: { text: expect.stringContaining('Callers: safe: whoever was let in still is.') },
    });
    expect(invocations[0].toolExecutionNotifications[0].message.text).toBe(
      'head: Nested is a nested stack whose template is elsewhere',
    );
  });
});

test('workflow commands name file, line and column, and the verdict follows them', () => {
  const fileOf = (named: string) => named.replace(/^git:main:/, '');
  expect(lines({ format: 'github', fileOf }).map((line) => line.slice(0, 96))).toEqual([
    '::error file=cdk.out/shop.template.json,line=3,col=5,title=authentication removed::GET /orders R',
    '::warning file=cdk.out/shop.template.json,line=4,col=5,title=plug-in data changed::plug-in Cache',
    '::warning file=cdk.out/shop.template.json,line=5,col=5,title=signing key removed::plug-in Custom',
    '::notice file=cdk.out/shop.template.json,line=3,col=5,title=backend changed::GET /orders RELEASE',
    '::notice file=cdk.out/shop.template.json,line=5,col=5,title=not read::head: Nested is a nested s',
    'Weaker: authentication removed (1 route) · open while it is deployed: GET /orders · 1 change bre',
    '',
  ]);
});

describe('texts of a template', () => {
  const texts = fc.oneof(
    fc.string({
      unit: fc.constantFrom(...'a@#`|<>[]()*_~!\\:,%{0}&$-+=. \r\n\u001b\u202e\u2028\u200b\ud800'),
      maxLength: 24,
    }),
    fc.constantFrom(
      '@team',
      '<img src=x onerror=alert(1)>',
      '</details></sub>',
      '-->',
      '| a | b |',
      '``` ` ```',
      'https://example.com www.example.com a@example.com',
      '#123 !123 GH-123 deadbeef1234567 :tada:',
      '\n\n# heading\n',
      '\u001b]8;;https://example.com\u0007click\u001b]8;;\u0007',
      '::error file=a::b',
      'x'.repeat(3_000),
      '`'.repeat(3_000),
    ),
  );
  /** A difference with one text in every field that can hold a text of a template. */
  const hostile = (text: string): LevelledDiff => {
    const origin = placeIn(text);
    const side = { text, origin };
    const change = weaker({
      kind: text,
      subject: text,
      message: text,
      route: text,
      stage: text,
      stack: text,
      logicalId: text,
      affects: [text, text],
      before: side,
      after: side,
      posture: { verdict: 'weaker', reason: text },
      callers: { verdict: 'break', reason: text },
      judgedAs: {
        posture: { verdict: 'neutral', reason: text },
        callers: { verdict: 'safe', reason: text },
        owner: text,
      },
      exposure: { kind: 'open', why: text, avoid: text, grade: 'recall' },
      replacement: text,
    });
    const fine = changeOf({
      ...change,
      judgedAs: undefined,
      posture: { verdict: 'neutral', reason: text },
      callers: { verdict: 'safe', reason: text },
      exposure: undefined,
    });
    return {
      base: text,
      head: text,
      changes: [change, fine],
      routes: [],
      addresses: [text],
      unread: [{ side: 'base', message: text, origin }],
      levelProblems: [
        { level: { kind: text, path: text, reason: text, owner: text, origin }, message: text },
      ],
    };
  };

  test('cannot act in any format', () => {
    const acting = /[^\n -~\u00a0-\u{10ffff}]|[\u200b\u202e\u2028\ud800]/u;
    fc.assert(
      fc.property(texts, fc.constantFrom(...FORMATS), (text, format) => {
        expect(render(hostile(text), { format })).not.toMatch(acting);
      }),
    );
  });

  test('are code in Markdown but for plain words, and no cell, list or fold is torn', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const markdown = render(hostile(text), { format: 'markdown' });
        const rest = markdown.replace(/`[^`\n]*`/g, 'CODE');
        const ours = /^<!-- jwt-gateway diff -->$|<br>|<\/?(?:sub|details|summary)>|\*\*/gm;
        expect(rest.replace(ours, ' ').replace(/^#{3,4} |^\| --- \| --- \| --- \|$/gm, '')).not.toMatch(
          /[@`<>[\]\\#*_~&!]|\w:\w|\w\.\w|[a-f\d]{7}/,
        );
        const rows = rest.split('\n').filter((line) => line.startsWith('| CODE') || line.startsWith('| :'));
        expect(rows.map((row) => row.split('|').length)).toEqual(rows.map(() => 5));
        expect(markdown.match(/<details>/g)).toHaveLength(1);
        // A line that begins so is a command to GitLab.
        expect(markdown).not.toMatch(/^\s*\//m);
        expect(markdown.trimEnd().endsWith('</sub>')).toBe(true);
        expect(markdown.length).toBeLessThanOrEqual(60_000);
      }),
    );
  });

  test('cannot begin or end a workflow command', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const commands = render(hostile(text), { format: 'github' }).split('\n').slice(0, -2);
        expect(commands).toHaveLength(4);
        for (const command of commands)
          expect(command.split('::')[1]).toMatch(
            /^(?:error|notice) file=[^,:]*,line=\d+,col=\d+,title=[^,:]*$/,
          );
      }),
    );
  });

  test('keep SARIF and JSON what they are', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(JSON.parse(render(hostile(text), { format: 'json' })).changes[0].subject).toBe(text);
        const [{ results }] = JSON.parse(render(hostile(text), { format: 'sarif' })).runs;
        expect(results[0].message.text).not.toMatch(/\]\(|\{\d+\}/);
      }),
    );
  });

  test('stay on their lines in text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const table = lines({ format: 'text' }, hostile(text)).slice(0, 3);
        expect(table[0]?.slice(0, 7)).toBe('POSTURE');
        expect(table[1]?.slice(0, 7)).toBe('weaker ');
      }),
    );
  });
});

test('the same difference makes the same text in every format', () => {
  for (const format of FORMATS)
    expect(render(sampleDiff(), { format })).toBe(render(sampleDiff(), { format }));
});
