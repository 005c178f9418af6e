import * as ros from '@alicloud/ros-cdk-core';

/**
 * Data with its tokens resolved and without what is undefined, as core resolves it. Core asks every value whether
 * it is a token by a regular expression and two closures; nearly all of what a route says is plain.
 *
 * @param resolve what a token stands for
 */
export function resolveData(value: unknown, resolve: (token: unknown) => unknown): unknown {
  if (isToken(value)) return resolve(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => resolveData(each, resolve)).filter(isDefined);
  const resolved: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const member = resolveData(value[key as keyof typeof value], resolve);
    if (member !== undefined) resolved[key] = member;
  }
  return resolved;
}

/** The tokens in data, in its order. */
export function tokensIn(value: unknown): unknown[] {
  if (isToken(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(tokensIn) : [];
}

/** Whether only core can say what the value is: an object that resolves, or what stands for one. */
function isToken(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return value.includes('Token[');
    case 'number':
      return value < 0 && ros.Token.isUnresolved(value);
    case 'object':
      return Array.isArray(value) ? value.some(isListToken) : ros.Tokenization.isResolvable(value);
    default:
      return false;
  }
}

/** A list that stands for a token has one text. */
function isListToken(member: unknown): boolean {
  return typeof member === 'string' && member.includes('#{Token[');
}

function isDefined(value: unknown): boolean {
  return value !== undefined;
}
