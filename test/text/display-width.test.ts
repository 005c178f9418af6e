import { displayWidth, padToWidth, shortenToWidth } from '../../lib/text';

test.each([
  ['', 0],
  ['orders', 6],
  ['订单', 4],
  ['ｆｕｌｌ', 8],
  ['注文 orders', 11],
  ['😀', 2],
  ['…', 1],
  ['é', 1],
])('%j takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test.each([
  ['short', 10, 'short'],
  ['https://login.example.com', 10, 'https:…com'],
  ['订单订单订单', 7, '订单…单'],
  ['abc', 1, '…'],
])('%j in %i columns is %j', (text, width, shown) => {
  expect(shortenToWidth(text, width)).toBe(shown);
});

test('a text is filled up by the columns that it takes', () => {
  expect([padToWidth('订单', 6), padToWidth('orders', 3)]).toEqual(['订单  ', 'orders']);
});
