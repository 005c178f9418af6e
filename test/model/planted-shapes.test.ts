import fc from 'fast-check';
import { diffGateways } from '../../lib/diff';
import { findJwtLock, type GatewayModel, parseTemplate, protectionWord } from '../../lib/model';
import { checkGateway, RULES } from '../../lib/rules';
import { isUnknown } from '../../lib/template';
import { api, binding, deployment, getAtt, JWT, type Loose, PROTECTED, plugin, template } from './sample';

/** `npm run fuzz` asks for more. */
const NUM_RUNS = Number(process.env.NUM_RUNS ?? 150);

const RULES_DATA = {
  parameters: { iss: 'Token:iss' },
  rules: [{ name: 'issuer', condition: "$iss = 'https://login.example.com'", ifFalse: 'DENY' }],
};

/** A gateway with everything that is read in a way of its own: instances, nested stacks, functions, data in texts. */
const gateway = (jwt: Loose, rules: Loose): Loose =>
  template(
    {
      ...PROTECTED,
      Jwt: { ...plugin(), Properties: { PluginName: 'jwt', PluginType: 'jwtAuth', PluginData: jwt } },
      Claims: {
        ...plugin(),
        Properties: { PluginName: 'claims', PluginType: 'accessControl', PluginData: rules },
      },
      ClaimsBinding: binding({ PluginId: getAtt('Claims', 'PluginId') }),
      Many: api('GET /many', {}, { Count: 2 }),
      Staged: deployment(
        { StageName: { 'Fn::Select': [{ Ref: 'ALIYUN::Index' }, ['TEST', { Ref: 'Stage' }]] } },
        { Count: 2, Condition: 'C' },
      ),
      Nested: {
        Type: 'ALIYUN::ROS::Stack',
        Properties: {
          Parameters: { Id: getAtt('Api', 'ApiId') },
          TemplateBody: template(
            { Pre: deployment({ ApiId: { Ref: 'Id' }, StageName: 'PRE' }) },
            { Parameters: { Id: { Type: 'String' } } },
          ),
        },
      },
    },
    {
      Parameters: { Stage: { Type: 'String', Default: 'RELEASE' } },
      Conditions: { C: { 'Fn::Equals': [{ Ref: 'Stage' }, 'RELEASE'] } },
      Mappings: { Paths: { shop: { orders: '/orders' } } },
    },
  );

/** The members of every value that readers make for themselves, and names that every object has by its nature. */
const SHAPES: readonly Readonly<Record<string, Loose>>[] = [
  { kind: 'unknown', expression: 'Ref Stage (default "RELEASE")' },
  { kind: 'unknown', expression: 'x', value: { kind: 'unknown', expression: 'x' }, mentions: [] },
  { kind: 'resource', resource: 'Jwt', attribute: 'PluginId' },
  { kind: 'literal', text: 'jwtAuth' },
  { kind: 'missing', expression: 'Ref Nobody' },
  { kind: 'unknown', why: 'a nested stack' },
  { kind: 'public', reason: 'a probe', optionalToken: null },
  { kind: 'locked', locks: [{ kind: 'app' }] },
  { kind: 'values', values: ['a'] },
  { file: 't.json', line: 1, column: 1 },
  { scope: { stack: 't', index: 'each' }, index: 0 },
  { origin: 't.json:1:1', resource: 'Api', existsIf: [], stack: 't' },
  { by: { api: 'Api' }, maybe: 'perhaps' },
  { binding: null, stage: 'RELEASE', plugin: null, maybe: null },
  { before: null, after: null, sides: {}, place: 't' },
  { written: {}, instance: null },
  { problem: 'is no object', jwtAuth: null, accessControl: null },
  { other: { other: {} }, model: {}, keysIn: 'jwk' },
  { '(order)': '["issuer"]', '(no list)': {}, '': 5, '(hidden)': 1 },
  { deferred: true, 'Symbol(untold)': 'untold' },
  { __proto: 1, ['__proto__']: { kind: 'unknown', expression: 'x' } },
  { constructor: { prototype: {} }, prototype: {}, toString: 'x', valueOf: 1, hasOwnProperty: true },
  { toJSON: 'x', length: 0, isSameAs: true },
];

/** A shape as lists of members, so that `__proto__` is one. */
type Members = readonly (readonly [string, Loose])[];

const asIs = (value: Loose): Loose =>
  Array.isArray(value) || typeof value !== 'object' || value === null
    ? value
    : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asIs(member)]));

/** The same under names that mean nothing to anybody. */
const neutral = (value: Loose): Loose => {
  if (Array.isArray(value)) return value.map(neutral);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([, member], index) => [`planted${index}`, neutral(member)]),
  );
};

/** The value with members planted into one of its objects, or into all. */
function planted(value: Loose, place: number, members: Members): Loose {
  let left = place;
  const walk = (each: Loose): Loose => {
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== 'object' || each === null) return each;
    left -= 1;
    const isHere = left === -1;
    const own = Object.entries(each).map(([name, member]) => [name, walk(member)] as const);
    // A function call with a second member is none any more, whatever the member is called.
    return Object.fromEntries(isHere ? [...own, ...members] : own);
  };
  return walk(value);
}

interface Planting {
  readonly shape: Readonly<Record<string, Loose>>;
  /** Where: in the template, or in the data of a plug-in. */
  readonly where: 'template' | 'jwt' | 'rules';
  readonly place: number;
  /** Whether the members stand among the others, or in an object of their own. */
  readonly isInside: boolean;
  readonly isYaml: boolean;
}

const planting: fc.Arbitrary<Planting> = fc.record({
  shape: fc.constantFrom(...SHAPES),
  where: fc.constantFrom('template', 'template', 'jwt', 'rules'),
  place: fc.nat(70),
  isInside: fc.boolean(),
  isYaml: fc.boolean(),
});

/** How a pull request may open the gateway. */
const OPENINGS: Readonly<Record<string, Partial<Record<'jwt' | 'rules', Loose>>>> = {
  nothing: {},
  'expired tokens are good': { jwt: { ...JWT, ignoreExpirationCheck: true } },
  'tokens may be missing': { jwt: { ...JWT, bypassEmptyToken: true } },
  'any issuer is good': { rules: { ...RULES_DATA, rules: [] } },
  'another issuer is good': {
    rules: { ...RULES_DATA, rules: [{ ...RULES_DATA.rules[0], condition: "$iss != 'x'" }] },
  },
};

function read(
  given: Planting,
  opening: Partial<Record<'jwt' | 'rules', Loose>>,
  names: typeof asIs,
): GatewayModel {
  const { isInside, isYaml, place, shape, where } = given;
  const members: Members = isInside ? Object.entries(names(shape)) : [['planted', names(shape)]];
  const put = (what: Planting['where'], value: Loose) =>
    where === what ? planted(value, place % (what === 'template' ? 70 : 4), members) : value;
  const text = (value: Loose) => `${isYaml ? '# data\n' : ''}${JSON.stringify(value)}`;
  const data = { jwt: JWT, rules: RULES_DATA, ...opening };
  const whole = put('template', gateway(text(put('jwt', data.jwt)), text(put('rules', data.rules))));
  return parseTemplate(text(whole), isYaml ? 't.yaml' : 't.json');
}

/** Of each stage of each route, who gets through; not in which words a template says what is unknown. */
const routesOf = ({ routes }: GatewayModel) =>
  routes.map(({ route, stages }) => [
    route?.signature,
    ...stages.map(({ maybe, protection, stage }) => {
      const { kind } = protection;
      const lock = findJwtLock(protection);
      const claims = [lock?.issuer, lock?.audience].map((rule) =>
        rule?.kind === 'unknown' ? rule.kind : rule,
      );
      return [
        isUnknown(stage) || stage,
        maybe === undefined,
        kind,
        protectionWord(protection),
        lock?.keys,
        claims,
      ];
    }),
  ]);
/** A member may be wrong by its name alone, so that what is wrong in the data of a plug-in is not counted. */
const verdictsOf = (model: GatewayModel) =>
  Array.from(checkGateway(model, RULES).verdicts, ([rule, counts]) => [
    rule,
    rule === 'plugin-data-invalid' ? { ...counts, fail: counts.fail > 0 } : counts,
  ]);
const changesOf = (base: GatewayModel, head: GatewayModel) =>
  diffGateways(base, head).changes.map(
    ({ callers, kind, posture }) => `${kind} ${posture.verdict} ${callers.verdict}`,
  );

const NOTHING = {};

test('data that looks like what readers make for themselves changes no verdict of routes, check and diff', () => {
  fc.assert(
    fc.property(planting, fc.constantFrom(...Object.values(OPENINGS)), (given, opening) => {
      const base = read(given, NOTHING, asIs);
      const head = read(given, opening, asIs);
      const [plainBase, plainHead] = [read(given, NOTHING, neutral), read(given, opening, neutral)];
      expect(routesOf(head)).toEqual(routesOf(plainHead));
      expect(verdictsOf(head)).toEqual(verdictsOf(plainHead));
      expect(changesOf(base, head)).toEqual(changesOf(plainBase, plainHead));
      // Planted by the pull request itself.
      const before = parseTemplate(
        JSON.stringify(gateway(JSON.stringify(JWT), JSON.stringify(RULES_DATA))),
        't.json',
      );
      expect(changesOf(before, head)).toEqual(changesOf(before, plainHead));
    }),
    { numRuns: NUM_RUNS },
  );
});
