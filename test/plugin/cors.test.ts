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
  const wrong = ['X-B,X-C', ',X', 'X,', ' X', 'X\n', 'X Y', ''];
  expect(refusal(() => cors.render({ allowHeaders: ['X-A', ...wrong, 7 as never] }))).toEqual([
    'plugin-data-invalid',
    ...[...wrong, 7].map(
      (item, index) =>
        `$.allowHeaders[${index + 1}] must be a non-empty string without commas and spaces, got ${JSON.stringify(item)}`,
    ),
  ]);
});

test('what is no list in the model is refused', () => {
  expect(refusal(() => cors.render({ allowOrigins: 'https://shop.example.com' as never }))).toEqual([
    'plugin-data-invalid',
    '$.allowOrigins must be a list, got "https://shop.example.com"',
  ]);
});

test('a browser may be told to keep an answer for no second', () => {
  expect(cors.parse({ maxAge: 0 })).toEqual({ maxAge: 0 });
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

test('every origin without credentials, and credentials for listed origins, are fine', () => {
  expect(cors.warnings({ allowOrigins: ['*'] })).toEqual([]);
  expect(cors.warnings({ allowCredentials: false })).toEqual([]);
  expect(cors.warnings({ allowOrigins: ['https://shop.example.com'], allowCredentials: true })).toEqual([]);
});
