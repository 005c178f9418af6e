import fc from 'fast-check';
import { durationInWords, parseDuration } from '../../../lib/cli/options/duration';
import { GatewayError } from '../../../lib/errors';

test.each([
  ['30s', 30],
  ['10m', 600],
  ['2h', 7_200],
  ['7d', 604_800],
  ['45', 45],
  ['0', 0],
])('%s is %d seconds', (text, seconds) => {
  expect(parseDuration(text, '--ttl')).toBe(seconds);
});

test.each(['', '10 m', '-5m', '1.5h', '10w', '10M', 'm', '1e3', '9999999999s'])(
  "'%s' is not a duration",
  (text) => {
    expect(() => parseDuration(text, '--ttl')).toThrow(
      new GatewayError('usage', `'${text}' is not a duration`, {
        place: '--ttl',
        hint: 'write 30s, 10m, 2h, 7d or plain seconds',
      }),
    );
  },
);

test('every unit is read as its count times its seconds', () => {
  const units = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;
  fc.assert(
    fc.property(fc.nat(999_999_999), fc.constantFrom('s', 'm', 'h', 'd'), (count, unit) => {
      expect(parseDuration(`${count}${unit}`, '--ttl')).toBe(count * units[unit]);
    }),
  );
});

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [90, '90 seconds'],
  [120, '2 minutes'],
  [3_600, '60 minutes'],
  [7_199, '119 minutes'],
  [86_400, '24 hours'],
  [604_800, '7 days'],
])('%d seconds are called %s', (seconds, words) => {
  expect(durationInWords(seconds)).toBe(words);
});
