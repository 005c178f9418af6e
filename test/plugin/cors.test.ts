import { cors } from '../../lib/plugin';
import { refusal } from './refusal';

test('lists of the model are comma-separated text in the data', () => {
  const rendered = cors.render({
    maxAge: 600,
    exposeHeaders: ['X-Ca-Request-Id'],
    allowMethods: ['GET', 'POST'],
    allowOrigins: ['https://shop.example.com', '*.example.com'],
  });
  expect(rendered).toBe(`{
  "allowOrigins": "https://shop.example.com,*.example.com",
  "allowMethods": "GET,POST",
  "exposeHeaders": "X-Ca-Request-Id",
  "maxAge": 600
}`);
});

test('spaces and empty items between commas are not part of the list', () => {
  expect(cors.parse({ allowMethods: 'GET, POST ,' })).toEqual({ allowMethods: ['GET', 'POST'] });
});

test('everything that is wrong in the data is told at once', () => {
  expect(refusal(() => cors.parse({ allowOrigins: ['a'], maxAge: -1, allowCredentials: 'yes' }))).toEqual([
    'plugin-data-invalid',
    '$.allowOrigins must be a string with commas between its items, got a list',
    '$.allowCredentials must be true or false, got "yes"',
    '$.maxAge must be a whole number of at least 0, got -1',
  ]);
});

test('an item that would become two is refused', () => {
  expect(refusal(() => cors.render({ allowHeaders: ['X-A', 'X-B, X-C', ''] }))).toEqual([
    'plugin-data-invalid',
    '$.allowHeaders[1] must be a non-empty string without commas and spaces, got "X-B, X-C"',
    '$.allowHeaders[2] must be a non-empty string without commas and spaces, got ""',
  ]);
});

test.each([
  ['the origin *', { allowOrigins: ['*'] }],
  ['no origin, which is *', {}],
])('credentials with %s are let through with a warning', (_, origins) => {
  expect(cors.warnings({ ...origins, allowCredentials: true })).toEqual([
    {
      path: '$.allowCredentials',
      message: 'is true while every origin is allowed: browsers refuse that; list the origins',
    },
  ]);
});

test('credentials for listed origins are fine', () => {
  expect(cors.warnings({ allowOrigins: ['https://shop.example.com'], allowCredentials: true })).toEqual([]);
});
