import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { parseTemplate } from '../../lib/model';
import { FINDINGS_FORMATS, type FindingsRendering, renderFindings } from '../../lib/report';
import schema from '../../lib/report/schemas/findings.schema.json';
import { displayWidth } from '../../lib/text';
import { anyGroup, openRoute, reportOf, sampleReport, TEMPLATE } from './checked-gateway';
import { schemaProblems } from './schema-problems';

const LINES = TEMPLATE.split('\n');
const lineOf = (file: string, line: number) => (file === 'stacks/shop.yaml' ? LINES[line - 1] : undefined);
const lines = (options: FindingsRendering) => renderFindings(sampleReport(), options).split('\n');

test('the text says what, where, why and how to fix it, the worst first', () => {
  expect(lines({ format: 'text', lineOf })).toEqual([
    'error open-route',
    '  A route is open to anyone.',
    '',
    '  - GET /orders/[orderId] RELEASE: anybody may call it',
    '    stacks/shop.yaml:8:7 · shop/Orders',
    '      8 │ AuthType: ANONYMOUS',
    '',
    '  why   Whoever finds the address can call it, and nobody can tell callers apart. That is seldom',
    '        what was meant.',
    '  fix   Bind a plug-in to it.',
    '  see   https://example.com/authentication',
    '',
    'warning waiver-unused',
    '  A waiver waives nothing.',
    '',
    '  - waiver of open-route for shop/Gone: no finding of that rule is there',
    '    ci/waivers.yaml:7:5',
    '',
    '  why   It would hide the next defect of its rule on its path, which nobody has looked at.',
    '  fix   Remove the waiver, or write the path as the finding has it: STACK/LOGICALID or',
    '        STACK/LOGICALID/STAGE.',
    '  see   RULES.md, "Waivers"',
    '',
    'note any-group',
    '  There is a group.',
    '',
    '  - group Shop: is there',
    '    stacks/shop.yaml:3:3 · shop/Shop',
    '      3 │ Shop:',
    '',
    '  why   Groups are counted.',
    '  fix   Leave it.',
    '  see   npm @alicloud/ros-cdk-spec 1.0.13 (inferred)',
    '',
    'not judged, because the template alone does not tell',
    '  - open-route: GET /dark RELEASE: AuthType is a parameter',
    '    stacks/shop.yaml:33:7 · shop/Dark',
    '      33 │ AuthType: !Ref Auth',
    '',
    'not read',
    '  - stacks/shop.yaml:38:3: Nested is a nested stack whose template is elsewhere',
    '',
    '1 error · 1 warning · 1 note · 1 not judged · 1 not read · 2 waived · 4 routes, 2 rules',
    '',
  ]);
});

test('what is waived is listed when asked, with who waived it', () => {
  expect(lines({ format: 'text', showWaived: true }).slice(-11)).toEqual([
    'waived',
    '  open-route',
    '  - GET /status RELEASE: anybody may call it',
    '    stacks/shop.yaml:16:7 · shop/Status',
    '    waived until 2026-07-31 by platform team: moves in July',
    '  - GET /health RELEASE: anybody may call it',
    '    stacks/shop.yaml:25:7 · shop/Health',
    '    waived in the template: probe; no data',
    '',
    '1 error · 1 warning · 1 note · 1 not judged · 1 not read · 2 waived · 4 routes, 2 rules',
    '',
  ]);
});

test('the text is painted only when asked, and says the same', () => {
  const plain = renderFindings(sampleReport(), { format: 'text', lineOf });
  const painted = renderFindings(sampleReport(), { format: 'text', lineOf, color: true });
  expect(plain).not.toContain('\u001b');
  expect(painted).toContain('\u001b[31merror\u001b[39m');
  expect(stripVTControlCharacters(painted)).toBe(plain);
});

test('the text fits a narrow terminal', () => {
  const wide = lines({ format: 'text', showWaived: true, lineOf, width: 72 });
  expect(wide.filter((line) => displayWidth(line) > 72)).toEqual([
    '1 error · 1 warning · 1 note · 1 not judged · 1 not read · 2 waived · 4 routes, 2 rules',
  ]);
});

test('nothing found is said, with what was looked at', () => {
  const model = parseTemplate("ROSTemplateFormatVersion: '2015-09-01'\nResources: {}\n", 'empty.yaml');
  expect(renderFindings(reportOf(model), { format: 'text' })).toBe('nothing found · 0 routes, 2 rules\n');
});

test('JSON matches its schema and holds what is waived', () => {
  const document = JSON.parse(renderFindings(sampleReport(), { format: 'json' }));
  expect(schemaProblems(document, schema)).toEqual([]);
  expect(document.summary).toEqual({
    errors: 1,
    warnings: 1,
    notes: 1,
    unknowns: 1,
    problems: 1,
    waived: 2,
    routes: 4,
  });
  expect(document.failures[1]).toEqual({
    rule: 'open-route',
    severity: 'error',
    subject: 'GET /orders/[orderId] RELEASE',
    message: 'anybody may call it',
    stack: 'shop',
    logicalId: 'Orders',
    route: 'GET /orders/[orderId]',
    stage: 'RELEASE',
    place: { file: 'stacks/shop.yaml', line: 8, column: 7, path: 'Resources.Orders.Properties.AuthType' },
    fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  expect(document.waived.map(({ waivedBy }: { waivedBy: object }) => waivedBy)).toEqual([
    {
      kind: 'file',
      reason: 'moves in July',
      owner: 'platform team',
      expires: '2026-07-31',
      path: 'shop/Status',
      place: { file: 'ci/waivers.yaml', line: 2, column: 5, path: 'waivers.0' },
    },
    { kind: 'template', reason: 'probe; no data' },
  ]);
  expect(document.rules[1].verdicts).toEqual({ pass: 0, fail: 3, unknown: 1, notApplicable: 0 });
});

test('Markdown has a table and, for each rule, what to do', () => {
  expect(lines({ format: 'markdown' })).toEqual([
    '<!-- jwt-gateway check -->',
    '### Gateway check: 1 error · 1 warning · 1 note · 1 not judged · 1 not read · 2 waived · 4 routes, 2 rules',
    '',
    '| Severity | Rule | What | Where |',
    '| --- | --- | --- | --- |',
    '| error | `open-route` | `GET /orders/[orderId] RELEASE: anybody may call it` | `stacks/shop.yaml:8:7` `shop/Orders` |',
    '| warning | `waiver-unused` | `waiver of open-route for shop/Gone: no finding of that rule is there` | `ci/waivers.yaml:7:5` |',
    '| note | `any-group` | `group Shop: is there` | `stacks/shop.yaml:3:3` `shop/Shop` |',
    '',
    '- `open-route`: A route is open to anyone. Whoever finds the address can call it, and nobody can tell callers apart. That is seldom what was meant. Bind a plug-in to it. <https://example.com/authentication>',
    '- `waiver-unused`: A waiver waives nothing. It would hide the next defect of its rule on its path, which nobody has looked at. Remove the waiver, or write the path as the finding has it: STACK/LOGICALID or STACK/LOGICALID/STAGE. `RULES.md, "Waivers"`',
    '- `any-group`: There is a group. Groups are counted. Leave it. `npm @alicloud/ros-cdk-spec 1.0.13`',
    '',
    '#### Not judged, because the template alone does not tell',
    '',
    '| Why | What | Where |',
    '| --- | --- | --- |',
    '| `AuthType is a parameter` | `open-route`: `GET /dark RELEASE` | `stacks/shop.yaml:33:7` |',
    '',
    '#### Not read',
    '',
    '| What | Where |',
    '| --- | --- |',
    '| `Nested is a nested stack whose template is elsewhere` | `stacks/shop.yaml:38:3` |',
    '',
  ]);
});

test('Markdown stays below what a comment holds, and says what is missing', () => {
  const names = Array.from({ length: 2_000 }, (_, i) => [`Group${i}`, { Type: 'ALIYUN::ApiGateway::Group' }]);
  const text = JSON.stringify({
    ROSTemplateFormatVersion: '2015-09-01',
    Resources: Object.fromEntries(names),
  });
  const markdown = renderFindings(reportOf(parseTemplate(text, 'many.json')), { format: 'markdown' });
  expect(markdown.length).toBeLessThan(60_000);
  expect(markdown).toMatch(/\n\n\d{4} more rows not shown here; `jwt-gateway check` has all\.\n/);
});

test('workflow commands name file, line and column, and what is not judged is a notice', () => {
  expect(lines({ format: 'github', base: '.' })).toEqual([
    '::error file=stacks/shop.yaml,line=8,col=7,title=open-route::GET /orders/[orderId] RELEASE: anybody may call it. Bind a plug-in to it.',
    expect.stringMatching(/^::warning file=ci\/waivers\.yaml,line=7,col=5,title=waiver-unused::waiver of/),
    '::notice file=stacks/shop.yaml,line=3,col=3,title=any-group::group Shop: is there. Leave it.',
    '::notice file=stacks/shop.yaml,line=33,col=7,title=open-route%3A not judged::GET /dark RELEASE: AuthType is a parameter',
    '::notice file=stacks/shop.yaml,line=38,col=3,title=not read::Nested is a nested stack whose template is elsewhere',
    '1 error · 1 warning · 1 note · 1 not judged · 1 not read · 2 waived · 4 routes, 2 rules',
    '',
  ]);
});

describe('texts of a template', () => {
  /** A template whose path, name and file are hostile. */
  const hostile = (text: string) => {
    const api = {
      Type: 'ALIYUN::ApiGateway::Api',
      Properties: { AuthType: 'ANONYMOUS', RequestConfig: { RequestHttpMethod: 'GET', RequestPath: text } },
    };
    const release = {
      Type: 'ALIYUN::ApiGateway::Deployment',
      Properties: { ApiId: { Ref: text }, StageName: text },
    };
    const Resources = { [text]: api, [`${text}Release`]: release };
    const document = JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', Resources });
    return reportOf(parseTemplate(document, `${text}/shop.json`), { rules: [openRoute, anyGroup] });
  };
  const texts = fc.string({
    unit: fc.constantFrom(...'a@#`|<>[]()*_~!\\:,%{0}\r\n\u001b\u202e\u2028\u200b'),
    minLength: 1,
    maxLength: 12,
  });

  test('cannot act in any format', () => {
    const acting = /[^\n -~\u00a0-\u{10ffff}]|[\u200b\u202e\u2028]/u;
    fc.assert(
      fc.property(texts, fc.constantFrom(...FINDINGS_FORMATS), (text, format) => {
        expect(renderFindings(hostile(text), { format, showWaived: true })).not.toMatch(acting);
      }),
    );
  });

  test('are code in Markdown, and no cell is torn', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const markdown = renderFindings(hostile(text), { format: 'markdown' });
        const rest = markdown.replace(/`[^`\n]*`/g, 'CODE').replace(/<!--.*-->|<https:\/\/[^>]*>/g, '');
        expect(rest).not.toMatch(/[@`<>[\]\\]/);
        const rows = rest.split('\n').filter((line) => line.startsWith('| error'));
        expect(rows).toHaveLength(1);
        expect(rows[0]?.split('|')).toHaveLength(6);
      }),
    );
  });

  test('cannot begin or end a workflow command', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const commands = renderFindings(hostile(text), { format: 'github' }).split('\n').slice(0, -2);
        expect(commands).toHaveLength(1);
        const [, properties = ''] = (commands[0] ?? '').split('::');
        expect(properties).toMatch(/^error file=[^,:]*,line=1,col=\d+,title=open-route$/);
      }),
    );
  });
});

test('the same findings make the same text in every format', () => {
  for (const format of FINDINGS_FORMATS)
    expect(renderFindings(sampleReport(), { format })).toBe(renderFindings(sampleReport(), { format }));
});

/** A template with routes that are all open for the same reason. */
const openRoutes = (count: number) =>
  parseTemplate(
    JSON.stringify({
      ROSTemplateFormatVersion: '2015-09-01',
      Resources: Object.fromEntries(
        Array.from({ length: count }, (_, at) => [
          [
            `R${at}`,
            {
              Type: 'ALIYUN::ApiGateway::Api',
              Properties: {
                AuthType: 'ANONYMOUS',
                RequestConfig: { RequestHttpMethod: 'GET', RequestPath: `/r${at}` },
              },
            },
          ],
          [
            `R${at}Release`,
            {
              Type: 'ALIYUN::ApiGateway::Deployment',
              Properties: { ApiId: { Ref: `R${at}` }, StageName: 'RELEASE' },
            },
          ],
        ]).flat(),
      ),
    }),
    'shop.json',
  );
const openLines = (count: number, showWaived = false) => {
  const waivers = `waivers: [{ rule: open-route, path: '**', reason: for now, owner: me, expires: 2030-01-01 }]`;
  const report = reportOf(openRoutes(count), { rules: [openRoute], ...(showWaived ? { waivers } : {}) });
  return renderFindings(report, { format: 'text', showWaived })
    .split('\n')
    .filter((line) => !/^ {4}shop\.json:1:\d+ · /.test(line));
};

test('three subjects of which a rule says the same stand each by itself', () => {
  expect(openLines(3).filter((line) => line.startsWith('  - '))).toEqual([
    '  - GET /r0 RELEASE: anybody may call it',
    '  - GET /r1 RELEASE: anybody may call it',
    '  - GET /r2 RELEASE: anybody may call it',
  ]);
});

test('of more, the first is shown and the others are named', () => {
  expect(openLines(4).slice(3, 6)).toEqual([
    '  - GET /r0 RELEASE: anybody may call it',
    '    the same of 3 more: GET /r1 RELEASE, GET /r2 RELEASE, GET /r3 RELEASE',
    '',
  ]);
});

test('of very many, ten are named and the rest is counted; so it is with what is waived alike', () => {
  const folded = [
    '    the same of 299 more: GET /r1 RELEASE, GET /r2 RELEASE, GET /r3 RELEASE, GET /r4 RELEASE, GET',
    '    /r5 RELEASE, GET /r6 RELEASE, GET /r7 RELEASE, GET /r8 RELEASE, GET /r9 RELEASE, GET /r10',
    '    RELEASE, and 289 that --format json lists',
  ];
  expect(openLines(300).slice(4, 7)).toEqual(folded);
  expect(openLines(300, true).slice(3, 6)).toEqual(folded);
});
