import { parseTemplate } from '../../lib/model';
import { Unknown } from '../../lib/template';
import {
  api,
  binding,
  deployment,
  getAtt,
  group,
  inWords,
  JWT,
  type Loose,
  model,
  OPEN,
  PROTECTED,
  plugin,
  template,
} from './sample';

const nested = (TemplateBody: Loose, Parameters: Loose = {}, others: Loose = {}) => ({
  Type: 'ALIYUN::ROS::Stack',
  Properties: { TemplateBody, Parameters },
  ...others,
});
const told = (names: readonly string[]) => ({
  Parameters: Object.fromEntries(names.map((name) => [name, { Type: 'String' }])),
});
const shown = (Resources: Loose, sections: Loose = {}) =>
  model(Resources, sections).routes.map((route) =>
    [
      `${route.stack} ${route.id}`,
      ...route.stages.map(
        (s) => `${typeof s.stage === 'string' ? s.stage : s.stage.expression} ${inWords(s.protection)}`,
      ),
    ].join(', '),
  );
const select = (list: Loose, index: Loose = { Ref: 'ALIYUN::Index' }) => ({ 'Fn::Select': [index, list] });

test('what a parent tells its nested stack is followed', () => {
  const StageName = { Ref: 'Stage' };
  const inner = template(
    {
      Test: deployment({ ApiId: { Ref: 'Id' }, StageName }),
      Binding: binding({ ApiId: { Ref: 'Id' }, PluginId: { Ref: 'Jwt' }, StageName }),
    },
    told(['Id', 'Jwt', 'Stage']),
  );
  const parameters = { Id: getAtt('Api', 'ApiId'), Jwt: getAtt('Jwt', 'PluginId'), Stage: 'TEST' };
  const { Api, Group, Jwt } = PROTECTED;
  expect(shown({ Api, Group, Jwt, Inner: nested(inner, parameters) })).toEqual(['shop Api, TEST jwt']);
});

test('a nested template may be a text, in YAML too; its places are that of the text', () => {
  const body = JSON.stringify(template(OPEN));
  const found = model({
    Inner: nested(body),
    Other: nested('ROSTemplateFormatVersion: 2015-09-01\nResources: {}\n'),
  });
  expect(found.routes.map(({ stack }) => stack)).toEqual(['shop/Inner']);
  expect(found.stacks.map(({ name }) => name)).toEqual(['shop', 'shop/Inner', 'shop/Other']);
  expect(found.routes[0]?.origin.line).toBe(1);
});

test('the outputs of a nested stack are followed', () => {
  const inner = template({ Jwt: plugin() }, { Outputs: { Id: { Value: getAtt('Jwt', 'PluginId') } } });
  const { Jwt, ...others } = PROTECTED;
  const resources = {
    ...others,
    Inner: nested(inner),
    Binding: binding({ PluginId: getAtt('Inner', 'Outputs.Id') }),
  };
  expect([Jwt.Type, ...shown(resources)]).toEqual(['ALIYUN::ApiGateway::Plugin', 'shop Api, RELEASE jwt']);
});

test('the default of a parameter counts in a nested stack, which nobody else starts', () => {
  const inner = template(
    { ...OPEN, Release: deployment({ StageName: { Ref: 'Stage' } }) },
    { Parameters: { Stage: { Type: 'String', Default: 'PRE' } } },
  );
  expect(shown({ Inner: nested(inner) })).toEqual(['shop/Inner Api, PRE public']);
});

test('the default of a masked parameter is not told', () => {
  const sections = { Parameters: { Stage: { Type: 'String', NoEcho: true, Default: 'secret' } } };
  expect(shown({ ...OPEN, Release: deployment({ StageName: { Ref: 'Stage' } }) }, sections)).toEqual([
    'shop Api, Ref Stage public',
  ]);
});

test('references in a circle end', () => {
  const inner = template(
    { Api: api('GET /a', { GroupId: { Ref: 'Id' } }) },
    { ...told(['Id']), Outputs: { Id: { Value: { Ref: 'Id' } } } },
  );
  const found = model({ Inner: nested(inner, { Id: getAtt('Inner', 'Outputs.Id') }) });
  expect(found.routes.map((route) => route.group)).toEqual([expect.any(Unknown)]);
});

test.each<[string, Loose, readonly string[]]>([
  ['a number', 2, ['shop Api[0], RELEASE jwt', 'shop Api[1], RELEASE jwt']],
  ['a number as text', '1', ['shop Api[0], RELEASE jwt']],
  ['none', 0, []],
  ['a number nobody knows', { Ref: 'N' }, ['shop Api[*], RELEASE jwt']],
  ['more than ROS takes', 301, ['shop Api[*], RELEASE jwt']],
])('Count: %s', (_, Count, expected) => {
  const ApiId = select(getAtt('Api', 'ApiId'));
  const resources = {
    Group: group(),
    Jwt: plugin(),
    Api: api('GET /a', {}, { Count }),
    Release: deployment({ ApiId }, { Count }),
    Binding: binding({ ApiId }, { Count }),
  };
  expect(shown(resources, told(['N']))).toEqual(expected);
});

test('an instance of a resource is found by its index, all of them together are not one', () => {
  const resources = {
    ...PROTECTED,
    Api: api('GET /a', {}, { Count: 2 }),
    Release: deployment({ ApiId: select(getAtt('Api', 'ApiId'), '1') }),
    Binding: binding({ ApiId: getAtt('Api[1]', 'ApiId') }),
  };
  expect(shown(resources)).toEqual(['shop Api[0]', 'shop Api[1], RELEASE jwt']);
  expect(shown({ ...resources, Release: deployment() })).toEqual([
    'shop Api[0], RELEASE public',
    'shop Api[1], RELEASE jwt',
  ]);
});

test.each<[string, Loose, readonly string[]]>([
  ['is true for everybody', { 'Fn::Equals': ['a', 'a'] }, ['shop Api, RELEASE jwt']],
  ['is false for everybody', { 'Fn::Not': [{ 'Fn::Equals': ['a', 'a'] }] }, ['shop Api, RELEASE public']],
  [
    'is made of others',
    { 'Fn::And': ['Yes', { 'Fn::Or': [{ Condition: 'No' }, 'Yes'] }] },
    ['shop Api, RELEASE jwt'],
  ],
  ['refers to itself', { 'Fn::Not': 'C' }, ['shop Api, RELEASE unknown: binding Binding is there only if C']],
  [
    'depends on a parameter',
    { 'Fn::Equals': [{ Ref: 'P' }, 'a'] },
    ['shop Api, RELEASE unknown: binding Binding is there only if C'],
  ],
])('a condition that %s', (_, C, expected) => {
  const Conditions = { C, Yes: { 'Fn::Equals': [1, 1] }, No: { 'Fn::Equals': ['a', 'b'] } };
  const resources = { ...PROTECTED, Binding: binding({}, { Condition: 'C' }) };
  expect(shown(resources, { ...told(['P']), Conditions })).toEqual(expected);
});

test('the conditions of a nested stack are those of everything in it', () => {
  const inner = template(OPEN);
  const found = model(
    { Inner: nested(inner, {}, { Condition: 'C' }) },
    { Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 1] } } },
  );
  expect(found.routes.map((route) => route.existsIf)).toEqual([['C']]);
});

test('what cannot be read is a problem with its place, and the rest is read', () => {
  const deep = Array.from({ length: 6 }).reduce<Loose>(
    (body) => template({ N: nested(body) }),
    template(OPEN),
  );
  const resources = {
    ...OPEN,
    Odd: 'text',
    'Fn::ForEach': { a: 1 },
    Elsewhere: { Type: 'ALIYUN::ROS::Stack', Properties: { TemplateURL: 'oss://b/t.json' } },
    Made: nested({ 'Fn::Sub': 'x' }),
    Broken: nested('{"a": }'),
    Deep: nested(deep),
  };
  const found = parseTemplate(
    JSON.stringify(template(resources, { Transform: 'Aliyun::Serverless' }), null, 1),
    't.json',
  );
  expect(found.routes).toHaveLength(1);
  expect(found.problems.map(({ message, origin }) => `${origin.path}: ${message}`)).toEqual([
    'Transform: Transform "Aliyun::Serverless" changes the template; it is not applied here',
    'Resources.Odd: "Odd" is not a resource; it is left out',
    'Resources.Fn::ForEach: "Fn::ForEach" has no Type; it is left out',
    'Resources.Elsewhere: Elsewhere is a nested stack whose template is elsewhere',
    'Resources.Made.Properties.TemplateBody: Made is a nested stack whose template is made by Fn::Sub x',
    expect.stringMatching(
      /^Resources\.Broken\..*t\.json:\d+:\d+:1:7: is not JSON: a value was expected, got "}"$/,
    ),
    expect.stringMatching(
      /^(Resources\.\w+\.Properties\.TemplateBody\.?)+: N is nested deeper than 5 stacks$/,
    ),
  ]);
});

test('no more instances are told apart than a stack may have, however many Counts there are', () => {
  const resources = Object.fromEntries(
    Array.from({ length: 500 }, (_, at) => [`Api${at}`, api('GET /a', {}, { Count: 299 })]),
  );
  const { routes } = model({ Group: group(), ...resources });
  expect(routes.length).toBe(299 + 499);
});

test('nested stacks of nested stacks by their Counts end', () => {
  const levels = [1, 2, 3, 4].reduce<Loose>(
    (inner) => template({ Inner: nested(inner, {}, { Count: 100 }) }),
    template(OPEN),
  );
  const { problems, stacks } = model({ Inner: nested(levels, {}, { Count: 100 }) });
  expect(stacks.length).toBe(200);
  expect(problems.at(-1)?.message).toBe(
    'Inner[99] is left out: no more than 200 stacks are read of one template',
  );
});

const NOTHING = { Ref: 'ALIYUN::NoValue' };

test('what NoValue takes away is not there', () => {
  const resources = {
    ...PROTECTED,
    Group: group({ BasePath: NOTHING, InternetEnable: NOTHING }),
    Api: api('GET /orders', { Description: NOTHING, DisableInternet: NOTHING }, { Count: NOTHING }),
    Release: deployment({ HistoryVersion: NOTHING }),
    Jwt: {
      Type: 'ALIYUN::ApiGateway::Plugin',
      Properties: { PluginType: 'jwtAuth', PluginData: { ...JWT, bypassEmptyToken: NOTHING } },
    },
  };
  const { groups, routes } = model(resources);
  expect(groups).toMatchObject([{ basePath: undefined, internetEnable: undefined }]);
  expect(routes).toMatchObject([{ id: 'Api', description: undefined, disableInternet: undefined }]);
  expect(shown(resources)).toEqual(['shop Api, RELEASE jwt']);
});

test('a parameter that a nested stack is not given has its default', () => {
  const inner = template(
    { Release: deployment({ ApiId: { Ref: 'Id' }, StageName: { Ref: 'Stage' } }) },
    { Parameters: { Id: { Type: 'String' }, Stage: { Type: 'String', Default: 'TEST' } } },
  );
  const parameters = { Id: getAtt('Api', 'ApiId'), Stage: NOTHING };
  expect(shown({ Group: group(), Api: api(), Inner: nested(inner, parameters) })).toEqual([
    'shop Api, TEST public',
  ]);
});
