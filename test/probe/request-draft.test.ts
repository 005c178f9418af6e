import fc from 'fast-check';
import { draftRequest, findSampleValue } from '../../lib/probe/request-draft';
import { Unknown } from '../../lib/template';
import { api, group, type Loose, model } from '../model/sample';

const parameter = (ApiParameterName: string, Location: string, more: Loose = {}) => ({
  ApiParameterName,
  Location,
  ParameterType: 'String',
  Required: 'REQUIRED',
  ...more,
});

function draft(
  route: string,
  RequestParameters: Loose[] = [],
  options: Loose = {},
  groupOptions: Loose = {},
) {
  const { routes } = model({ Group: group(groupOptions), Api: api(route, { RequestParameters }) });
  const [first] = routes;
  if (first === undefined) throw new Error('one route was expected');
  return draftRequest(first, options);
}

const sample = (more: Loose) => {
  const read = {
    name: 'p',
    location: 'QUERY',
    type: 'String',
    required: 'REQUIRED',
    defaultValue: undefined,
    minLength: undefined,
    maxLength: undefined,
    minValue: undefined,
    maxValue: undefined,
    enumValue: undefined,
    regularExpression: undefined,
    jsonScheme: undefined,
    ...more,
  };
  return findSampleValue(read);
};

test.each<[string, Loose, string | undefined]>([
  ['a text', {}, 'probe'],
  ['the default', { defaultValue: 'first' }, 'first'],
  ['the first of its choices', { enumValue: 'red, green' }, 'red'],
  ['a text, where the list of choices is empty', { enumValue: '' }, 'probe'],
  ['a text, where the choices are unknown', { enumValue: new Unknown('Ref Choices') }, 'probe'],
  ['the default only when it is one of the choices', { defaultValue: 'blue', enumValue: 'red,green' }, 'red'],
  ['a choice before the default', { defaultValue: 'green', enumValue: 'red,green' }, 'red'],
  ['a choice that fits', { enumValue: 'red,green', minLength: '5' }, 'green'],
  ['a whole number', { type: 'Int' }, '1'],
  ['the default of a number', { type: 'Int', defaultValue: '3' }, '3'],
  ['a choice of numbers', { type: 'Long', enumValue: '4,5', defaultValue: '5' }, '4'],
  ['the least number', { type: 'Long', minValue: '7' }, '7'],
  ['the greatest number', { type: 'Float', maxValue: '-3' }, '-3'],
  ['a number between', { type: 'Int', minValue: '5', maxValue: '5' }, '5'],
  ['a number, whatever its length', { type: 'Int', minLength: '3' }, '1'],
  ['a fraction', { type: 'Double', maxValue: '0.5' }, '0.5'],
  ['nothing, where no number is left', { type: 'Int', minValue: '6', maxValue: '5' }, undefined],
  ['nothing, where a default is too small', { type: 'Int', enumValue: '1', minValue: '2' }, undefined],
  ['a number, where limits are none', { type: 'Int', minValue: ' ', maxValue: 'many' }, '1'],
  ['a number, where the default is none', { type: 'Int', defaultValue: 'many' }, '1'],
  ['0, where a pattern wants it', { type: 'Int', regularExpression: '^0$' }, '0'],
  ['10, where a pattern wants it', { type: 'Int', regularExpression: '^\\d\\d$' }, '10'],
  ['100, where a pattern wants it', { type: 'Float', regularExpression: '^\\d{3}$' }, '100'],
  ['1000, where a pattern wants it', { type: 'Double', regularExpression: '^\\d{4}$' }, '1000'],
  ['true', { type: 'Boolean' }, 'true'],
  ['the default of a flag', { type: 'Boolean', defaultValue: 'false' }, 'false'],
  ['the choice of a flag', { type: 'Boolean', enumValue: 'no,yes', defaultValue: 'yes' }, 'no'],
  ['a text as long as it must be', { minLength: '20' }, 'a'.repeat(20)],
  ['a text as long as one may be here', { minLength: '1000' }, 'a'.repeat(1000)],
  ['nothing, where a text would be too long', { minLength: '1001' }, undefined],
  ['a text no longer than it may be', { maxLength: '3' }, '1'],
  ['a text of the greatest length', { maxLength: '5' }, 'probe'],
  ['a text of the least length', { minLength: '5' }, 'probe'],
  ['a text, whatever its value', { minValue: '7', maxValue: '7' }, '7'],
  ['nothing, where it must be empty', { maxLength: '0' }, undefined],
  ['a text, where a default is empty', { defaultValue: '' }, 'probe'],
  ['a digit, where a pattern wants one', { regularExpression: '^\\d$' }, '1'],
  ['a letter, where a pattern wants one', { regularExpression: '^[a-z]$' }, 'a'],
  ['a letter and a digit, where a pattern wants them', { regularExpression: '^[A-Z]\\d$' }, 'A1'],
  ['digits, where a pattern wants them', { regularExpression: '^\\d{4}$' }, '0001'],
  ['more digits, where a pattern wants them', { regularExpression: '^\\d{8}$' }, '10000001'],
  ['a date, where a pattern wants one', { regularExpression: '^\\d{4}-\\d\\d-\\d\\d$' }, '2026-01-01'],
  ['an address, where a pattern wants one', { regularExpression: '^\\w+@\\w+\\.\\w+$' }, 'a@b.example'],
  ['letters of a length', { minLength: '12', regularExpression: '^[a-z]+$' }, 'a'.repeat(12)],
  ['digits of a length', { minLength: '12', regularExpression: '^\\d+$' }, '1'.repeat(12)],
  [
    'nothing, where a pattern would see a long text',
    { minLength: '13', regularExpression: '^a+$' },
    undefined,
  ],
  ['nothing, where no text of ours fits the pattern', { regularExpression: '^ORD-[A-Z]{9}$' }, undefined],
  ['a text, where the pattern is none of JavaScript’s', { regularExpression: '(?<x' }, 'probe'],
  ['a text, where the pattern is unknown', { regularExpression: new Unknown('Ref Pattern') }, 'probe'],
  ['a text, where limits are unknown', { minLength: new Unknown('Ref Least') }, 'probe'],
])('a parameter is filled with %s', (_, more, expected) => {
  expect(sample(more)).toBe(expected);
});

test('a pattern that takes for ever on long texts takes no time', () => {
  const start = process.hrtime.bigint();
  expect(sample({ regularExpression: '^(([a-z0-9])+)+\\$$', minLength: '400' })).toBeUndefined();
  expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(1000);
});

test('a sample is within its limits, or there is none', () => {
  const limit = fc.option(fc.integer({ min: 0, max: 40 }).map(String), { nil: undefined });
  fc.assert(
    fc.property(limit, limit, (minLength, maxLength) => {
      const found = sample({ minLength, maxLength });
      if (found === undefined) return;
      expect(found.length).toBeGreaterThanOrEqual(Number(minLength ?? 0));
      expect(found.length).toBeLessThanOrEqual(Number(maxLength ?? 400));
    }),
  );
});

test('a request has every parameter that the route wants, where it wants it', () => {
  const parameters = [
    parameter('orderId', 'PATH', { ParameterType: 'Long', MinValue: 10 }),
    parameter('page', 'QUERY', { ParameterType: 'Int' }),
    parameter('sort', 'QUERY', { Required: 'OPTION' }),
    parameter('X-Shop', 'HEAD', { EnumValue: 'north,south' }),
  ];
  expect(draft('GET /orders/[orderId]/lines', parameters, {}, { BasePath: '/shop/' })).toEqual({
    method: 'GET',
    path: '/shop/orders/10/lines',
    query: [['page', '1']],
    headers: [['X-Shop', 'north']],
    body: undefined,
  });
});

test('values that the user gives win, and are escaped', () => {
  const parameters = [
    parameter('orderId', 'PATH'),
    parameter('sort', 'QUERY', { Required: 'OPTION' }),
    parameter('page', 'QUERY', { Required: 'OPTION' }),
  ];
  const given = { parameters: { orderId: 'a/b c', sort: 'up' } };
  expect(draft('GET /orders/[orderId]', parameters, given)).toMatchObject({
    path: '/orders/a%2Fb%20c',
    query: [['sort', 'up']],
  });
});

test('names that every object has are given only by the user', () => {
  expect(
    draft('GET /a/[constructor]', [parameter('toString', 'QUERY', { Required: 'OPTION' })]),
  ).toMatchObject({ path: '/a/probe', query: [] });
});

test('a parameter of the same name in another place has a value of its own', () => {
  const parameters = [
    parameter('id', 'QUERY', { ParameterType: 'Long', MinValue: 10 }),
    parameter('id', 'HEAD', { DefaultValue: 'h' }),
    parameter('id', 'PATH', { DefaultValue: 'p' }),
  ];
  expect(draft('GET /a/[id]', parameters)).toMatchObject({
    path: '/a/p',
    query: [['id', '10']],
    headers: [['id', 'h']],
  });
});

test('a parameter whose name is unknown is not sent', () => {
  expect(
    draft('GET /a', [
      parameter('x', 'QUERY'),
      { ...parameter('y', 'QUERY'), ApiParameterName: { Ref: 'N' } },
    ]),
  ).toMatchObject({ query: [['x', 'probe']] });
});

test('a form is sent where the API wants one', () => {
  const parameters = [parameter('text', 'BODY'), parameter('size', 'BODY', { ParameterType: 'Int' })];
  expect(draft('POST /notes', parameters, { unsafeMethods: true })).toMatchObject({
    headers: [['content-type', 'application/x-www-form-urlencoded']],
    body: 'text=probe&size=1',
  });
  const given = { unsafeMethods: true, parameters: { text: 'a b&c' } };
  expect(draft('PUT /notes', parameters, given)).toMatchObject({ body: 'text=a+b%26c&size=1' });
});

test.each(['GET', 'HEAD', 'ANY'])('a form is not sent where the method has no body: %s', (method) => {
  expect(draft(`${method} /notes`, [parameter('text', 'BODY')])).toMatchObject({
    headers: [],
    body: undefined,
  });
});

test('nothing is sent in a body where the API wants nothing there', () => {
  expect(draft('POST /notes', [], { unsafeMethods: true })).toMatchObject({ headers: [], body: undefined });
});

test.each<[string, string, string]>([
  ['any method by GET', 'ANY /orders', 'GET /orders'],
  ['HEAD by itself', 'HEAD /orders', 'HEAD /orders'],
  ['OPTIONS by itself', 'OPTIONS /orders', 'OPTIONS /orders'],
  ['everything below by one path', 'GET /files/*', 'GET /files/probe'],
  ['undeclared path parameters', 'GET /a-[x].json', 'GET /a-probe.json'],
])('a route is tried: %s', (_, route, expected) => {
  const made = draft(route) as { method: string; path: string };
  expect(`${made.method} ${made.path}`).toBe(expected);
});

test.each<[string, string, Loose[], Loose, string]>([
  [
    'POST /a',
    'a method that changes something',
    [],
    {},
    'POST may change something (--unsafe-methods sends it)',
  ],
  [
    'PUT /a/[id]',
    'a method that changes something, first of all',
    [parameter('id', 'PATH', { MaxLength: 0 })],
    {},
    'PUT may change something (--unsafe-methods sends it)',
  ],
  ['TRACE /a', 'a method that no client sends', [], {}, 'TRACE is no method to try'],
  ['CONNECT /a', 'a method of proxies', [], {}, 'CONNECT is no method to try'],
  ['GET a', 'what is no route', [], {}, 'path must start with a slash, got a'],
  [
    'GET /a/[id]',
    'a parameter without a value',
    [parameter('id', 'PATH', { RegularExpression: '^ORD-[A-Z]{9}$' })],
    {},
    'no value for its parameter id is known (--param gives one)',
  ],
  [
    'GET /a/[id]/[other]',
    'the first of two parameters without a value',
    [parameter('other', 'PATH', { MaxLength: 0 }), parameter('id', 'PATH', { MaxLength: 0 })],
    {},
    'no value for its parameter id is known (--param gives one)',
  ],
  ['GET /a', 'unknown parameters', { Ref: 'Parameters' } as Loose, {}, 'its parameters are Ref Parameters'],
  [
    'GET /a',
    'an unknown base path',
    [],
    { BasePath: { Ref: 'Base' } },
    'the base path of its group is Ref Base',
  ],
])('%s is not tried: %s', (route, _, parameters, groupOptions, why) => {
  expect(draft(route, parameters, {}, groupOptions)).toEqual({ why });
});

test('a method that no client sends is not tried, whatever the user allows', () => {
  expect(draft('TRACE /a', [], { unsafeMethods: true })).toEqual({ why: 'TRACE is no method to try' });
});

test('a route of which nothing is known is not tried', () => {
  const RequestConfig = { Ref: 'Config' };
  const { routes } = model({ Group: group(), Api: api('GET /a', { RequestConfig }) });
  const [first] = routes as Loose;
  expect(draftRequest({ ...first, route: undefined, problem: undefined })).toEqual({
    why: 'its method and path are unknown',
  });
});
