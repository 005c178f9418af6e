import fc from 'fast-check';
import { admitKeys, type PublicJwk, PublicKeySet } from '../../lib/jwk';
import {
  compareKeys,
  importKeys,
  ProviderKeys,
  parseProviderRecord,
  type RefreshOptions,
  refreshKeys,
  renderProviderRecord,
} from '../../lib/provider';
import providerSchema from '../../lib/report/schemas/provider.schema.json';
import { gatewayErrorOf } from '../jwk/gateway-error-of';
import { schemaProblems } from '../report/schema-problems';
import { numberedKeys } from './numbered-keys';

const DAY = 24 * 60 * 60 * 1000;
const START = Date.UTC(2026, 0, 1, 12);
const [one, two, three, four] = numberedKeys(4);
const places = { record: 'keys/login.provider.json', keys: 'keys/login.jwks.json' };

const admit = (...keys: readonly PublicJwk[]) => admitKeys({ keys }, ['ES256']);

function imported(...keys: readonly PublicJwk[]): ProviderKeys {
  const made = importKeys(admit(...keys), {
    issuer: 'https://login.example.com',
    source: 'https://login.example.com/keys',
    algorithms: ['ES256'],
    now: START,
  });
  if (made === undefined) throw new Error('no key was admitted');
  return ProviderKeys.of('login', made.record, made.keys, places);
}

const options = (days: number, more: Partial<RefreshOptions> = {}): RefreshOptions => ({
  now: START + days * DAY,
  graceSeconds: 7 * 24 * 60 * 60,
  ...more,
});

/** The provider after a refresh that changes something. */
function changed(provider: ProviderKeys, keys: readonly PublicJwk[], given: RefreshOptions) {
  const refreshed = refreshKeys(provider, admit(...keys), given);
  if (refreshed.outcome !== 'changed') throw new Error(JSON.stringify(refreshed));
  return { ...refreshed, provider: ProviderKeys.of('login', refreshed.record, refreshed.keys, places) };
}

const kidsOf = ({ keys }: ProviderKeys) => keys.keys.map(({ kid }) => kid);
const compared = (provider: ProviderKeys, keys: readonly PublicJwk[], days = 0) =>
  compareKeys(provider, admit(...keys), options(days));

describe('a rotation of the provider', () => {
  test('new key in, both for a while, old key out after the grace', () => {
    const before = imported(one);
    const added = changed(before, [one, two], options(1));
    expect(added.lines).toEqual(['admitted kid key-2 (ES256)']);
    expect(kidsOf(added.provider)).toEqual(['key-1', 'key-2']);

    const gone = changed(added.provider, [two], options(2));
    expect(gone.lines).toEqual(['kid key-1 is not offered any more: it stays until 2026-01-10T12:00:00Z']);
    expect(gone.record.keys[0]).toMatchObject({ kid: 'key-1', missingSince: '2026-01-03T12:00:00Z' });
    expect(kidsOf(gone.provider)).toEqual(['key-1', 'key-2']);

    expect(refreshKeys(gone.provider, admit(two), options(8.9))).toEqual({
      outcome: 'unchanged',
      notes: ['kid key-1 is not offered any more: it stays until 2026-01-10T12:00:00Z'],
    });
    const over = changed(gone.provider, [two], options(9));
    expect(over.lines).toEqual(['removed kid key-1: not offered for 7d']);
    expect(kidsOf(over.provider)).toEqual(['key-2']);
  });

  test('a key that comes back is an ordinary one again', () => {
    const gone = changed(imported(one, two), [two], options(1));
    const back = changed(gone.provider, [one, two], options(2));
    expect(back.lines).toEqual(['kid key-1 is offered again']);
    expect(back.record.keys.every(({ missingSince }) => missingSince === undefined)).toBe(true);
    expect(back.record.keys[0]?.since).toBe('2026-01-01T12:00:00Z');
  });
});

describe('what may be somebody else is refused', () => {
  const reused = { ...two, kid: 'key-1' };

  test('another key under a known kid, unless it is accepted by name', () => {
    const provider = imported(one, three);
    const refused = refreshKeys(provider, admit(reused, three), options(1));
    expect(refused).toEqual({
      outcome: 'refused',
      reasons: [expect.stringMatching(/^kid key-1 is another key now: [\w-]{43} instead of [\w-]{43}$/)],
    });
    const thumbprint = admit(reused).admitted[0]?.thumbprint ?? '';
    const accept = new Map([['key-1', thumbprint]]);
    const taken = changed(provider, [reused, three], options(1, { accept }));
    expect(taken.record.keys.map((key) => key.thumbprint)).toContain(thumbprint);
    expect(kidsOf(taken.provider)).toEqual(['key-1', 'key-3']);
    expect(changed(provider, [reused, three], options(1, { acceptAll: true })).record).toEqual(taken.record);
  });

  test('no key in common, unless all are accepted', () => {
    const provider = imported(one, two);
    expect(refreshKeys(provider, admit(three, four), options(1))).toEqual({
      outcome: 'refused',
      reasons: ['no key that was admitted is offered any more: all were replaced in one step'],
    });
    const taken = changed(provider, [three, four], options(1, { acceptAll: true }));
    // Tokens of the old keys are still good.
    expect(kidsOf(taken.provider)).toEqual(['key-1', 'key-2', 'key-3', 'key-4']);
    const named = new Map(admit(three).admitted.map(({ jwk, thumbprint }) => [jwk.kid ?? '', thumbprint]));
    expect(refreshKeys(provider, admit(three, four), options(1, { accept: named })).outcome).toBe('refused');
    expect(changed(provider, [three], options(1, { accept: named })).lines).toContain(
      'admitted kid key-3 (ES256)',
    );
  });

  test('nothing that can be admitted, whatever is accepted', () => {
    const offered = admit({ ...two, use: 'enc' });
    expect(refreshKeys(imported(one), offered, options(1, { acceptAll: true }))).toEqual({
      outcome: 'refused',
      reasons: ['the provider offers no key that can be admitted'],
    });
  });

  test('a key that is accepted by name must be what is offered', async () => {
    const accept = new Map([['key-9', 'x'.repeat(43)]]);
    const error = await gatewayErrorOf(() => refreshKeys(imported(one), admit(one), options(1, { accept })));
    expect(error.message).toContain('the provider offers no such key');
  });
});

describe('a key that somebody takes out by name', () => {
  const drop = { kid: 'key-1', because: 'its private half was in a log' };

  test('does not come back by itself, though the provider offers it', () => {
    const dropped = changed(imported(one, two), [one, two], options(1, { drop }));
    expect(dropped.lines).toEqual(['removed kid key-1: its private half was in a log']);
    expect(dropped.record.ignored).toEqual([
      {
        kid: 'key-1',
        thumbprint: expect.stringMatching(/^[\w-]{43}$/),
        dropped: '2026-01-02T12:00:00Z',
        why: 'its private half was in a log',
      },
    ]);
    expect(refreshKeys(dropped.provider, admit(one, two), options(2))).toEqual({
      outcome: 'unchanged',
      notes: ['kid key-1 is offered, and stays out'],
    });
    expect(compared(dropped.provider, [one, two])).toMatchObject({
      differences: [],
      notes: ['kid key-1 is offered, and was taken out by name'],
    });
    const thumbprint = dropped.record.ignored[0]?.thumbprint ?? '';
    const back = changed(
      dropped.provider,
      [one, two],
      options(3, { accept: new Map([['key-1', thumbprint]]) }),
    );
    expect(kidsOf(back.provider)).toEqual(['key-1', 'key-2']);
    expect(back.record.ignored).toEqual([]);
  });

  test('must be there, and not be the last one', async () => {
    const last = await gatewayErrorOf(() => refreshKeys(imported(one), admit(one), options(1, { drop })));
    expect(last.message).toContain('no key would be left');
    const other = { ...drop, kid: 'key-7' };
    const none = await gatewayErrorOf(() =>
      refreshKeys(imported(one), admit(one), options(1, { drop: other })),
    );
    expect(none.code).toBe('key-not-found');
  });
});

test('the same key under another kid is told, and stays admitted since when it was', () => {
  const renamed = changed(imported(one, two), [{ ...one, kid: 'new-name' }, two], options(1));
  expect(renamed.lines).toEqual(['kid key-1 (ES256) is called kid new-name (ES256) now']);
  expect(renamed.record.keys.map(({ kid, since }) => [kid, since])).toEqual([
    ['key-2', '2026-01-01T12:00:00Z'],
    ['new-name', '2026-01-01T12:00:00Z'],
  ]);
});

test('what differs is told by kind; a key in its grace is a note', () => {
  const kinds = (provider: ProviderKeys, keys: readonly PublicJwk[], days = 0) =>
    compared(provider, keys, days).differences.map(({ kid, kind }) => `${kind} ${kid ?? ''}`.trim());
  const provider = imported(one, two);
  expect(kinds(provider, [one, two])).toEqual([]);
  expect(kinds(provider, [one, two, three])).toEqual(['key-added key-3']);
  expect(kinds(provider, [two])).toEqual(['key-removed key-1']);
  expect(kinds(provider, [{ ...three, kid: 'key-1' }, two])).toEqual(['kid-reused key-1']);
  expect(kinds(provider, [{ ...one, kid: 'x' }, two])).toEqual(['key-relabelled x']);
  expect(kinds(provider, [three])).toEqual([
    'keys-replaced',
    'key-added key-3',
    'key-removed key-1',
    'key-removed key-2',
  ]);
  const gone = changed(provider, [two], options(1)).provider;
  expect(compared(gone, [two], 2)).toMatchObject({
    differences: [],
    notes: ['kid key-1 is not offered any more since 2026-01-02T12:00:00Z; it is in its grace'],
  });
  expect(kinds(gone, [two], 8)).toEqual(['key-removed key-1']);
});

test('whatever the provider does, a refresh brings in nothing that compare does not tell, and a second one nothing at all', () => {
  const keys = numberedKeys(6);
  const some = fc.subarray(keys, { minLength: 1 });
  fc.assert(
    fc.property(
      some,
      fc.array(fc.tuple(some, fc.integer({ min: 0, max: 12 })), { maxLength: 5 }),
      (first, steps) => {
        let provider = imported(...first);
        let days = 0;
        for (const [offered, wait] of steps) {
          days += wait;
          const refreshed = refreshKeys(provider, admit(...offered), options(days));
          const { differences } = compared(provider, offered, days);
          const isTold =
            differences.length > 0 || provider.record.keys.some(({ missingSince }) => missingSince);
          if (refreshed.outcome === 'unchanged') expect(differences).toEqual([]);
          else expect(isTold).toBe(true);
          if (refreshed.outcome !== 'changed') continue;
          provider = ProviderKeys.of('login', refreshed.record, refreshed.keys, places);
          const kids = kidsOf(provider);
          for (const { kid } of offered) expect(kids).toContain(kid);
          expect(refreshKeys(provider, admit(...offered), options(days)).outcome).toBe('unchanged');
          const text = renderProviderRecord(provider.record);
          expect(renderProviderRecord(parseProviderRecord(text, 'login.provider.json'))).toBe(text);
          expect(schemaProblems(JSON.parse(text), providerSchema)).toEqual([]);
        }
      },
    ),
    { numRuns: Number(process.env.NUM_RUNS ?? 100) },
  );
});

describe('the record', () => {
  const good = JSON.parse(renderProviderRecord(imported(one).record));

  test('keeps what a newer version has written into it', () => {
    const text = JSON.stringify(
      { ...good, owner: 'platform', keys: [{ ...good.keys[0], note: 'x' }] },
      null,
      2,
    );
    expect(renderProviderRecord(parseProviderRecord(text, 'a.provider.json'))).toContain(
      '"owner": "platform"',
    );
    expect(renderProviderRecord(parseProviderRecord(text, 'a.provider.json'))).toContain('"note": "x"');
  });

  test.each<[string, object, string]>([
    [
      'another version',
      { version: 2 },
      'a.provider.json:2:3: is not the record of a provider: $.version must be 1, got 2',
    ],
    [
      'no source',
      { source: undefined },
      'a.provider.json:1:1: is not the record of a provider: $.source is missing',
    ],
    ['an algorithm that there is not', { algorithms: ['HS256'] }, '$.algorithms[0] must be one of RS256'],
    ['no algorithms', { algorithms: [] }, '$.algorithms is empty'],
    ['no keys', { keys: [] }, '$.keys is empty'],
    ['a day that there is not', { pinned: '2026-02-30T00:00:00Z' }, '$.pinned must be a moment such as'],
    [
      'a thumbprint that is none',
      { keys: [{ ...good.keys[0], thumbprint: 'x' }] },
      '$.keys[0].thumbprint must be a thumbprint',
    ],
  ])('with %s is refused with file, line and column', async (_, change, words) => {
    const text = JSON.stringify({ ...good, ...change }, null, 2);
    const error = await gatewayErrorOf(() => parseProviderRecord(text, 'a.provider.json'));
    expect(error.code).toBe('provider-invalid');
    expect(error.message).toContain(words);
  });

  test('that is no JSON is refused with file, line and column', async () => {
    const error = await gatewayErrorOf(() => parseProviderRecord('{\n  "version": 1,,', 'a.provider.json'));
    expect(error.message).toMatch(/^a\.provider\.json:2:\d+: /);
  });

  test('and the keys that do not belong to it are refused', async () => {
    const { record } = imported(one);
    const error = await gatewayErrorOf(() =>
      ProviderKeys.of('login', record, PublicKeySet.of([two]), places),
    );
    expect(error.message).toContain(
      'keys/login.provider.json: does not list the keys that stand in keys/login.jwks.json',
    );
  });
});
