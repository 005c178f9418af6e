import fc from 'fast-check';
import { api, published, type Resources, ref, shop, template } from '../rules/gateway-template';
import { linesOf } from './diff-template';

/** A nested stack whose parameter `Value` is filled with a plain value. */
const nested = (Value: unknown, resources: Resources, sections: object = {}): object =>
  template({
    Child: {
      Type: 'ALIYUN::ROS::Stack',
      Properties: {
        Parameters: { Value },
        TemplateBody: {
          ROSTemplateFormatVersion: '2015-09-01',
          Parameters: { Value: { Type: 'String' } },
          ...sections,
          Resources: { ...shop, ...resources },
        },
      },
    },
  });

const orders = (properties: object): Resources => ({
  ...api('Orders', 'GET /orders', { properties }),
  ...published('Orders', 'RELEASE'),
});

const opened =
  'weaker/safe authentication-removed GET /orders RELEASE: no longer asks for an authorized app: anybody may call it';
const filled = 'unknown/unknown property-changed ALIYUN::ROS::Stack Child: Parameters.Value changed';

const opening = (properties: object): readonly string[] =>
  linesOf(nested('APP', orders(properties)), nested('ANONYMOUS', orders(properties)));

test('what a parent fills in is told where it is used', () => {
  expect(opening({ AuthType: ref('Value') })).toEqual([opened]);
});

test('what a parent fills in is told by itself, too, where a text has it', () => {
  expect(opening({ AuthType: ref('Value'), Description: { 'Fn::Sub': `for \${Value}` } })).toEqual([
    opened,
    filled,
  ]);
});

test('what a parent fills in is told by itself where nobody uses it', () => {
  expect(opening({ AuthType: 'APP' })).toEqual([filled]);
});

test('what a parent fills in is told where it is used, however many references stand before it', () => {
  const Tags = Array.from({ length: 2_000 }, () => ref('Value'));
  const lines = opening({ Tags, ServiceConfig: { ServiceAddress: ref('Value') } });
  expect(lines).toContain('neutral/may break backend-changed GET /orders: its backend has another address');
});

const plugin = (type: string, PluginData: unknown): Resources => ({
  Keys: {
    Type: 'ALIYUN::ApiGateway::Plugin',
    Properties: { PluginName: 'keys', PluginType: type, PluginData },
  },
});

test('data of a plug-in that is no object is told by its letters, whatever they are as YAML', () => {
  const of = (data: string) => nested(data, plugin('basicAuth', ref('Value')));
  expect(linesOf(of('|'), of('!'))).toEqual([
    'unknown/unknown plugin-data-changed plug-in Keys: its data changed (basicAuth): all of it',
  ]);
});

/** Where a value may stand in a nested stack. */
const PLACES: Readonly<Record<string, (value: unknown) => readonly [Resources, object?]>> = {
  'a property': (value) => [orders({ AuthType: value })],
  'a member of a property': (value) => [orders({ ServiceConfig: { ServiceAddress: value } })],
  'an item of a list': (value) => [orders({ RequestParameters: [{ ApiParameterName: value }] })],
  'a property that nobody knows': (value) => [orders({ Unheard: { Of: [value] } })],
  'the data of a JWT plug-in': (value) => [plugin('jwtAuth', { parameter: value, jwks: [] })],
  'the data of another plug-in': (value) => [plugin('cors', { allowOrigins: value })],
  'data as a whole': (value) => [plugin('basicAuth', value)],
  'another resource': (value) => [
    { Wait: { Type: 'ALIYUN::ROS::WaitCondition', Properties: { Count: value } } },
  ],
  'a Count': (value) => [{ Wait: { Type: 'ALIYUN::ROS::Sleep', Count: value, Properties: {} } as never }],
  'a condition': (value) => [orders({}), { Conditions: { Open: { 'Fn::Equals': [value, 'open'] } } }],
  'an output': (value) => [orders({}), { Outputs: { Told: { Value: value } } }],
};

const WRAPPINGS: readonly ((value: unknown) => unknown)[] = [
  (value) => ({ 'Fn::Join': ['', ['a', value]] }),
  (value) => ({ 'Fn::If': ['Open', 'x', value] }),
  (value) => ({ 'Fn::Select': ['0', [value, 'x']] }),
  (value) => [value],
  (value) => ({ inside: value }),
  (value) => ({ 'Fn::Sub': [`\${v}`, { v: value }] }),
];

test('what a parent fills in is always told somewhere, wherever and however it is used', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(PLACES)),
      fc.array(fc.constantFrom(...WRAPPINGS), { maxLength: 3 }),
      fc.uniqueArray(fc.oneof(fc.string({ minLength: 1 }), fc.integer()), {
        minLength: 2,
        maxLength: 2,
        selector: String,
      }),
      (place, wrappings, [before, after]) => {
        const used = place(wrappings.reduce((value, wrap) => wrap(value), ref('Value') as unknown));
        expect(linesOf(nested(before, ...used), nested(after, ...used))).not.toEqual([]);
      },
    ),
    { numRuns: Number(process.env.NUM_RUNS ?? 200) },
  );
});
