import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJwtAuth } from '../../lib/cloud-native/jwt-auth/config';
import { evaluateJwtAuth } from '../../lib/cloud-native/jwt-auth/evaluate';
import { readKeySet } from '../../lib/cloud-native/jwt-auth/key-set';
import { scopeOf } from '../../lib/cloud-native/jwt-auth/scope';
import { STATUS_TEXTS } from '../../lib/cloud-native/jwt-auth/status';
import { readToken } from '../../lib/cloud-native/jwt-auth/token';
import { signatureStatus, timeStatus } from '../../lib/cloud-native/jwt-auth/verify';
import type { JsonObject } from '../../lib/json';
import { CASES, hasCases } from '../shared-cases';

const vectors = <T>(name: string): T =>
  JSON.parse(readFileSync(join(CASES, 'apig-vectors', name), 'utf8')) as T;

interface TokenVector {
  readonly id: number;
  readonly kind: 'verify' | 'parse' | 'time';
  readonly jwks: string | null;
  readonly jwt: string;
  readonly audience?: unknown;
  readonly now: number | string;
  readonly skew: number;
  readonly status: string;
}

interface KeySetVector {
  readonly id: number;
  readonly jwks: string;
  readonly status: string;
  readonly keys?: number;
}

const describeWithCases = hasCases ? describe : describe.skip;

describeWithCases('the vectors of the library that the plug-in verifies with', () => {
  test('every token has the status it has there', () => {
    const all = vectors<TokenVector[]>('verify.json');
    const wrong = all.filter((each) => !isOfAudience(each)).filter((each) => statusOf(each) !== each.status);
    expect(wrong.map(({ id, status }) => ({ id, status }))).toEqual([]);
    expect(all.length).toBeGreaterThan(300);
  });

  test('every key set has the status, and as many keys as it has there', () => {
    const wrong = vectors<KeySetVector[]>('jwks.json').filter(({ jwks, keys, status }) => {
      const set = readKeySet(jwks);
      if ('status' in set) return set.status !== status;
      return status !== 'Ok' || (keys !== undefined && set.keys.length !== keys);
    });
    expect(wrong.map(({ id, status }) => ({ id, status }))).toEqual([]);
  });

  test('every status that we answer with has its text', () => {
    expect(vectors<Record<string, string>>('status.json')).toMatchObject(STATUS_TEXTS);
  });
});

/** The plug-in does not ask the library about audiences. */
function isOfAudience({ status }: TokenVector): boolean {
  return status === 'JwtAudienceNotAllowed';
}

function statusOf({ jwks, jwt, kind, now, skew }: TokenVector): string {
  const token = readToken(jwt);
  if (typeof token === 'string') return token;
  if (kind === 'parse') return 'Ok';
  const time = timeStatus(token, Number(now), skew);
  if (time !== undefined || kind === 'time') return time ?? 'Ok';
  return signatureStatus(token, readKeySet(jwks ?? '')) ?? 'Ok';
}

interface PluginVector {
  readonly test: string;
  readonly config: JsonObject;
  readonly requests: readonly {
    readonly headers: Readonly<Record<string, string>>;
    readonly route?: string;
    readonly now: number;
    readonly expected: {
      readonly result: 'continue' | 'stop';
      readonly status?: number;
      readonly body?: string;
      readonly toBackend?: Readonly<Record<string, string>>;
    };
  }[];
}

describeWithCases('the vectors of the plug-in itself', () => {
  const cases = hasCases
    ? vectors<PluginVector[]>('plugin.json').flatMap(({ config, requests, test }) =>
        requests.map((request, at) => ({ title: `${test} ${at + 1}`, config, request })),
      )
    : [];

  test.each(cases)('$title', ({ config, request: { expected, headers, now, route } }) => {
    const decision = evaluateJwtAuth(scopeAt(config, route), {
      headers: new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      query: '',
      uri: '{uri}',
      now,
    });
    expect(decision.kind).toBe(expected.result === 'continue' ? 'continue' : 'refuse');
    if (decision.kind === 'refuse')
      expect(decision).toMatchObject({ status: expected.status, body: expected.body });
    else if (expected.toBackend !== undefined)
      expect(Object.fromEntries(decision.headers.map(({ name, value }) => [name, value]))).toEqual(
        expected.toBackend,
      );
  });
});

/** Rules of the inner form: `_match_route_` names routes. */
function scopeAt({ _rules_: rules = [], ...config }: JsonObject, route: string | undefined) {
  const list = rules as readonly JsonObject[];
  const matched = list.find(({ _match_route_: routes }) =>
    (routes as readonly string[]).includes(route ?? ''),
  );
  const scope = scopeOf({
    global: partOf(config),
    isGlobalBroken: false,
    hasRules: list.length > 0,
    rule: matched && partOf(matched),
  });
  if (scope.kind === 'unknown') throw new Error(scope.why);
  return scope;
}

function partOf(config: JsonObject) {
  const reading = readJwtAuth(config);
  if ('problem' in reading) throw new Error(reading.problem);
  return reading.part;
}
