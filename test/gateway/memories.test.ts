import type { Call } from '../../lib/gateway/exchange/call';
import { jwtStep } from '../../lib/gateway/steps/jwt';
import { JwtCheck, RecentTokens } from '../../lib/gateway/steps/jwt-check';
import { ReplayMemories, ReplayMemory, replayReader } from '../../lib/gateway/steps/replay-memory';
import { thumbprint } from '../../lib/jwk';
import { jwtAuth } from '../../lib/plugin';
import type { SignedToken } from '../../lib/token';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { signedBy } from './bad-tokens';
import { NOW_SECONDS, now } from './shop-gateway';

const DATA = { parameter: 'X-Token', parameterLocation: 'header', jwk: { ...fixturePublicJwk('RS256') } };

describe('ids of used tokens', () => {
  test('are remembered until their token expires', () => {
    const memory = new ReplayMemory(2);
    expect(memory.remember('a', 10_000, 0)).toBe('new');
    expect(memory.remember('a', 10_000, 5_000)).toBe('seen');
    expect(memory.remember('b', 20_000, 5_000)).toBe('new');
    expect(memory.remember('c', 20_000, 9_999)).toBe('full');
    expect(memory.remember('c', 20_000, 11_000)).toBe('new');
    expect(memory.remember('b', 20_000, 11_000)).toBe('seen');
  });

  test('are never forgotten early: a full memory says so', () => {
    const memory = new ReplayMemory(1);
    memory.remember('a', Number.POSITIVE_INFINITY, 0);
    expect(memory.remember('b', 1_000, 1e12)).toBe('full');
    expect(memory.remember('a', 1_000, 1e12)).toBe('seen');
  });

  test('are as many as there is room for: 100,000 unless something else is said', () => {
    expect([new ReplayMemory().capacity, new ReplayMemory(2).capacity]).toEqual([100_000, 2]);
  });

  test('are forgotten the moment that their token expires, and no others', () => {
    const memory = new ReplayMemory(2);
    memory.remember('a', 10_000, 0);
    memory.remember('b', 10_001, 0);
    expect(memory.remember('c', 20_000, 10_000)).toBe('new');
    expect(['c', 'b'].map((id) => memory.remember(id, 20_000, 10_000))).toEqual(['seen', 'seen']);
  });

  test('stay past their time while there is room, for the clock may go back', () => {
    const memory = new ReplayMemory(3);
    memory.remember('a', 10_000, 0);
    memory.remember('b', 30_000, 20_000);
    expect(memory.remember('a', 10_000, 5_000)).toBe('seen');
  });

  test('are looked through once a second at most, also where the clock goes back', () => {
    const memory = new ReplayMemory(1);
    memory.remember('a', 5_500, 0);
    expect(memory.remember('b', 9_000, 5_000)).toBe('full');
    expect(memory.remember('b', 9_000, 5_999)).toBe('full');
    expect(memory.remember('b', 1_000, 6_000)).toBe('new');
    expect(memory.remember('c', 9_000, 5_001)).toBe('full');
    expect(memory.remember('c', 9_000, 5_000)).toBe('new');
  });
});

describe('what a gateway hands on to the next', () => {
  const [rs256, es256] = [fixturePublicJwk('RS256'), fixturePublicJwk('ES256')];

  test('is found again by the key, and by how many plug-ins with that key were before', () => {
    const memories = new ReplayMemories();
    const print = thumbprint(rs256);
    const memoriesOf = () => {
      const read = replayReader(memories);
      return [read([rs256]), read([es256, rs256, rs256]), read([rs256])].map((memoryOf) => memoryOf(print));
    };
    const [first, second] = [memoriesOf(), memoriesOf()];
    expect(new Set(first).size).toBe(3);
    expect(second.map((memory, index) => memory === first[index])).toEqual([true, true, true]);
  });

  test('is another for each key', () => {
    const memoryOf = replayReader(new ReplayMemories())([rs256, es256]);
    const [one, other] = [memoryOf(thumbprint(rs256)), memoryOf(thumbprint(es256))];
    expect(one === other).toBe(false);
    expect(memoryOf(thumbprint(rs256))).toBe(one);
  });
});

describe('a check of tokens', () => {
  const check = () => new JwtCheck(jwtAuth.parse(DATA), () => new ReplayMemory());

  test('looks at a good signature once, and at a bad one each time', async () => {
    const [kept, token] = [check(), signedBy('RS256')];
    const first = kept.checkSignature(token);
    expect(first).toBeInstanceOf(Promise);
    expect(kept.checkSignature(token)).toBeInstanceOf(Promise);
    expect(kept.checkSignature(token)).toBeInstanceOf(Promise);
    const checked = await first;
    expect(checked).toMatchObject({ signed: true, claims: { sub: 'alice' } });
    expect('signed' in checked && kept.checkSignature(token)).toEqual(checked);
    for (let times = 0; times < 2; times += 1) {
      const bad = kept.checkSignature(`${token}x`);
      expect(bad).toBeInstanceOf(Promise);
      expect(await bad).not.toHaveProperty('signed');
    }
  });

  test('names a token by the key that signed it', () => {
    const nameOf = (key: object) => check().tokenName({ key } as SignedToken);
    expect(nameOf({ alg: 'RS256', thumbprint: 'print', kid: 'é' })).toBe('token of key \\u00e9 (RS256)');
    expect(nameOf({ alg: 'RS256', thumbprint: 'print' })).toBe('token of key print (RS256)');
  });
});

test('a used id is kept for as long as its token is good, by the clock of the gateway', async () => {
  const model = { ...jwtAuth.parse(DATA), preventJtiReplay: true };
  const memory = new ReplayMemory(1);
  const check = new JwtCheck(model, () => memory);
  const step = jwtStep({ location: 'header', name: 'X-Token' }, check);
  const codeOf = async (jti: string, exp: number, receivedAt: number) => {
    const token = signedBy('RS256', {}, { jti, exp });
    const call = {
      receivedAt,
      request: { headers: [['X-Token', token]] },
      headerValues: () => [token],
      note: () => {},
    };
    const answer = await step(call as unknown as Call);
    return answer?.code ?? answer?.response.status;
  };
  const until = NOW_SECONDS + 60;
  expect(await codeOf('first', until, now())).toBeUndefined();
  expect(await codeOf('first', until, now() + 30_000)).toBe('S403JU');
  // The one place is taken as long as the first token is good, and free afterwards.
  expect(await codeOf('second', until + 60, now() + 59_000)).toBe(501);
  expect(await codeOf('second', until + 60, now() + 61_000)).toBeUndefined();
  expect(await codeOf('third', until + 60, now() + 62_000)).toBe(501);
});

test('an id is kept for good where tokens are good for ever', async () => {
  const model = { ...jwtAuth.parse(DATA), preventJtiReplay: true, ignoreExpirationCheck: true };
  const memory = new ReplayMemory(1);
  const check = new JwtCheck(model, () => memory);
  const step = jwtStep({ location: 'header', name: 'X-Token' }, check);
  const codeOf = async (jti: string, receivedAt: number) => {
    const token = signedBy('RS256', {}, { jti, exp: NOW_SECONDS + 60 });
    const call = {
      receivedAt,
      request: { headers: [['X-Token', token]] },
      headerValues: () => [token],
      note: () => {},
    };
    const answer = await step(call as unknown as Call);
    return answer?.code ?? answer?.response.status;
  };
  expect(await codeOf('first', now())).toBeUndefined();
  expect(await codeOf('first', now() + 120_000)).toBe('S403JU');
  expect(await codeOf('second', now() + 240_000)).toBe(501);
});

test('the tokens that were used last are remembered', () => {
  const token = {} as SignedToken;
  const tokens = new RecentTokens(2);
  for (const key of ['a', 'b']) tokens.remember(key, token);
  expect(tokens.find('a')).toBe(token);
  tokens.remember('c', token);
  expect(['a', 'b', 'c'].map((key) => tokens.find(key) === token)).toEqual([true, false, true]);
  expect(tokens.size).toBe(2);
});

test('a token that is asked for stays, those before it go, and at least half of the room is used', () => {
  const token = {} as SignedToken;
  const tokens = new RecentTokens(4);
  const isKnown = (key: string) => tokens.find(key) === token;
  expect(new RecentTokens().capacity).toBe(1_000);
  expect(isKnown('a')).toBe(false);
  for (const key of ['a', 'b', 'c']) tokens.remember(key, token);
  expect(tokens.size).toBe(3);
  // It moves on to the newer half, and the older one goes with the next.
  expect(isKnown('a')).toBe(true);
  for (const key of ['d', 'e', 'f']) {
    expect(isKnown('a')).toBe(true);
    tokens.remember(key, token);
  }
  expect(['b', 'c'].map(isKnown)).toEqual([false, false]);
});
