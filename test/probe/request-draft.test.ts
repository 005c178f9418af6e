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
  ['the default only when it is one of the choices', { defaultValue: 'blue', enumValue: 'red,green' }, 'red'],
  ['a whole number', { type: 'Int' }, '1'],
  ['the least number', { type: 'Long', minValue: '7' }, '7'],
  ['a number between', { type: 'Int', minValue: '5', maxValue: '5' }, '5'],
  ['a fraction', { type: 'Double', maxValue: '0.5' }, '0.5'],
  ['true', { type: 'Boolean' }, 'true'],
  ['a text as long as it must be', { minLength: '20' }, 'a'.repeat(20)],
  ['a text no longer than it may be', { maxLength: '3' }, '1'],
  ['digits, where a pattern wants them', { regularExpression: '^\\d{4}$' }, '0001'],
  ['a date, where a pattern wants one', { regularExpression: '^\\d{4}-\\d\\d-\\d\\d$' }, '2026-01-01'],
  ['nothing, where no text of ours fits the pattern', { regularExpression: '^ORD-[A-Z]{9}$' }, undefined],
  ['a text, where the pattern is none of JavaScript’s', { regularExpression: '(?<x' }, 'probe'],
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
  const parameters = [parameter('orderId', 'PATH'), parameter('sort', 'QUERY', { Required: 'OPTION' })];
  const given = { parameters: { orderId: 'a/b c', sort: 'up' } };
  expect(draft('GET /orders/[orderId]', parameters, given)).toMatchObject({
    path: '/orders/a%2Fb%20c',
    query: [['sort', 'up']],
  });
});

test('a form is sent where the API wants one', () => {
  const parameters = [parameter('text', 'BODY'), parameter('size', 'BODY', { ParameterType: 'Int' })];
  expect(draft('POST /notes', parameters, { unsafeMethods: true })).toMatchObject({
    headers: [['content-type', 'application/x-www-form-urlencoded']],
    body: 'text=probe&size=1',
  });
});

test.each<[string, string, string]>([
  ['any method by GET', 'ANY /orders', 'GET /orders'],
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
  ['TRACE /a', 'a method that no client sends', [], {}, 'TRACE is no method to try'],
  ['GET a', 'what is no route', [], {}, 'path must start with a slash, got a'],
  [
    'GET /a/[id]',
    'a parameter without a value',
    [parameter('id', 'PATH', { RegularExpression: '^ORD-[A-Z]{9}$' })],
    {},
    'no value for its parameter id is known (--param gives one)',
  ],
  [
    'GET /a',
    'unknown parameters',
    [],
    { BasePath: { Ref: 'Base' } },
    'the base path of its group is Ref Base',
  ],
])('%s is not tried: %s', (route, _, parameters, groupOptions, why) => {
  expect(draft(route, parameters, {}, groupOptions)).toEqual({ why });
});
