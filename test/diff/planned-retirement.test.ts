import { diffGateways } from '../../lib/diff';
import { parseTemplate } from '../../lib/model';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { jwt, template } from '../rules/gateway-template';

const [old, next] = [fixturePublicJwk('RS256'), fixturePublicJwk('ES256')];
const modelOf = (made: object) =>
  parseTemplate(JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', ...made }), 'shop.json');
const gateway = (jwks: readonly object[], dates?: object) =>
  modelOf(template(jwt('Customers', { jwk: undefined, jwks }, dates)));

const DATES = {
  Keys: [{ Kid: old.kid, RetireFrom: '2026-01-10T12:00:00Z', RetireBy: '2026-01-17T12:00:00Z' }],
};
const before = gateway([old, next], DATES);
const after = gateway([next]);

const callersAt = (now?: number, base = before, head = after) =>
  diffGateways(base, head, now === undefined ? {} : { now })
    .changes.filter(({ kind }) => kind.startsWith('signing-key'))
    .map(({ callers, kind }) => [kind, callers.verdict, callers.reason]);

test('the removal of a key is safe past its date, and says so', () => {
  expect(callersAt(Date.UTC(2026, 0, 10, 12))).toEqual([
    [
      'signing-key-removed',
      'safe',
      'since 2026-01-10T12:00:00Z no token signed with kid rs256-test is good any more, by the plan of its rotation',
    ],
  ]);
});

test.each([
  ['before it', Date.UTC(2026, 0, 10, 12) - 1000],
  ['where nobody tells the time', undefined],
])('%s it breaks, and says until when', (_, now) => {
  expect(callersAt(now)).toEqual([
    [
      'signing-key-removed',
      'break',
      'tokens signed with kid rs256-test are refused; until 2026-01-10T12:00:00Z some of them may be good',
    ],
  ]);
});

test('a date of the new template alone, or of another key, makes nothing safe', () => {
  const far = Date.UTC(2027, 0, 1);
  const undated = gateway([old, next]);
  expect(callersAt(far, undated, gateway([next], DATES))[0]?.[1]).toBe('break');
  const other = gateway([old, next], { Keys: [{ ...DATES.Keys[0], Kid: next.kid }] });
  expect(callersAt(far, other)[0]?.[1]).toBe('break');
});

test('of two dates for one kid the later one counts', () => {
  const twice = gateway([old, next], {
    Keys: [{ ...DATES.Keys[0], RetireFrom: '2026-01-12T12:00:00Z' }, ...DATES.Keys],
  });
  expect(callersAt(Date.UTC(2026, 0, 11), twice)[0]?.[1]).toBe('break');
  expect(callersAt(Date.UTC(2026, 0, 13), twice)[0]?.[1]).toBe('safe');
});

test('all keys in one step stay a break, whatever a date says, and the way to do better is named', () => {
  const [[kind, verdict, reason] = []] = callersAt(Date.UTC(2027, 0, 1), gateway([old], DATES));
  expect([kind, verdict]).toEqual(['signing-keys-replaced', 'break']);
  expect(reason).toContain('jwt-gateway keys rotate');
});

test('dates that are written or taken away change nothing for callers', () => {
  const changes = diffGateways(gateway([old, next]), before, {}).changes;
  expect(changes.map(({ callers, posture }) => [posture.verdict, callers.verdict])).toEqual([
    ['neutral', 'safe'],
  ]);
});
