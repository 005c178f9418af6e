import { GatewayError, type Problem } from '../errors';
import type { JsonValue } from '../json';
import { type Claims, isJsonValue } from './claims';

/** What a token is to say. */
export interface ClaimOptions {
  /** Claims of any name but `exp` and `iat`. The service documents strings only. */
  readonly claims?: Claims;
  /** Whom the token is about. */
  readonly sub?: string;
  /** Who issues it. */
  readonly iss?: string;
  /** Whom it is for. */
  readonly aud?: string | readonly string[];
  /** From when it is good, in seconds since 1970. */
  readonly nbf?: number;
  /** Its own id. */
  readonly jti?: string;
}

/** The time of a token, in seconds since 1970. */
export interface TokenTime {
  readonly iat: number;
  readonly exp: number;
}

const OPTIONS = ['iss', 'sub', 'aud', 'nbf', 'jti'] as const;

/** What RFC 7519 section 4.1 says about the registered claims. */
const RULES: Readonly<
  Record<string, { readonly holds: (value: JsonValue) => boolean; readonly words: string }>
> = {
  iss: { holds: isText, words: 'text' },
  sub: { holds: isText, words: 'text' },
  aud: { holds: (value) => isText(value) || isListOfTexts(value), words: 'text or a list of texts' },
  nbf: { holds: (value) => typeof value === 'number', words: 'a number of seconds since 1970' },
  jti: { holds: isText, words: 'text' },
};

/**
 * The claims of a token to be issued.
 *
 * @throws GatewayError `token-claims-invalid` with all problems
 */
export function claimsOf(options: ClaimOptions, time: TokenTime): Claims {
  const { claims = {} } = options;
  const given = OPTIONS.flatMap((name) =>
    options[name] === undefined ? [] : [[name, options[name]] as const],
  );
  // Entries, not members: a claim may be called __proto__.
  const all = [...given, ...Object.entries(claims)];
  const problems = [
    ...given.filter(([name]) => Object.hasOwn(claims, name)).map(([name]) => at(name, 'is given twice')),
    ...['iat', 'exp']
      .filter((name) => Object.hasOwn(claims, name))
      .map((name) => at(name, 'is always set, from the clock and the time to live')),
    ...all.flatMap(([name, value]) => problemsOf(name, value, time)),
  ];
  if (problems.length > 0) {
    throw new GatewayError('token-claims-invalid', 'the token cannot have these claims', { problems });
  }
  return Object.fromEntries([...all, ...Object.entries(time)]);
}

function problemsOf(name: string, value: unknown, { exp }: TokenTime): Problem[] {
  if (!isJsonValue(value))
    return [at(name, 'is not JSON: text, a finite number, true, false, null, a list or an object')];
  const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
  if (rule !== undefined && !rule.holds(value)) return [at(name, `must be ${rule.words}`)];
  if (name === 'nbf' && Number(value) >= exp)
    return [at(name, 'is not before exp: the token would never be good')];
  return [];
}

const at = (name: string, message: string): Problem => ({ path: `$.${name}`, message });

function isText(value: JsonValue): boolean {
  return typeof value === 'string';
}

function isListOfTexts(value: JsonValue): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}
