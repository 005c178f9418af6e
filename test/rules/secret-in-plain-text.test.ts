import { secretInPlainText as rule } from '../../lib/rules/secret-in-plain-text';
import { outcomesOf } from './check-template';
import { api, plugin, ref, template } from './gateway-template';

const SECRET = 'hunter2-hunter2';
const app = (more: object): object =>
  template({ Shop: { Type: 'ALIYUN::ApiGateway::App', Properties: { AppName: 'shop', ...more } } });
const withParameter = (declaration: object): object => ({
  ...app({ AppSecret: ref('Secret') }),
  Parameters: { Secret: { Type: 'String', ...declaration } },
});

const CASES = [
  {
    name: 'every secret of a resource that is written out fails',
    template: template(
      { Shop: { Type: 'ALIYUN::ApiGateway::App', Properties: { AppSecret: SECRET, AppCode: SECRET } } },
      { Api: { Type: 'ALIYUN::ApiGateway::CustomDomain', Properties: { CertificatePrivateKey: SECRET } } },
      { Sig: { Type: 'ALIYUN::ApiGateway::Signature', Properties: { SignatureSecret: SECRET } } },
    ),
    verdicts: [
      'fail Shop.AppCode: stands in the template in plain text',
      'fail Shop.AppSecret: stands in the template in plain text',
      'fail Api.CertificatePrivateKey: stands in the template in plain text',
      'fail Sig.SignatureSecret: stands in the template in plain text',
    ],
  },
  {
    name: 'passwords and secrets in plug-ins fail',
    template: template(
      plugin('Office', 'basicAuth', { users: [{ username: 'a', password: SECRET }, { username: 'b' }] }),
      plugin('Signed', 'backendSignature', `{ "type": "APIGW_BACKEND", "secret": "${SECRET}" }`),
    ),
    verdicts: [
      'fail Office.PluginData.users.0.password: stands in the template in plain text',
      'fail Signed.PluginData.secret: stands in the template in plain text',
    ],
  },
  {
    name: 'a plug-in whose type ROS fills in is looked at',
    template: template(plugin('Some', ref('Type'), { users: [{ password: SECRET }], secret: '' })),
    verdicts: ['fail Some.PluginData.users.0.password: stands in the template in plain text', 'pass'],
  },
  {
    name: 'the default of a parameter is plain text, masked or not',
    template: withParameter({ NoEcho: true, Default: SECRET }),
    verdicts: ['fail Shop.AppSecret: is the default of parameter Secret'],
  },
  {
    name: 'a parameter without NoEcho shows its value',
    template: withParameter({}),
    verdicts: ['fail Shop.AppSecret: comes from parameter Secret, which the stack shows: it has no NoEcho'],
  },
  {
    name: 'a masked parameter passes',
    template: withParameter({ NoEcho: 'true' }),
    verdicts: ['pass'],
  },
  {
    name: 'a resource without secrets is not looked at, nor another plug-in',
    template: template(plugin('Browsers', 'cors', { secret: SECRET }), {
      Shop: { Type: 'ALIYUN::ApiGateway::App', Properties: { AppName: 'shop' } },
    }),
    verdicts: [],
  },
  {
    name: 'constants that are called like a secret, or look like one, fail',
    template: template(
      api('Orders', 'GET /orders', {
        properties: {
          ConstParameters: [
            { ServiceParameterName: 'X-Api-Key', Location: 'HEAD', ConstValue: SECRET },
            { ServiceParameterName: 'X-Tenant', Location: 'HEAD', ConstValue: 'acme' },
            { ServiceParameterName: 'X-Extra', Location: 'HEAD', ConstValue: `Basic ${SECRET}` },
            { ServiceParameterName: 'X-Token-Type', Location: 'HEAD', ConstValue: 'opaque' },
          ],
        },
      }),
    ),
    verdicts: [
      'fail Orders.ConstParameters.0.ConstValue: stands in the template in plain text',
      'fail Orders.ConstParameters.2.ConstValue: stands in the template in plain text',
    ],
  },
  ...[
    `https://user:${SECRET}@b.example.com`,
    `https://:${SECRET}@b.example.com`,
    `https://${SECRET}@b.example.com`,
    `https://b.example.com/?access_token=${SECRET}`,
    { 'Fn::Join': ['', ['https://user:', SECRET, '@', { Ref: 'Host' }]] },
  ].map((ServiceAddress) => ({
    name: `the address of a backend with a password fails: ${JSON.stringify(ServiceAddress).replace(SECRET, 'x')}`,
    template: template(api('Orders', 'GET /orders', { properties: { ServiceConfig: { ServiceAddress } } })),
    verdicts: [
      'fail Orders.ServiceConfig.ServiceAddress: names a user, a password or a token in the address',
    ],
  })),
  {
    name: 'variables of a stage that are called like a secret fail',
    template: template({
      Test: {
        Type: 'ALIYUN::ApiGateway::StageConfig',
        Properties: { Variables: { DbPassword: SECRET, Host: 'a.example.com' } },
      },
    }),
    verdicts: ['fail Test.Variables.DbPassword: stands in the template in plain text'],
  },
  {
    name: 'what only ROS knows is unknown, and shows none of its arguments',
    template: template(
      {
        Shop: {
          Type: 'ALIYUN::ApiGateway::App',
          Properties: {
            AppSecret: { 'Fn::Join': ['', [SECRET, { Ref: 'User' }]] },
            AppCode: '{{resolve:oos-secret:code}}',
          },
        },
      },
      plugin('Office', 'basicAuth', { users: [{ password: SECRET, username: ref('User') }] }),
      plugin('Signed', 'backendSignature', `{ "secret": "${SECRET}`),
    ),
    verdicts: [
      'unknown Shop.AppCode: is a dynamic reference',
      'unknown Shop.AppSecret: is made by Fn::Join',
      'unknown Office.PluginData: is made by Ref User',
      'unknown Signed.PluginData: cannot be read',
    ],
  },
];

test.each(CASES)('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

test.each(CASES)('no secret is shown: $name', (each) => {
  expect(outcomesOf(rule, each.template).filter((line) => line.includes('hunter2'))).toEqual([]);
});

test('a secret that the parent of a nested stack writes out fails', () => {
  const body = { ROSTemplateFormatVersion: '2015-09-01', ...withParameter({ NoEcho: true }) };
  const stack = { TemplateBody: body, Parameters: { Secret: SECRET } };
  const outer = template({ Inner: { Type: 'ALIYUN::ROS::Stack', Properties: stack } });
  expect(outcomesOf(rule, outer)).toEqual(['fail Shop.AppSecret: stands in the template in plain text']);
});
