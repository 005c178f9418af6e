import { GatewayError } from '../../lib/errors';
import {
  accessControl,
  cors,
  findPluginType,
  ipControl,
  type JsonObject,
  jwtAuth,
  parsePluginData,
  renderPluginData,
  trafficControl,
} from '../../lib/plugin';
import { refusal } from './refusal';

const SECRET = 'c2VjcmV0LXBhcnQtb2YtYS1rZXk';

test('data are readable JSON with the keys in the order given', () => {
  expect(renderPluginData({ varyByApp: false, duration: 60, cacheableHeaders: ['Étag'] })).toBe(`{
  "varyByApp": false,
  "duration": 60,
  "cacheableHeaders": [
    "Étag"
  ]
}`);
});

describe('the limit of 50 KB', () => {
  const empty = renderPluginData({ text: '' }).length;
  const ofBytes = (bytes: number): JsonObject => ({ text: 'é'.repeat((bytes - empty) / 2) });

  test('counts bytes of UTF-8, not characters', () => {
    expect(Buffer.byteLength(renderPluginData(ofBytes(51_200)))).toBe(51_200);
    expect(() => renderPluginData(ofBytes(51_202), 'Shop/Cache')).toThrow(
      'Shop/Cache: plug-in data has 51202 bytes; the service takes 51200',
    );
  });

  test('holds for what is read and for what a model renders to', () => {
    expect(refusal(() => parsePluginData(JSON.stringify('x'.repeat(51_200))))).toEqual([
      'plugin-data-too-large',
    ]);
    expect(refusal(() => cors.render({ allowOrigins: ['x'.repeat(51_200)] }))).toEqual([
      'plugin-data-too-large',
    ]);
  });
});

describe('text that is not JSON', () => {
  test('is refused with the position and without a word of the text', () => {
    const text = `{"jwk": {"d": "${SECRET}", }}`;
    expect(() => parsePluginData(text, 'plugin.json')).toThrow(
      `plugin.json: plug-in data is not JSON (at position ${text.indexOf('}}')}) (plug-in data is one JSON object)`,
    );
    expect(refusal(() => parsePluginData(text))).toEqual(['plugin-data-invalid']);
    expect(shownBy(() => parsePluginData(text))).not.toContain(SECRET.slice(0, 8));
    expect(shownBy(() => parsePluginData(SECRET))).not.toContain(SECRET.slice(0, 8));
  });
});

describe('a private key', () => {
  test.each<[string, JsonObject, string]>([
    ['as jwk', { jwk: { kty: 'RSA', n: 'n', e: 'AQAB', d: SECRET } }, '$.jwk.d is a private part of a key'],
    ['as jwk without its kty', { jwk: { n: 'n', dp: SECRET } }, '$.jwk.dp is a private part of a key'],
    [
      'in jwks',
      { jwks: [{ kty: 'EC' }, { kty: 'EC', d: SECRET }] },
      '$.jwks[1].d is a private part of a key',
    ],
    ['in a set', { jwks: { keys: [{ q: SECRET }] } }, '$.jwks.keys[0].q is a private part of a key'],
    ['that is symmetric', { jwk: { kty: 'oct', k: SECRET } }, '$.jwk.k is a private part of a key'],
    ['elsewhere', { extra: [{ kty: 'OKP', d: SECRET }] }, '$.extra[0].d is a private part of a key'],
    [
      'as PEM text',
      { note: `-----BEGIN PRIVATE KEY-----\n${SECRET}` },
      '$.note is a private key in PEM form',
    ],
  ])('%s is refused by its path, without its value', (_, data, problem) => {
    for (const act of [
      () => renderPluginData(data),
      () => jwtAuth.parse(data),
      () => cors.parse(JSON.stringify(data)),
    ]) {
      expect(refusal(act)).toEqual(['key-set-private', problem]);
      expect(shownBy(act)).not.toContain(SECRET);
    }
  });

  test('is looked for in keys only: other plug-ins may have members of these names', () => {
    expect(() => renderPluginData({ type: 'APIGW_BACKEND', k: 'v', d: { q: 1 } })).not.toThrow();
  });
});

test('what JSON cannot hold is refused, and so is data nested too deep', () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  expect(refusal(() => renderPluginData(cycle as JsonObject))).toEqual(['plugin-data-invalid']);
  expect(refusal(() => cors.parse('['.repeat(20_000) + ']'.repeat(20_000)))).toEqual(['plugin-data-invalid']);
  expect(refusal(() => renderPluginData([] as unknown as JsonObject))).toEqual(['plugin-data-invalid']);
});

test.each<[() => unknown, string]>([
  [() => renderPluginData([] as never, 'Shop/Cache'), 'Shop/Cache: plug-in data must be an object'],
  [() => renderPluginData({ a: 1n } as never, 'a.json'), 'a.json: plug-in data cannot be written as JSON'],
  [
    () => renderPluginData({ text: 'x'.repeat(51_200) }),
    'plug-in data has 51216 bytes; the service takes 51200 (split the plug-in, or keep lists in a plug-in dataset)',
  ],
  [() => parsePluginData(''), 'plug-in data is not JSON (plug-in data is one JSON object)'],
  [() => cors.parse(undefined), 'not the data of a cors plug-in: $ must be an object, got null'],
  [
    () => jwtAuth.parse('{}', 'jwt.json'),
    'jwt.json: not the data of a jwtAuth plug-in: $.parameter is missing: it must be a non-empty string; $ has no key: give jwk or jwks',
  ],
  [
    () => cors.render({ maxAge: -1 }, 'Shop/Cors'),
    'Shop/Cors: not the data of a cors plug-in: $.maxAge must be a whole number of at least 0, got -1',
  ],
  [
    () => cors.render(7 as never, 'Shop/Cors'),
    'Shop/Cors: not the data of a cors plug-in: $ must be an object, got 7',
  ],
])('what is refused is told with its place and what to do: %#', (act, message) => {
  expect(messageOf(act)).toBe(message);
});

test('what JSON cannot hold is refused with its cause', () => {
  expect(() => renderPluginData({ a: 1n } as never)).toThrow(
    expect.objectContaining({ code: 'plugin-data-invalid', cause: expect.any(TypeError) }),
  );
});

test('what JSON leaves out is left out', () => {
  expect(renderPluginData({ a: undefined, at: new Date(0) } as never)).toBe(
    '{\n  "at": "1970-01-01T00:00:00.000Z"\n}',
  );
});

test('data of others are inspected without being refused', () => {
  expect(cors.inspect({ maxAge: -1, maxage: 1 })).toMatchObject({
    problems: [{ path: '$.maxAge', message: 'must be a whole number of at least 0, got -1' }],
    doubts: [{ path: '$.maxage', message: 'is not a key that this library knows: did you mean maxAge?' }],
  });
  expect(cors.inspect([])).toMatchObject({
    problems: [{ path: '$', message: 'must be an object, got a list' }],
    doubts: [],
  });
});

test('a long or structured value is named in messages, not shown', () => {
  expect(refusal(() => cors.parse({ maxAge: SECRET.repeat(2), allowCredentials: { a: SECRET } }))).toEqual([
    'plugin-data-invalid',
    '$.allowCredentials must be true or false, got an object',
    '$.maxAge must be a whole number of at least 0, got a string of 54 characters',
  ]);
});

test('unknown keys are kept, with a warning; a model may not hide known keys among them', () => {
  const model = cors.parse({ maxAge: 1, 'later-on': { a: [1] }, 'x y': 2 });
  expect(model).toEqual({ maxAge: 1, other: { 'later-on': { a: [1] }, 'x y': 2 } });
  expect(cors.warnings(model)).toEqual([
    { path: '$.later-on', message: 'is not a key that this library knows; it is kept as it is' },
    { path: '$["x y"]', message: 'is not a key that this library knows; it is kept as it is' },
  ]);
  expect(refusal(() => cors.render({ other: { maxAge: 1 } }))).toEqual([
    'plugin-data-invalid',
    '$.other.maxAge is a key of the model itself and is given there',
  ]);
});

test('a model with a misspelt key is refused instead of losing it', () => {
  expect(refusal(() => cors.render({ maxage: 1 } as object))).toEqual([
    'plugin-data-invalid',
    '$.maxage is not a key of the model; keys that this library does not know go into `other`',
  ]);
});

test('types with a model are found by their exact name', () => {
  const types = [accessControl, cors, ipControl, jwtAuth, trafficControl];
  expect(types.map(({ type }) => findPluginType(type))).toEqual(types);
  expect(types.map(({ type }) => type)).toEqual([
    'accessControl',
    'cors',
    'ipControl',
    'jwtAuth',
    'trafficControl',
  ]);
  expect(['jwtauth', 'caching', 'constructor', ''].map(findPluginType)).toEqual(new Array(4).fill(undefined));
});

/** All that a message, its problems or its cause could show. */
function shownBy(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (GatewayError.isGatewayError(error)) {
      return JSON.stringify([error.message, error.problems, error.hint, String(error.cause), error.stack]);
    }
  }
  throw new Error('was not refused');
}

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return error.message;
  }
  throw new Error('was not refused');
}
