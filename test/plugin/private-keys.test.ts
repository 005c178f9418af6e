import fc from 'fast-check';
import { GatewayError } from '../../lib/errors';
import {
  findPrivateKeys,
  findPrivateKeysInTemplate,
  type PrivatePart,
  privatePartText,
} from '../../lib/plugin';
import { refusePrivateKeys } from '../../lib/plugin/private-keys';

const SECRET = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
const PEM = '-----BEGIN PRIVATE KEY-----\nMII';

const member = (path: string | undefined, isInText = false): PrivatePart => ({
  what: 'member',
  path,
  isInText,
});
const pem = (path: string, isInText = false): PrivatePart => ({ what: 'pem', path, isInText });
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const CASES: readonly { name: string; data: unknown; parts: readonly PrivatePart[] }[] = [
  { name: 'a key without its type, below jwk', data: { jwk: { d: 'x' } }, parts: [member('$.jwk.d')] },
  {
    name: 'a key by its type, wherever it stands',
    data: { a: [{ kty: 'oct', k: 'x' }] },
    parts: [member('$.a[0].k')],
  },
  { name: 'PEM text', data: { key: PEM }, parts: [pem('$.key')] },
  { name: 'PEM text as a name', data: { [PEM]: 1 }, parts: [pem('$')] },
  {
    name: 'data as JSON text',
    data: JSON.stringify({ jwk: { d: 'x' } }),
    parts: [member('$.jwk.d', true)],
  },
  { name: 'data as YAML text', data: 'jwk: { kty: OKP, d: x }', parts: [member(undefined, true)] },
  {
    name: 'JSON text inside the data',
    data: { body: JSON.stringify({ kty: 'OKP', d: 'x' }) },
    parts: [member('$.body.d', true)],
  },
  {
    name: 'any other text inside the data, by its words',
    data: { body: `kty: OKP, d: ${SECRET}` },
    parts: [member(undefined, true)],
  },
  {
    name: 'JSON text with a member of that name in no key',
    data: { body: JSON.stringify({ kty: 'OKP', of: { d: SECRET } }) },
    parts: [],
  },
  {
    name: 'texts that functions put together to JSON',
    data: { 'Fn::Join': ['', ['{"jwk":{"d":"', SECRET, '"}}']] },
    parts: [member('$.jwk.d', true)],
  },
  {
    name: 'texts that functions put together to PEM',
    data: { 'Fn::Join': ['', ['-----BEGIN ', 'PRIVATE KEY-----']] },
    parts: [pem('$')],
  },
  {
    name: 'a member of a member of jwk',
    data: { jwk: { of: [{ d: 'x' }] } },
    parts: [member('$.jwk.of[0].d')],
  },
  { name: 'a member of a member of a key', data: { kty: 'oct', of: { d: 'x' } }, parts: [] },
  {
    name: 'several keys',
    data: { jwk: { d: 'x', p: 'y' }, a: PEM, jwks: [{ n: 'x' }, { k: 'z' }] },
    parts: [member('$.jwk.d'), member('$.jwk.p'), pem('$.a'), member('$.jwks[1].k')],
  },
  { name: 'PEM text as a name of a member', data: { a: [{ [PEM]: 1 }] }, parts: [pem('$.a[0]')] },
  ...['RSA ', 'EC ', 'ENCRYPTED ', 'OPENSSH ', ''].map((kind) => ({
    name: `PEM text of a key ${kind}among other words`,
    data: `a\n-----BEGIN ${kind}PRIVATE KEY-----\nb`,
    parts: [pem('$')],
  })),
  {
    name: 'PEM text of a public key',
    data: { a: '-----BEGIN PUBLIC KEY-----\nMII' },
    parts: [],
  },
  {
    name: 'PEM text in JSON text',
    data: { a: JSON.stringify({ b: PEM }) },
    parts: [pem('$.a.b', true)],
  },
  {
    name: 'JSON text in a list, after spaces',
    data: { a: [`\n ${JSON.stringify([{ kty: 'oct', k: 'x' }])}`] },
    parts: [member('$.a[0][0].k', true)],
  },
  {
    name: 'JSON text into which a function puts values',
    data: { 'Fn::Sub': `{"kty":"OKP","crv":\${Curve},"d":"\${Secret}"}` },
    parts: [member('$["Fn::Sub"].d', true)],
  },
  ...['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'].map((name) => ({
    name: `text that is no JSON with the member ${name}`,
    data: `kty: any, ${name}: x`,
    parts: [member(undefined, true)],
  })),
  ...['"d" : "x"', "'d':'x'", '\\"d\\":1', '\nd:\n', '{d:'].map((written) => ({
    name: `text that is no JSON with ${JSON.stringify(written)}`,
    data: { a: `"kty" ${written}` },
    parts: [member(undefined, true)],
  })),
  ...['kty: any, id: x', 'kty: any, d x', 'kty: any, da: x', 'ktyp: any, d: x', 'd: x'].map((text) => ({
    name: `text without a private member of a key, ${text}`,
    data: text,
    parts: [],
  })),
  {
    name: 'JSON text in Base64',
    data: { a: base64(JSON.stringify({ jwk: { crv: 'Ed25519', d: SECRET } })) },
    parts: [member('$.a.jwk.d', true)],
  },
  { name: 'PEM text in Base64', data: { a: base64(PEM + SECRET) }, parts: [pem('$.a', true)] },
  {
    name: 'PEM text in Base64 on lines',
    data: base64(PEM + SECRET).replace(/.{20}/g, '$&\r\n'),
    parts: [pem('$', true)],
  },
  {
    name: 'Base64 in Base64',
    data: { a: base64(`kty ${base64(PEM + SECRET)}`) },
    parts: [pem('$.a', true)],
  },
  {
    name: 'Base64 among other words',
    data: { a: `key = ${base64(PEM + SECRET)}.` },
    parts: [pem('$.a', true)],
  },
  {
    name: 'Base64 after a word and a space',
    data: { a: `secret ${base64(PEM + SECRET)}` },
    parts: [pem('$.a', true)],
  },
  {
    name: 'Base64 after characters of its alphabet',
    data: { a: `my-key/${base64(PEM + SECRET)}` },
    parts: [pem('$.a', true)],
  },
  {
    name: 'JSON text in Base64 on lines, after words',
    data: { a: `key:\n${base64(JSON.stringify({ jwk: { d: SECRET } })).replace(/.{50}/g, '$&\n')}` },
    parts: [member('$.a.jwk.d', true)],
  },
  {
    name: 'JSON text in Base64 among other words',
    data: { a: `key: ${base64(JSON.stringify({ jwk: { d: SECRET } }))} is it` },
    parts: [member('$.a.jwk.d', true)],
  },
  {
    name: 'Base64 of a text that is too short to be a key',
    data: { a: base64('-----BEGIN PRIVATE KEY-----x') },
    parts: [],
  },
  {
    name: 'texts that stand one after the other, whatever is between',
    data: { a: '-----BEGIN PRIV', b: [null, 7, {}], c: 'ATE KEY-----' },
    parts: [pem('$')],
  },
  {
    name: 'texts that functions put together to Base64',
    data: { 'Fn::Join': ['', [base64(PEM + SECRET).slice(0, 40), base64(PEM + SECRET).slice(40)]] },
    parts: [pem('$', true)],
  },
  { name: 'words for people about a key', data: { text: 'a public key has kty, n and e' }, parts: [] },
  { name: 'members of those names in no key', data: { parameters: { d: 'x', k: 'y' }, kty: 1 }, parts: [] },
  { name: 'nothing', data: undefined, parts: [] },
];

test.each(CASES)('$name', ({ data, parts }) => {
  expect(findPrivateKeys(data)).toEqual(parts);
});

test.each(CASES)('no value of a key is passed on: $name', ({ data }) => {
  expect(JSON.stringify(findPrivateKeys(data))).not.toContain(SECRET);
});

const nested = (levels: number, inside: unknown): unknown =>
  levels === 0 ? inside : { a: nested(levels - 1, inside) };
const listed = (levels: number, inside: unknown): unknown =>
  levels === 0 ? inside : [listed(levels - 1, inside)];

test('what is nested too deep is not taken for harmless', () => {
  const deep = nested(200, { jwk: { d: 'x' } });

  expect(findPrivateKeys(deep)).toBe('too deep');
  expect(findPrivateKeys(nested(98, { jwk: { d: 'x' } }))).toEqual([member(`$${'.a'.repeat(98)}.jwk.d`)]);
  expect(findPrivateKeys(nested(99, { jwk: { d: 'x' } }))).toBe('too deep');
  expect(findPrivateKeys(nested(100, 'x'))).toEqual([]);
  expect(findPrivateKeys(nested(101, 'x'))).toBe('too deep');
  expect(findPrivateKeys(listed(100, 'x'))).toEqual([]);
  expect(findPrivateKeys(listed(101, 'x'))).toBe('too deep');
  expect(() => refusePrivateKeys(deep as never, 'Shop/Rules')).toThrow(
    'Shop/Rules: plug-in data is nested deeper than 100 levels',
  );
});

test('what was found is told also where the rest is nested too deep', () => {
  expect(findPrivateKeys({ jwk: { d: 'x' }, deep: nested(200, 'x') })).toEqual([member('$.jwk.d')]);
});

test('texts inside of texts count as levels', () => {
  const inText = (levels: number) => ({ body: JSON.stringify(listed(levels, 'x')) });
  expect(findPrivateKeys(inText(99))).toEqual([]);
  expect(findPrivateKeys(inText(100))).toBe('too deep');
  expect(findPrivateKeys({ 'Fn::Join': ['', ['[['.repeat(50), '[', ']', ']]'.repeat(50)]] })).toBe(
    'too deep',
  );
});

test('Base64 that goes on in itself has an end', () => {
  const deep = (levels: number): string => (levels === 0 ? PEM + SECRET : base64(`kty ${deep(levels - 1)}`));
  expect(findPrivateKeys(deep(10))).toEqual([pem('$', true)]);
  expect(findPrivateKeys(deep(11))).toBe('too deep');
  expect(findPrivateKeys(nested(90, deep(1)))).toEqual([pem(`$${'.a'.repeat(90)}`, true)]);
  expect(findPrivateKeys(nested(91, deep(1)))).toBe('too deep');
  expect(findPrivateKeys(nested(100, base64('x'.repeat(99))))).toEqual([]);
  const inBase64 = (levels: number) => [base64(JSON.stringify({ kty: listed(levels, 'x') })), 'x'];
  expect(findPrivateKeys(inBase64(88))).toEqual([]);
  expect(findPrivateKeys(inBase64(89))).toBe('too deep');
});

test('a text that is no JSON is read where it may hold a key, and then known for what it is', () => {
  const read = jest.fn((_: string): unknown => ({ jwk: { d: 'x' } }));
  expect(findPrivateKeys('jwk: { d: x }', read)).toEqual([member('$.jwk.d')]);
  expect(read.mock.calls).toEqual([['jwk: { d: x }']]);

  expect(findPrivateKeys('text: about nothing', read)).toEqual([]);
  expect(findPrivateKeys('{"jwk": {}}', read)).toEqual([]);
  expect(findPrivateKeys({ a: 'jwk: { d: x }' }, read)).toEqual([]);
  expect(read).toHaveBeenCalledTimes(1);
});

test.each([undefined, null, 'kty'])('a text that reads as %j is told by its words', (document) => {
  expect(findPrivateKeys('kty: OKP, d: x', () => document)).toEqual([member(undefined, true)]);
});

test('a private key is refused at its places, with what to do', () => {
  const act = () =>
    refusePrivateKeys({ jwk: { d: SECRET }, a: PEM, b: `kty: OKP, d: ${SECRET}` }, 'Shop/Jwt');
  expect(act).toThrow(
    'Shop/Jwt: plug-in data holds a private key: $.jwk.d is a private part of a key; $.a is a private key in PEM form; $ is a private part of a key (give the public half only, and replace the key if this was ever deployed or committed)',
  );
  expect(act).toThrow(GatewayError);
  expect(() => refusePrivateKeys({ jwk: { kty: 'RSA', n: 'x', e: 'AQAB' } })).not.toThrow();
});

test.each([
  [member('$.jwk.d'), '$.jwk.d is a private part of a key'],
  [pem('$.a'), '$.a is a private key in PEM form'],
  [member('$.a.d', true), 'a text in PluginData holds the private part of a key'],
  [member(undefined), 'a text in PluginData holds the private part of a key'],
])('%j is told as: %s', (part, text) => {
  expect(privatePartText(part)).toBe(text);
});

test('an object that holds itself has an end', () => {
  const circle: Record<string, unknown> = {};
  circle.left = circle;
  circle.right = circle;

  expect(findPrivateKeys(circle)).toBe('too deep');
});

test('a key in Base64 is found in a template, wherever in the text it begins and however it is written', () => {
  const written = fc.record({
    key: fc.constantFrom(
      JSON.stringify({ kty: 'OKP', d: SECRET }),
      `{"jwk":{"kty":"oct","k":"${SECRET}"}}`,
      PEM,
    ),
    before: fc.base64String({ maxLength: 12 }).map((text) => text.replaceAll('=', '')),
    inside: fc.string({ maxLength: 5 }),
    alphabet: fc.constantFrom<BufferEncoding>('base64', 'base64url'),
    line: fc.constantFrom(undefined, 40, 64, 76),
  });
  fc.assert(
    fc.property(written, ({ alphabet, before, inside, key, line }) => {
      const whole =
        before.slice(before.length % 4) + Buffer.from(inside + key + ' '.repeat(40)).toString(alphabet);
      const text = line === undefined ? whole : whole.replace(new RegExp(`.{${line}}`, 'g'), '$&\n');
      expect(findPrivateKeysInTemplate({ Resources: { A: [text] } })).toMatchObject([
        { path: ['Resources', 'A', 0] },
      ]);
    }),
    { numRuns: Number(process.env.NUM_RUNS ?? 100) },
  );
});

describe('in a template', () => {
  const KEY = { kty: 'OKP', d: SECRET };
  const found = (path: (string | number)[], ...parts: PrivatePart[]) => ({ path, parts });

  test.each<[string, unknown, object[]]>([
    [
      'plug-in data, where a key needs no type',
      { Resources: { A: { Properties: { PluginData: { jwk: { d: 'x' } } } } } },
      [found(['Resources', 'A', 'Properties', 'PluginData'], member('$.jwk.d'))],
    ],
    ['short plug-in data', { PluginData: 'kty: a, d: x' }, [found(['PluginData'], member(undefined, true))]],
    ['plug-in data without a key', { PluginData: { jwk: { n: 'x' } } }, []],
    ['plug-in data of no kind', { PluginData: 7, a: { PluginData: null } }, []],
    ['a key by its type', { a: [1, { b: KEY }] }, [found(['a', 1, 'b'], member('$.d'))]],
    ['a key as the whole', KEY, [found([], member('$.d'))]],
    ['a member jwk without the type of a key', { jwk: { d: SECRET } }, []],
    ['a text', { Parameters: { K: { Default: PEM } } }, [found(['Parameters', 'K', 'Default'], pem('$'))]],
    ['a text as the whole', PEM, [found([], pem('$'))]],
    ['the shortest key', ['{"kty":"oct","k":""}'], [found([0], member('$.k', true))]],
    [
      'texts that a function puts together',
      { a: { 'Fn::Join': ['', ['-----BEGIN ', 'PRIVATE KEY-----']] } },
      [found(['a'], pem('$'))],
    ],
    ['texts that no function puts together', { a: ['-----BEGIN ', 'PRIVATE KEY-----'] }, []],
    [
      'texts in what looks up an attribute',
      { a: { 'Fn::GetAtt': ['-----BEGIN ', PEM] } },
      [found(['a', 'Fn::GetAtt', 1], pem('$'))],
    ],
    ['a name', { a: { [PEM]: 1 } }, [found(['a'], pem('$'))]],
    [
      'several places, in their order',
      { a: PEM, b: { c: [KEY, 'x', PEM] }, d: 'x' },
      [found(['a'], pem('$')), found(['b', 'c', 0], member('$.d')), found(['b', 'c', 2], pem('$'))],
    ],
    ['nothing', { a: null, b: 1, c: 'x'.repeat(100), d: [true, {}], e: 'kty of any key: none here' }, []],
  ])('a key is found in %s', (_, template, places) => {
    expect(findPrivateKeysInTemplate(template)).toEqual(places);
  });

  test('what somebody else looks into is skipped, and nothing else is', () => {
    const asked: unknown[] = [];
    const skips = (value: unknown) => asked.push(value) > 0;
    const template = { PluginData: { jwk: { d: 'x' } }, a: { TemplateBody: KEY, Body: KEY } };
    expect(findPrivateKeysInTemplate(template, { skips })).toEqual([found(['a', 'Body'], member('$.d'))]);
    expect(asked).toEqual([template.PluginData, KEY]);
    expect(findPrivateKeysInTemplate(template, { skips: () => false })).toEqual([
      found(['PluginData'], member('$.jwk.d')),
      found(['a', 'TemplateBody'], member('$.d')),
      found(['a', 'Body'], member('$.d')),
    ]);
  });

  test('plug-in data that are no JSON are read by the reader that is given', () => {
    const read = () => ({ jwk: { d: 'x' } });
    expect(findPrivateKeysInTemplate({ PluginData: 'jwk: { d: x }' }, { read })).toEqual([
      found(['PluginData'], member('$.jwk.d')),
    ]);
  });

  test.each([
    ['members', nested],
    ['lists', listed],
  ])('%s that are nested too deep are not taken for harmless', (_, nest) => {
    expect(findPrivateKeysInTemplate(nest(1_000, 'x'))).toEqual([]);
    expect(findPrivateKeysInTemplate(nest(1_000, PEM))).toMatchObject([{ parts: [pem('$')] }]);
    const places = findPrivateKeysInTemplate(nest(1_001, 'x'));
    expect(places.map(({ path, parts }) => [path.length, parts])).toEqual([[1_000, 'too deep']]);
  });
});
