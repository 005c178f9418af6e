import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { CHANGE_KINDS, diffGateways } from '../../lib/diff';
import { isJsonObject, type JsonValue } from '../../lib/json';
import { parseTemplate } from '../../lib/model';
import { renderDiff } from '../../lib/report';
import schema from '../../lib/report/schemas/diff.schema.json';
import { readDocument } from '../../lib/template';
import { schemaProblems } from './schema-problems';

const FORMATS = ['text', 'json', 'markdown', 'sarif', 'github'] as const;
const FILE = join(__dirname, '..', 'fixtures', 'templates', 'shop.yaml');
const SHOP = readDocument(readFileSync(FILE, 'utf8'), 'shop.yaml').value;

const render = (base: JsonValue, head: JsonValue, format: (typeof FORMATS)[number]) =>
  renderDiff(
    {
      diff: {
        ...diffGateways(
          parseTemplate(JSON.stringify(base), 'base.json'),
          parseTemplate(JSON.stringify(head), 'head.json'),
        ),
        levelProblems: [],
      },
      kinds: CHANGE_KINDS,
    },
    { format },
  );

/** The template with a text after some of its strings and names, chosen by a number. */
function spoiled(value: JsonValue, text: string, every: number): JsonValue {
  let at = 0;
  const isChosen = () => {
    at += 1;
    return at % every === 0;
  };
  const walk = (each: JsonValue): JsonValue => {
    if (typeof each === 'string') return isChosen() ? each + text : each;
    if (Array.isArray(each)) return each.map(walk);
    if (!isJsonObject(each)) return each;
    return Object.fromEntries(
      Object.entries(each).map(([name, member]) => {
        if (name === 'Type' || name === 'ROSTemplateFormatVersion') return [name, member];
        return [isChosen() && !/^[A-Z]\w+$/.test(name) ? name + text : name, walk(member)];
      }),
    );
  };
  return walk(value);
}

const texts = fc.oneof(
  fc.string({
    unit: fc.constantFrom(...'a@#`|<>[]()*_~!\\:,%{0}&$-+=. \r\n\u001b\u202e\u2028\u200b'),
    minLength: 1,
    maxLength: 12,
  }),
  fc.constantFrom(
    '@team',
    '<img src=x onerror=alert(1)>',
    '</details>',
    '-->',
    '``` ` ```',
    '::error::',
    '\n/close\n',
    '#1',
  ),
);
const every = fc.integer({ min: 1, max: 7 });

test('a text of a template acts in no format, wherever it stands', () => {
  const acting = /[^\n -~\u00a0-\u{10ffff}]|[\u200b\u202e\u2028]/u;
  fc.assert(
    fc.property(texts, every, fc.constantFrom(...FORMATS), (text, n, format) => {
      expect(render(SHOP, spoiled(SHOP, text, n), format)).not.toMatch(acting);
    }),
    { numRuns: 20 },
  );
});

test('a text of a template is code in Markdown, and tears no row, wherever it stands', () => {
  fc.assert(
    fc.property(texts, every, (text, n) => {
      const rest = render(SHOP, spoiled(SHOP, text, n), 'markdown').replace(/`[^`\n]*`/g, 'CODE');
      const ours =
        /^<!-- jwt-gateway diff -->$|<br>|<\/?(?:sub|details|summary)>|\*\*|^#{3,4} |^\| --- \| --- \| --- \|$/gm;
      expect(rest.replace(ours, ' ')).not.toMatch(/[@`<>[\]\\#*_~&!]/);
      const rows = rest.split('\n').filter((line) => line.startsWith('| CODE'));
      expect(rows.map((line) => line.split('|').length)).toEqual(rows.map(() => 5));
      expect(rest).not.toMatch(/^\s*\//m);
    }),
    { numRuns: 20 },
  );
});

test('JSON of any difference is as its schema says', () => {
  fc.assert(
    fc.property(texts, every, (text, n) => {
      expect(schemaProblems(JSON.parse(render(SHOP, spoiled(SHOP, text, n), 'json')), schema)).toEqual([]);
    }),
    { numRuns: 10 },
  );
});

describe('key material', () => {
  const secret = (letter: string) => letter.repeat(8) + 'q1Z'.repeat(20);
  const withPlugin = (data: object) => ({
    ROSTemplateFormatVersion: '2015-09-01',
    Resources: {
      Customers: {
        Type: 'ALIYUN::ApiGateway::Plugin',
        Properties: { PluginName: 'customers', PluginType: 'jwtAuth', PluginData: JSON.stringify(data) },
      },
      Cert: {
        Type: 'ALIYUN::ApiGateway::CustomDomain',
        Properties: { DomainName: 'a.example.com', CertificatePrivateKey: JSON.stringify(data) },
      },
    },
  });
  const jwk = (letter: string) => ({
    parameter: 'Authorization',
    parameterLocation: 'header',
    jwk: { kty: 'RSA', e: 'AQAB', kid: letter, alg: 'RS256', n: secret(letter), d: secret(letter) },
  });

  test.each(FORMATS)('of either side is not in %s', (format) => {
    const text = render(withPlugin(jwk('A')), withPlugin(jwk('B')), format);
    expect(text.length).toBeGreaterThan(200);
    for (const letter of ['A', 'B']) expect(text).not.toContain(secret(letter).slice(0, 24));
  });
});
