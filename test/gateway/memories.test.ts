import { RecentTokens } from '../../lib/gateway/recent-tokens';
import { ReplayMemory } from '../../lib/gateway/replay-memory';
import type { SignedToken } from '../../lib/token';

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

test('the tokens that were used last are remembered', () => {
  const token = {} as SignedToken;
  const tokens = new RecentTokens(2);
  for (const key of ['a', 'b']) tokens.remember(key, token);
  expect(tokens.find('a')).toBe(token);
  tokens.remember('c', token);
  expect(['a', 'b', 'c'].map((key) => tokens.find(key) === token)).toEqual([true, false, true]);
  expect(tokens.size).toBe(2);
});
