import { runInNewContext } from 'node:vm';
import type { Truth } from '../truth';

/** No pattern that people write takes as long; one that is written to take for ever must not. */
const MILLIS = 200;

/**
 * Whether the whole of a text matches the `AllowedPattern` of a parameter; `undefined` where that cannot be told: the
 * pattern is none of JavaScript, or would take too long. That the whole has to match is inferred: with less, the
 * examples of the vendor would allow everything.
 */
export function matchesPattern(pattern: string, text: string): Truth {
  const whole = compiled(pattern);
  if (whole === undefined) return undefined;
  try {
    // The only way to stop a pattern that goes back and forth.
    return runInNewContext('whole.test(text)', { whole, text }, { timeout: MILLIS }) === true;
  } catch {
    return undefined;
  }
}

/** ROS is written in Python, whose names of groups and ends of the text are written differently. */
function compiled(pattern: string): RegExp | undefined {
  const written = pattern.replaceAll('(?P<', '(?<').replace(/^\\A/, '^').replace(/\\Z$/, '$');
  try {
    return new RegExp(`^(?:${written})$`, 'u');
  } catch {
    return compiledLoosely(written);
  }
}

function compiledLoosely(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
}
