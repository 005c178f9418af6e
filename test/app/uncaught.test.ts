import { renderUncaught } from '../../lib/app/uncaught';
import { GatewayError } from '../../lib/errors';

test('bad input is one line, without a stack, and ends with 2', () => {
  const error = new GatewayError('usage', 'line one\nline two', { place: 'Shop/Orders', hint: 'do this' });

  expect(renderUncaught(error)).toEqual({
    text: 'jwt-gateway: error: Shop/Orders: line one\\u000aline two (do this)\n',
    exitCode: 2,
  });
});

test('a bug shows its stack and its cause, and ends with 1', () => {
  const { text, exitCode } = renderUncaught(new Error('boom', { cause: new TypeError('why') }));

  expect(exitCode).toBe(1);
  expect(text).toMatch(/^Error: boom\n {4}at .*uncaught\.test\.ts/);
  expect(text).toContain('[cause]: TypeError: why\n');
  expect(text.endsWith('\n')).toBe(true);
});

test('whatever else was thrown is shown', () => {
  expect(renderUncaught('boom')).toEqual({ text: "'boom'\n", exitCode: 1 });
  expect(renderUncaught(undefined)).toEqual({ text: 'undefined\n', exitCode: 1 });
});

test('what cannot be compiled is one line with its place, without the stack of the compiler', () => {
  const error = new SyntaxError('Error transforming /shop/bin/app.ts: Unexpected token (3:7)');
  expect(renderUncaught(error)).toEqual({
    text: 'jwt-gateway: error: /shop/bin/app.ts: Unexpected token (3:7)\n',
    exitCode: 2,
  });
});
