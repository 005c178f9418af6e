import { type GatewayModel, readGateway } from '../../lib/model';
import type { TemplateFiles } from '../../lib/template';
import { inWords, type Loose, PROTECTED, template } from './sample';

/** Reads a directory that stands in memory only, under the names of its stacks. */
function read(
  stacks: Readonly<Record<string, Loose>>,
  names: Readonly<Record<string, string>> = {},
): GatewayModel {
  const artifacts = Object.fromEntries(
    Object.keys(stacks).map((name) => [
      name,
      {
        type: 'aliyun:ros:stack',
        properties: { templateFile: `${name}.json`, ...(names[name] ? { stackName: names[name] } : {}) },
      },
    ]),
  );
  const texts = new Map<string, unknown>([['manifest.json', { version: '1', artifacts }]]);
  for (const [name, written] of Object.entries(stacks)) texts.set(`${name}.json`, written);
  const nameOf = (path: string) => path.replace(/^.*\//, '');
  const files: TemplateFiles = {
    isDirectory: (path) => nameOf(path) === 'cdk.out',
    realPath: (path) => path,
    read: (path: string) => Buffer.from(JSON.stringify(texts.get(nameOf(path)))),
  };
  return readGateway('cdk.out', { files });
}

const { Jwt, ...SHOP } = PROTECTED;
const OUTPUTS = { Jwt: { Value: { 'Fn::GetAtt': ['Jwt', 'PluginId'] } } };

const login = (Outputs: Loose = OUTPUTS) =>
  template(
    { Jwt },
    {
      Outputs,
      Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } },
      Parameters: { P: { Type: 'String' } },
    },
  );

const shop = (PluginId: Loose, sections: Loose = {}) =>
  template(
    { ...SHOP, Binding: { ...SHOP.Binding, Properties: { ...SHOP.Binding.Properties, PluginId } } },
    sections,
  );

const protectionsOf = ({ routes }: GatewayModel) =>
  routes.flatMap(({ stages }) => stages.map(({ protection }) => inWords(protection)));

const output = (...argument: Loose[]) => ({ 'Fn::GetStackOutput': argument });

describe('the output of a stack that is read together with another one', () => {
  test.each<[string, Loose]>([
    ['by its name', output('login', 'Jwt')],
    ['in the own region', output('login', 'Jwt', { Ref: 'ALIYUN::Region' })],
    ['by a name that a function makes', output({ 'Fn::Join': ['', ['log', 'in']] }, 'Jwt')],
  ])('is followed %s', (_, PluginId) => {
    expect(protectionsOf(read({ shop: shop(PluginId), login: login() }))).toEqual(['jwt']);
    expect(protectionsOf(read({ login: login(), shop: shop(PluginId) }))).toEqual(['jwt']);
  });

  test('is followed by the name under which ROS makes the stack', () => {
    const stacks = { shop: shop(output('login-prod', 'Jwt')), login: login() };
    expect(protectionsOf(read(stacks, { login: 'login-prod' }))).toEqual(['jwt']);
    expect(protectionsOf(read(stacks))).toEqual([expect.stringMatching(/^unknown/)]);
  });

  test.each<[string, Loose, Loose]>([
    ['of a stack that is not here', output('elsewhere', 'Jwt'), OUTPUTS],
    ['of another region', output('login', 'Jwt', 'cn-beijing'), OUTPUTS],
    ['that there is not', output('login', 'Other'), OUTPUTS],
    ['of the own stack', output('shop', 'Jwt'), OUTPUTS],
    ['whose name a parameter says', output({ Ref: 'Stack' }, 'Jwt'), OUTPUTS],
    [
      'that a condition may take away',
      output('login', 'Jwt'),
      { Jwt: { Condition: 'Prod', Value: { Ref: 'Jwt' } } },
    ],
    ['that another function makes', output('login', 'Jwt'), { Jwt: { Value: { Ref: 'P' } } }],
  ])('is unknown %s', (_, PluginId, outputs) => {
    const written = shop(PluginId, { Parameters: { Stack: { Type: 'String' } } });
    expect(protectionsOf(read({ shop: written, login: login(outputs) }))).toEqual([
      expect.stringMatching(/^unknown/),
    ]);
  });
});

test('conditions of two stacks that are called alike are two conditions', () => {
  const conditions = {
    Parameters: { P: { Type: 'String' } },
    Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } },
  };
  const guarded = template(
    { Jwt: { ...Jwt, Condition: 'Prod' } },
    {
      ...conditions,
      Outputs: { Jwt: { Value: { Ref: 'Jwt' } } },
    },
  );
  const { Api, ...others } = shop(output('login', 'Jwt')).Resources;
  const written = template({ ...others, Api: { ...Api, Condition: 'Prod' } }, conditions);
  expect(protectionsOf(read({ shop: written, login: guarded }))).toEqual([expect.stringMatching(/^unknown/)]);
});
