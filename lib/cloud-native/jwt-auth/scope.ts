import { CLOUD_NATIVE } from '../../facts';
import type { JwtAuthPart, JwtConsumer } from './config';

/** A plug-in as it stands before one route. */
export interface JwtAuthSetting {
  /** What holds for the whole gateway; `undefined` where there is nothing, or something that is wrong. */
  readonly global: JwtAuthPart | undefined;
  /** Whether the part for the whole gateway is there and wrong. */
  readonly isGlobalBroken: boolean;
  /** Whether any rule exists, for this route or for others. */
  readonly hasRules: boolean;
  /** The rule for this route. */
  readonly rule: JwtAuthPart | 'disabled' | undefined;
}

/** Whom the plug-in asks for a token. */
export type JwtAuthScope =
  /** Nobody. */
  | { readonly kind: 'open'; readonly why: string }
  /** Everybody: tokens of these consumers get through; `allow` keeps some of them out. */
  | {
      readonly kind: 'checked';
      readonly consumers: readonly JwtConsumer[];
      readonly allow: ReadonlySet<string> | undefined;
      /** Headers without which nothing is checked after all. */
      readonly enableHeaders: readonly string[];
    }
  /** A configuration that cannot be used: whether calls pass then is not documented. */
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * What is checked before a route, by what is configured for the gateway and for the route.
 *
 * @see https://github.com/alibaba/higress, plugins/wasm-cpp/common/route_rule_matcher.h [code]
 */
export function scopeOf({ global, hasRules, isGlobalBroken, rule }: JwtAuthSetting): JwtAuthScope {
  if (rule === 'disabled') return open('the plug-in is switched off here');
  if (rule === undefined) return withoutRule(global, isGlobalBroken, hasRules);
  if (rule.allow === undefined && rule.consumers.length > 0)
    return (rule.globalAuth ?? global?.globalAuth) === false
      ? open('global_auth is false, and consumers of the route itself are then not asked for')
      : checked(rule.consumers, undefined, rule);
  if (global === undefined || global.consumers.length === 0)
    return open(
      'the consumers that are allowed here are not configured: the part for the whole gateway is missing or wrong',
    );
  return checked(global.consumers, rule.allow, global);
}

function withoutRule(global: JwtAuthPart | undefined, isBroken: boolean, hasRules: boolean): JwtAuthScope {
  if (global === undefined || global.consumers.length === 0) {
    if (isBroken && !hasRules)
      return {
        kind: CLOUD_NATIVE.failStrategy.value,
        why: 'the configuration is wrong, and whether calls pass then is not documented',
      };
    return open('no consumer is configured');
  }
  if (global.globalAuth === true) return checked(global.consumers, undefined, global);
  if (hasRules) return open('other routes have rules, this one has none, and global_auth is not true');
  if (global.globalAuth === false) return open('global_auth is false');
  return checked(global.consumers, undefined, global);
}

const open = (why: string): JwtAuthScope => ({ kind: 'open', why });

function checked(
  consumers: readonly JwtConsumer[],
  allow: ReadonlySet<string> | undefined,
  { enableHeaders }: JwtAuthPart,
): JwtAuthScope {
  return { kind: 'checked', consumers, allow, enableHeaders };
}
