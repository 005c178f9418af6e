import { distanceInWords, timeInWords } from '../../../lib/cli/tokens/time-in-words';

test.each([
  [0, 'now'],
  [0.5, 'now'],
  [599, 'in 9 minutes'],
  [-10_800, '3 hours ago'],
  [1, 'in 1 second'],
])('a distance of %d seconds is called %s', (seconds, words) => {
  expect(distanceInWords(seconds)).toBe(words);
});

test('a time is shown as ISO time and as its distance from now', () => {
  expect(timeInWords(1_767_269_400, 1_767_268_800)).toBe('2026-01-01T12:10:00Z (in 10 minutes)');
});

test('a fraction of a second is shown', () => {
  expect(timeInWords(1_767_268_800.25, 1_767_268_800)).toBe('2026-01-01T12:00:00.250Z (now)');
});

test.each([1e300, -1e300, 8.64e12 + 1])('%d is beyond every calendar and shown as it is', (seconds) => {
  expect(timeInWords(seconds, 0)).toBe(`${seconds} (not a time)`);
});
