import fc from 'fast-check';
import { parseTemplate } from '../../lib/model';
import { renderRoutes } from '../../lib/report';
import { refusal } from './refusal';
import { api, binding, deployment, getAtt, JWT, type Loose, PROTECTED, plugin, template } from './sample';

const BASE = template(
  {
    ...PROTECTED,
    Claims: plugin('accessControl', {
      parameters: { iss: 'Token:iss' },
      rules: [{ name: 'i', condition: "$iss = 'a'", ifFalse: 'DENY' }],
    }),
    ClaimsBinding: binding({ PluginId: getAtt('Claims', 'PluginId') }),
    Many: api('GET /many', {}, { Count: 2 }),
    Nested: {
      Type: 'ALIYUN::ROS::Stack',
      Properties: {
        Parameters: { Id: getAtt('Api', 'ApiId') },
        TemplateBody: template(
          { Test: deployment({ ApiId: { Ref: 'Id' }, StageName: 'TEST' }) },
          { Parameters: { Id: { Type: 'String' } } },
        ),
      },
    },
  },
  {
    Parameters: { P: { Type: 'String', Default: 'a' } },
    Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'b'] } },
  },
);

/** `npm run fuzz` asks for more. */
const NUM_RUNS = Number(process.env.NUM_RUNS ?? 400);

/** What a mutation puts in the place of any value. */
const replacement = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<Loose>(
    { Ref: 'Api' },
    { Ref: 'P' },
    { Ref: 'Nested' },
    { Ref: 'ALIYUN::Index' },
    { Ref: 7 },
    { Ref: null },
    { 'Fn::GetAtt': [] },
    { 'Fn::GetAtt': 'Nested.Outputs.X' },
    { 'Fn::GetAtt': ['Many', 'ApiId'] },
    { 'Fn::Select': ['1', { 'Fn::GetAtt': ['Many', 'ApiId'] }] },
    { 'Fn::Select': [] },
    { 'Fn::If': ['C', { Ref: 'Api' }, { Ref: 'Jwt' }] },
    { 'Fn::Sub': `\${Api.ApiId}\${` },
    { kind: 'unknown', expression: 'Ref P' },
    '__proto__',
    'Api.ApiId',
    1e308,
    -1,
  ),
);

/** The template with another value at one of its places. */
function mutated(value: Loose, place: number, instead: unknown): Loose {
  let left = place;
  const walk = (each: Loose): Loose => {
    left -= 1;
    if (left === -1) return instead;
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, member]) => [name, walk(member)]));
  };
  return walk(value);
}

test('a template with anything in the place of anything is read and shown, or refused with its place', () => {
  const mutation = fc.tuple(fc.nat(150), replacement);
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      const broken = mutations.reduce<Loose>(
        (value, [place, instead]) => mutated(value, place, instead),
        BASE,
      );
      const text = JSON.stringify(broken);
      const started = performance.now();
      const found = refusal(() => {
        for (const format of ['text', 'markdown', 'json'] as const)
          renderRoutes(parseTemplate(text, 't.json'), { format });
      });
      expect(performance.now() - started).toBeLessThan(1000);
      if (found !== 'read')
        expect(found).toMatchObject({
          code: 'template-invalid',
          message: expect.stringMatching(/^t\.json:1:1: /),
        });
    }),
    { numRuns: NUM_RUNS },
  );
});

test('broken PluginData is a lock or unknown, never a crash', () => {
  const text = JSON.stringify(JWT, null, 1);
  const cut = fc.tuple(fc.nat(text.length), fc.nat(20), fc.string({ maxLength: 10 }));
  fc.assert(
    fc.property(cut, ([at, length, instead]) => {
      const data = text.slice(0, at) + instead + text.slice(at + length);
      const broken = template({ ...PROTECTED, Jwt: plugin('jwtAuth', data) });
      const [route] = parseTemplate(JSON.stringify(broken), 't.json').routes;
      expect(['locked', 'unknown']).toContain(route?.stages[0]?.protection.kind);
    }),
    { numRuns: NUM_RUNS },
  );
});

test('a thousand references of references are read at once', () => {
  const lists = Object.fromEntries(
    Array.from({ length: 1000 }, (_, i) => [
      `R${i}`,
      {
        Type: 'ALIYUN::ROS::WaitCondition',
        Properties: { A: { 'Fn::Join': ['', [{ Ref: `R${i + 1}` }, { Ref: `R${(i * 7) % 1000}` }]] } },
      },
    ]),
  );
  const resources = {
    ...PROTECTED,
    ...lists,
    Binding: binding({ ApiId: { 'Fn::Join': ['', [{ Ref: 'R0' }]] } }),
  };
  const started = performance.now();
  parseTemplate(JSON.stringify(template(resources)), 't.json');
  expect(performance.now() - started).toBeLessThan(1000);
});
