import { parsePointInTime } from '../../../lib/cli/options/point-in-time';
import { GatewayError } from '../../../lib/errors';

const NOW = Date.UTC(2026, 0, 1, 12);
const NOW_SECONDS = NOW / 1000;

test.each([
  ['1767268800', 1_767_268_800],
  ['+5m', NOW_SECONDS + 300],
  ['-1m', NOW_SECONDS - 60],
  ['+90', NOW_SECONDS + 90],
  ['2026-01-01T12:00:00Z', NOW_SECONDS],
  ['2026-01-01T14:00:00+02:00', NOW_SECONDS],
  ['2026-01-01T12:00:00.900Z', NOW_SECONDS],
  ['2026-01-01', NOW_SECONDS - 43_200],
])('%s is read as a point in time', (text, seconds) => {
  expect(parsePointInTime(text, '--nbf', NOW)).toBe(seconds);
});

// A time without a zone would mean another moment on every machine.
test.each(['', 'tomorrow', '2026-01-01T12:00:00', '2026-13-01', '1.5', '12:00'])(
  "'%s' is not a point in time",
  (text) => {
    expect(() => parsePointInTime(text, '--nbf', NOW)).toThrow(
      new GatewayError('usage', `'${text}' is not a point in time`, {
        place: '--nbf',
        hint: 'write seconds since 1970, 2026-01-31T12:00:00Z, or a distance from now such as +5m',
      }),
    );
  },
);

test("a distance that is no duration is refused in a duration's words", () => {
  expect(() => parsePointInTime('+soon', '--nbf', NOW)).toThrow(
    new GatewayError('usage', "'soon' is not a duration", {
      place: '--nbf',
      hint: 'write 30s, 10m, 2h, 7d or plain seconds',
    }),
  );
});
