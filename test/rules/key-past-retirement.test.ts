import { keyPastRetirement as rule } from '../../lib/rules/key-past-retirement';
import { modelOf } from './check-template';
import { jwt, plugin, ref, template } from './gateway-template';

const keys = (Kid: unknown, RetireBy: unknown = '2026-02-01T12:00:00Z') => ({
  Keys: [{ Kid, RetireFrom: '2026-01-25T12:00:00Z', RetireBy }],
});

const outcomesAt = (made: object, now?: number): string[] =>
  [...rule.check(modelOf(made), now === undefined ? undefined : { now })].map((judgement) =>
    typeof judgement === 'string'
      ? judgement
      : `${judgement.verdict} ${judgement.subject}: ${judgement.message}`,
  );

const AT = Date.UTC(2026, 1, 1, 12);
const overdue = template(jwt('Customers', {}, keys('rules-1')));

test('a key fails from the second after its date', () => {
  expect(outcomesAt(overdue, AT)).toEqual(['pass']);
  expect(outcomesAt(overdue, AT + 1000)).toEqual([
    'fail plug-in Customers kid rules-1: should be gone by 2026-02-01T12:00:00Z, and it is 2026-02-01T12:00:01Z',
  ]);
});

test('a key that is gone passes, however long ago', () => {
  expect(outcomesAt(template(jwt('Customers', {}, keys('old'))), AT + 1000)).toEqual(['pass']);
});

test('without a time, and without keys that can be read, nothing is known', () => {
  expect(outcomesAt(overdue)).toEqual([
    'unknown plug-in Customers kid rules-1: whether it is past 2026-02-01T12:00:00Z is not told',
  ]);
  expect(outcomesAt(template(plugin('Customers', 'jwtAuth', ref('Data'), keys('a'))), AT)).toEqual([
    'unknown plug-in Customers kid a: its keys cannot be read',
  ]);
});

test.each([
  ['no dates', {}],
  ['no list', { Keys: 'rules-1' }],
  ['a day that there is not', keys('rules-1', '2026-02-30T00:00:00Z')],
  ['a kid that is no text', keys(7)],
])('Metadata with %s says nothing', (_, metadata) => {
  expect(outcomesAt(template(jwt('Customers', {}, metadata)), AT + 1000)).toEqual([]);
});
