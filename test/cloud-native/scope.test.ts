import fc from 'fast-check';
import { type JwtAuthPart, type JwtAuthSetting, readJwtAuth, scopeOf } from '../../lib/cloud-native';
import type { JsonObject } from '../../lib/json';
import { KEY } from '../model/sample';

const consumer = (name: string): JsonObject => ({ name, jwks: JSON.stringify({ keys: [KEY] }) });

function part(value: JsonObject): JwtAuthPart {
  const reading = readJwtAuth(value);
  if ('problem' in reading) throw new Error(reading.problem);
  return reading.part;
}

const GLOBAL = { consumers: [consumer('shop')] };
const OWN = part({ consumers: [consumer('own')] });
const ALLOW = part({ allow: ['shop'] });

interface Row {
  readonly global: JsonObject | 'missing' | 'broken';
  readonly rules: 'none' | 'others' | JwtAuthPart | 'disabled';
  readonly result: string;
}

const withAuth = (global_auth: boolean): JsonObject => ({ ...GLOBAL, global_auth });

const ROWS: readonly Row[] = [
  { global: GLOBAL, rules: 'none', result: 'checked' },
  { global: withAuth(true), rules: 'none', result: 'checked' },
  { global: withAuth(false), rules: 'none', result: 'open' },
  { global: GLOBAL, rules: 'others', result: 'open' },
  { global: withAuth(false), rules: 'others', result: 'open' },
  { global: withAuth(true), rules: 'others', result: 'checked' },
  { global: GLOBAL, rules: ALLOW, result: 'checked' },
  { global: withAuth(false), rules: ALLOW, result: 'checked' },
  { global: GLOBAL, rules: OWN, result: 'checked' },
  { global: withAuth(true), rules: OWN, result: 'checked' },
  { global: withAuth(false), rules: OWN, result: 'open' },
  { global: 'missing', rules: OWN, result: 'checked' },
  { global: 'broken', rules: OWN, result: 'checked' },
  { global: 'missing', rules: ALLOW, result: 'open' },
  { global: 'broken', rules: ALLOW, result: 'open' },
  { global: 'missing', rules: 'others', result: 'open' },
  { global: 'broken', rules: 'others', result: 'open' },
  { global: 'broken', rules: 'none', result: 'unknown' },
  { global: withAuth(true), rules: 'disabled', result: 'open' },
];

const title = ({ global, rules }: Row): string =>
  `global ${typeof global === 'string' ? global : `with global_auth ${global.global_auth ?? 'unset'}`}, ${
    typeof rules === 'string'
      ? `rules: ${rules}`
      : rules.allow === undefined
        ? 'a rule with consumers'
        : 'a rule with allow'
  }`;

test.each(ROWS.map((row) => ({ row, title: title(row) })))('$title', ({ row: { global, result, rules } }) => {
  const setting: JwtAuthSetting = {
    global: typeof global === 'string' ? undefined : part(global),
    isGlobalBroken: global === 'broken',
    hasRules: rules !== 'none',
    rule: rules === 'none' || rules === 'others' ? undefined : rules,
  };
  expect(scopeOf(setting).kind).toBe(result);
});

test('only a setting with a consumer whose keys were read is ever checked', () => {
  const parts = fc.constantFrom(
    undefined,
    part({}),
    part(GLOBAL),
    part(withAuth(true)),
    part(withAuth(false)),
    ALLOW,
    OWN,
  );
  fc.assert(
    fc.property(parts, parts, fc.boolean(), fc.boolean(), (global, rule, hasRules, isGlobalBroken) => {
      const scope = scopeOf({ global, rule, hasRules: hasRules || rule !== undefined, isGlobalBroken });
      if (scope.kind === 'checked') expect(scope.consumers.length).toBeGreaterThan(0);
    }),
  );
});

test.each<[string, JsonObject, string]>([
  ['no name', { consumers: [{ jwks: '{}' }] }, 'consumers.0.name is missing'],
  ['no keys', { consumers: [{ name: 'a' }] }, 'consumers.0.jwks is missing'],
  [
    'keys that are none',
    { consumers: [{ name: 'a', jwks: '{}' }] },
    'consumers.0.jwks holds no key that can be used (JwksNoKeys)',
  ],
  [
    'a name twice',
    { consumers: [consumer('a'), consumer('a')] },
    'consumers.1.name is the name of another consumer, too',
  ],
  [
    'an audience that is a list',
    { consumers: [{ ...consumer('a'), claims: { aud: ['x'] } }] },
    'consumers.0.claims.aud is no text',
  ],
  ['a switch that is a text', { global_auth: 'true' }, 'global_auth is no boolean'],
  [
    'keys of elsewhere',
    { consumers: [{ ...consumer('a'), remote_jwks: {} }] },
    'consumers.0.remote_jwks is not known here',
  ],
])('a configuration with %s is wrong as a whole', (_, config, problem) => {
  const reading = readJwtAuth(config);
  expect('problem' in reading && `${reading.path.join('.')} ${reading.problem}`).toBe(problem);
});
