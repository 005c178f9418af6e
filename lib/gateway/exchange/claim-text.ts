import type { Claims } from '../../token';
import { type Answer, answerUnemulated } from './answer';
import { isText } from './header-text';

/**
 * A claim as text for a backend parameter; `undefined` where the token does not have it, an answer where its text would
 * be that of another claim, too.
 */
export function claimText(claims: Claims | undefined, name: string): string | Answer | undefined {
  if (claims === undefined || !Object.hasOwn(claims, name)) return undefined;
  const value = claims[name];
  if (value === undefined || value === null) return undefined;
  const problem = findProblem(value);
  if (problem !== undefined) return answerUnemulated('jwtAuth', `claim ${name} ${problem}`);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What keeps a value from being told from all others; those inside a list or an object count, too. */
function findProblem(value: unknown): string | undefined {
  if (typeof value === 'string')
    return isText(value) ? undefined : 'holds half a character, which no request can';
  // Past 2^53, the text of a number is read as that of its neighbour.
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    return 'is a number too large to be told from the next one: a text would do';
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value)
    .flat()
    .map(findProblem)
    .find((problem) => problem !== undefined);
}
