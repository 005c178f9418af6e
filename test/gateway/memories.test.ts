import type { Call } from '../../lib/gateway/exchange/call';
import { jwtStep } from '../../lib/gateway/steps/jwt';
import { JwtCheck, RecentTokens } from '../../lib/gateway/steps/jwt-check';
import { ReplayMemory } from '../../lib/gateway/steps/replay-memory';
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
