import fc from 'fast-check';
import {
  isOpen,
  parseRotationPlan,
  planRotation,
  type RotationPlan,
  refuseOpen,
  renderRotationPlan,
  retireKey,
  rotationFindings,
  switchSigner,
} from '../../lib/rotation';
import { gatewayErrorOf } from '../jwk/gateway-error-of';

const HOUR = 3600;
const NOON = Date.UTC(2026, 0, 1, 12);
const at = (hours: number): number => NOON + hours * HOUR * 1000;
const started = planRotation({ kid: 'new', signer: 'old', tokenLifetime: HOUR, start: NOON });
async function messageOf(work: () => unknown): Promise<string> {
  const { code, message } = await gatewayErrorOf(work);
  expect(code).toBe('rotation-refused');
  return message;
}

test('a plan says when each step may be done, and by when it should', () => {
  expect(renderRotationPlan(started)).toBe(
    `# Which key signs, and when keys come and go: jwt-gateway keys rotate, sign-with and retire write this file.
tokenLifetime: 1h
propagation: 10m
maxAge: 365d
signer: "old"
steps:
  - publish: "new"
    notBefore: 2026-01-01T12:00:00Z
    by: 2026-01-08T12:00:00Z
  - sign: "new"
    notBefore: 2026-01-01T12:10:00Z
    by: 2026-01-08T12:10:00Z
  - retire: "old"
    notBefore: 2026-01-01T13:20:00Z
    by: 2026-01-08T13:20:00Z
`,
  );
});

test('the date at which the old key may go follows from the moment of the switch', () => {
  const late = switchSigner(started, 'new', at(24));
  expect(late.signer).toBe('new');
  expect(late.steps.map(({ action, done, notBefore }) => [action, notBefore, done])).toEqual([
    ['publish', '2026-01-01T12:00:00Z', '2026-01-02T12:00:00Z'],
    ['sign', '2026-01-01T12:10:00Z', '2026-01-02T12:00:00Z'],
    ['retire', '2026-01-02T13:10:00Z', undefined],
  ]);
  const closed = retireKey(late, 'old', at(25 + 1 / 6));
  expect(isOpen(closed)).toBe(false);
  const again = planRotation({
    kid: 'third',
    signer: 'new',
    tokenLifetime: HOUR,
    start: at(48),
    previous: closed,
  });
  expect(again.steps.map(({ action, kid }) => `${action} ${kid}`)).toEqual([
    'publish new',
    'publish third',
    'sign third',
    'retire new',
  ]);
});

describe('a step out of order is refused', () => {
  const switched = switchSigner(started, 'new', at(1));

  test.each<[string, () => unknown, string]>([
    [
      'a second rotation',
      () => refuseOpen(started),
      'a rotation is under way: next it has to publish kid new',
    ],
    [
      'a switch before its time',
      () => switchSigner(started, 'new', at(0.1)),
      'it is too early to sign with kid new (from 2026-01-01T12:10:00Z on',
    ],
    [
      'a switch to a key that no step names',
      () => switchSigner(started, 'third', at(1)),
      'no open step lets kid third sign',
    ],
    ['a second switch', () => switchSigner(switched, 'new', at(2)), 'no open step lets kid new sign'],
    [
      'a key that signs',
      () => retireKey(started, 'old', at(99)),
      'kid old signs: its tokens would be refused',
    ],
    [
      'a key that signs, by force',
      () => retireKey(switched, 'new', at(99), { because: 'x' }),
      'kid new signs',
    ],
    [
      'an old key before its time',
      () => retireKey(switched, 'old', at(2)),
      'it is too early to retire kid old (from 2026-01-01T14:10:00Z on',
    ],
    [
      'a key that no step retires',
      () => retireKey(switched, 'third', at(99)),
      'no open step retires kid third',
    ],
  ])('%s', async (_, work, words) => {
    expect(await messageOf(work)).toContain(words);
  });
});

test('by force an old key goes before its time, and the reason is kept', () => {
  const forced = retireKey(switchSigner(started, 'new', at(1)), 'old', at(1), { because: 'it was in a log' });
  expect(forced.steps.at(-1)).toMatchObject({
    kid: 'old',
    done: '2026-01-01T13:00:00Z',
    because: 'it was in a log',
  });
  expect(isOpen(forced)).toBe(false);
});

test('by force the new key goes, and with it the rotation', () => {
  const cancelled = retireKey(started, 'new', at(0.5), { because: 'made by mistake' });
  expect(cancelled).toMatchObject({
    signer: 'old',
    steps: [{ action: 'retire', kid: 'new', because: 'made by mistake' }],
  });
  expect(isOpen(cancelled)).toBe(false);
});

describe('what is wrong with a rotation', () => {
  const ids = (plan: RotationPlan, kids: readonly string[], hours: number) =>
    rotationFindings(plan, new Set(kids), at(hours)).map(({ id }) => id);
  const switched = switchSigner(started, 'new', at(1));
  const closed = retireKey(switched, 'old', at(3));

  test.each<[string, RotationPlan, readonly string[], number, readonly string[]]>([
    ['nothing while it is under way', started, ['old', 'new'], 1, []],
    ['a step that should be done', started, ['old', 'new'], 24 * 8, ['rotation-overdue']],
    ['an old key that should be gone', switched, ['old', 'new'], 24 * 9, ['retire-overdue']],
    ['a key that signs and is not published', switched, ['old'], 2, ['signer-not-published']],
    [
      'keys that were swapped in one step',
      started,
      ['new'],
      1,
      ['signer-not-published', 'swapped-in-one-step'],
    ],
    ['an old key that went too early', switched, ['new'], 1.5, ['swapped-in-one-step']],
    ['nothing when it is closed', closed, ['new'], 24, []],
    ['a key that is too old', closed, ['new'], 24 * 366, ['key-too-old']],
  ])('%s', (_, plan, kids, hours, expected) => {
    expect(ids(plan, kids, hours)).toEqual(expected);
  });
});

describe('the text of a plan', () => {
  const text = renderRotationPlan(started);

  test('is read as it was written, whatever kids and reasons are', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1 }),
        fc.integer({ min: 1, max: 1e6 }),
        (kid, signer, because, lifetime) => {
          fc.pre(kid !== signer);
          const plan = planRotation({ kid, signer, tokenLifetime: lifetime, start: NOON });
          const end = retireKey(switchSigner(plan, kid, at(1)), signer, at(1), { because });
          for (const each of [plan, end]) {
            expect(parseRotationPlan(renderRotationPlan(each), 'a.rotation.yaml')).toEqual(each);
          }
        },
      ),
      { numRuns: Number(process.env.NUM_RUNS ?? 100) },
    );
  });

  test.each<[string, (good: string) => string, string]>([
    ['no YAML', (good) => `${good}  - [`, 'a.rotation.yaml:1'],
    [
      'a date that there is not',
      (good) => good.replace('by: 2026-01-08T12:10', 'by: 2026-02-30T12:10'),
      'a.rotation.yaml:12:5: is not the plan of a rotation: $.steps[1].by must be a moment',
    ],
    ['a misspelt member', (good) => good.replace('signer:', 'singer:'), '$.signer is missing'],
    [
      'a misspelt member of a step',
      (good) => good.replace('    by: 2026-01-08T13', '    done_: x\n    by: 2026-01-08T13'),
      '$.steps[2].done_ is not a member that a plan has',
    ],
    [
      'two actions in a step',
      (good) => good.replace('  - sign: "new"', '  - sign: "new"\n    retire: "new"'),
      '$.steps[1] must have one of publish, sign, retire, with a kid',
    ],
    [
      'an end before its beginning',
      (good) => good.replace('by: 2026-01-08T12:10', 'by: 2025-01-08T12:10'),
      '$.steps[1].by is before notBefore',
    ],
    [
      'a step that is done before an earlier one',
      (good) =>
        good.replace(
          '    by: 2026-01-08T12:10:00Z',
          '    by: 2026-01-08T12:10:00Z\n    done: 2026-01-02T12:00:00Z',
        ),
      '$.steps[1].done is done before steps[0], which is not',
    ],
    [
      'a key that signs and is published by no step',
      (good) => good.replace('sign: "new"', 'sign: "third"'),
      '$.steps[1].sign is published by no step before it',
    ],
    [
      'a duration that is none',
      (good) => good.replace('1h', 'soon'),
      '$.tokenLifetime must be a duration such as 90m or 7d, got "soon"',
    ],
    [
      'a signer that is not the one of the last switch',
      () => renderRotationPlan({ ...switchSigner(started, 'new', at(1)), signer: 'old' }),
      '$.signer is not new, which signs since',
    ],
  ])('with %s is refused with file, line and column', async (_, change, words) => {
    const error = await gatewayErrorOf(() => parseRotationPlan(change(text), 'a.rotation.yaml'));
    expect(['rotation-invalid', 'template-invalid']).toContain(error.code);
    expect(error.message).toContain(words);
    expect(error.message).toMatch(/^a\.rotation\.yaml:\d+:\d+: /);
  });
});
