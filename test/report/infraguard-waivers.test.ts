import { parse } from 'yaml';
import { parseTemplate } from '../../lib/model';
import { renderInfraguardWaivers } from '../../lib/report';
import {
  api,
  binding,
  deployment,
  getAtt,
  group,
  JWT,
  type Loose,
  PROTECTED,
  plugin,
  template,
} from '../model/sample';
import { NOW } from './checked-gateway';

const waiversOf = (Resources: Loose, file = 'cdk.out/shop.template.json') => {
  const model = parseTemplate(JSON.stringify(template(Resources)), file);
  const { version, waivers } = parse(renderInfraguardWaivers({ model }, { now: NOW }));
  expect(version).toBe(1);
  return waivers.map((entry: Loose) => `${entry.rule} ${entry.resource}`);
};

const BOTH = ['api-gateway-api-auth-jwt Api', 'api-gateway-api-auth-required Api'];

test('an API that a JWT plug-in protects has an entry for each rule that does not see it', () => {
  const model = parseTemplate(JSON.stringify(template(PROTECTED)), 'cdk.out/shop.template.json');
  expect(renderInfraguardWaivers({ model }, { now: NOW })).toBe(
    `# What InfraGuard reports of APIs that a jwtAuth plug-in protects. Made by: jwt-gateway check --format infraguard
version: 1
waivers:
  - rule: api-gateway-api-auth-jwt
    resource: "Api"
    files: ["cdk.out/shop.template.json"]
    reason: "every published stage demands a token of jwtAuth plug-in Jwt"
    expires: 2026-08-30
    owner: jwt-gateway check
  - rule: api-gateway-api-auth-required
    resource: "Api"
    files: ["cdk.out/shop.template.json"]
    reason: "every published stage demands a token of jwtAuth plug-in Jwt"
    expires: 2026-08-30
    owner: jwt-gateway check
`,
  );
});

test('what only one of the rules reports has only its entry', () => {
  expect(waiversOf({ ...PROTECTED, Api: api('GET /orders', { AuthType: 'APP' }) })).toEqual([
    'api-gateway-api-auth-jwt Api',
  ]);
});

test('every stage must demand a token', () => {
  const second = deployment({ StageName: 'TEST' });
  expect(waiversOf({ ...PROTECTED, Test: second })).toEqual([]);
  expect(waiversOf({ ...PROTECTED, Test: second, TestJwt: binding({ StageName: 'TEST' }) })).toEqual(BOTH);
});

test.each<[string, Loose]>([
  ['public', { Binding: undefined }],
  ['not published', { Release: undefined }],
  ['unknown', { Binding: binding({ PluginId: 'a-plug-in-of-the-console' }) }],
  ['open without a token', { Jwt: plugin('jwtAuth', { ...JWT, bypassEmptyToken: true }) }],
  ['protected by an app only', { Binding: undefined, Api: api('GET /orders', { AuthType: 'APP' }) }],
])('an API that is %s has no entry', (_, changes) => {
  expect(waiversOf({ ...PROTECTED, ...changes })).toEqual([]);
});

test('an API in a nested stack has no entry, for InfraGuard does not look there', () => {
  const Nested = { Type: 'ALIYUN::ROS::Stack', Properties: { TemplateBody: template(PROTECTED) } };
  expect(waiversOf({ Nested })).toEqual([]);
});

test('all instances of a resource with a Count are one entry', () => {
  const many = (resource: Loose) => ({ ...resource, Count: 2 });
  const on = { ApiId: { 'Fn::Select': [{ Ref: 'ALIYUN::Index' }, getAtt('Api', 'ApiId')] } };
  const Resources = { Group: group(), Jwt: plugin(), Api: many(api()), Release: many(deployment(on)) };
  expect(waiversOf(Resources)).toEqual([]);
  expect(waiversOf({ ...Resources, Binding: many(binding(on)) })).toEqual(BOTH);
});

test('a name that would be a glob has no entry, for it would be one for others, too', () => {
  const on = { ApiId: getAtt('A*', 'ApiId') };
  const Resources = {
    Group: group(),
    Jwt: plugin(),
    'A*': api(),
    Release: deployment(on),
    Binding: binding(on),
  };
  expect(waiversOf(Resources)).toEqual([]);
  expect(waiversOf(PROTECTED, 'stacks/s?.json')).toEqual([]);
});

test('names are texts in YAML whatever is in them', () => {
  const name = 'a": b # \u2028\u{1f600}';
  const on = { ApiId: getAtt(name, 'ApiId') };
  const Resources = {
    Group: group(),
    Jwt: plugin(),
    [name]: api(),
    Release: deployment(on),
    Binding: binding(on),
  };
  expect(waiversOf(Resources)).toEqual([
    `api-gateway-api-auth-jwt ${name}`,
    `api-gateway-api-auth-required ${name}`,
  ]);
});
