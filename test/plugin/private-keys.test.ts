import fc from 'fast-check';
import { findPrivateKeys, findPrivateKeysInTemplate, type PrivatePart } from '../../lib/plugin';
import { refusePrivateKeys } from '../../lib/plugin/private-keys';
import { refusal } from './refusal';

const SECRET = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
const PEM = '-----BEGIN PRIVATE KEY-----\nMII';

const member = (path: string | undefined, isInText = false): PrivatePart => ({
  what: 'member',
  path,
  isInText,
});
const pem = (path: string): PrivatePart => ({ what: 'pem', path, isInText: false });

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

const nested = (levels: number, inside: object): object =>
  levels === 0 ? inside : { a: nested(levels - 1, inside) };

test('what is nested too deep is not taken for harmless', () => {
  const deep = nested(200, { jwk: { d: 'x' } });

  expect(findPrivateKeys(deep)).toBe('too deep');
  expect(findPrivateKeys(nested(97, { jwk: { d: 'x' } }))).toEqual([member(`$${'.a'.repeat(97)}.jwk.d`)]);
  expect(refusal(() => refusePrivateKeys(deep as never))).toEqual(['plugin-data-invalid']);
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
    line: fc.constantFrom(undefined, 64, 76),
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
