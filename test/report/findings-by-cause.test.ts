import { parseTemplate } from '../../lib/model';
import { findingsByCause } from '../../lib/report/findings/findings-by-cause';
import { type Finding, RULES } from '../../lib/rules';

const MODEL = parseTemplate(
  `ROSTemplateFormatVersion: '2015-09-01'
Parameters: {Env: {Type: String, Default: prod}, Stage: {Type: String}}
Conditions:
  IsProd: {'Fn::Equals': [{Ref: Env}, prod]}
  IsOpen: {'Fn::Not': [IsProd]}
  Circle: {'Fn::And': [Circle, IsProd]}
Resources: {Orders: {Type: 'ALIYUN::ApiGateway::Group', Properties: {GroupName: orders}}}
`,
  'shop.yaml',
);

const [rule] = RULES;
const finding = (message: string, subject = 'group Orders') =>
  ({
    rule,
    verdict: 'unknown',
    message,
    subject,
    stack: 'shop',
    logicalId: 'Orders',
    origin: MODEL.stacks[0]?.origin,
  }) as Finding;

const causesOf = (...messages: string[]) =>
  findingsByCause(
    messages.map((each) => finding(each)),
    MODEL,
  ).map(({ cause, findings }) => `${cause}: ${findings.length}`);

test('what one parameter keeps from being judged stands together, whatever the words are', () => {
  expect(
    causesOf(
      'AuthType is Ref Env (default "prod")',
      `is Fn::Sub orders-\${Env}`,
      'binding Orders is there only if IsProd',
      'is made by Fn::If ["IsOpen","a","b"]',
      'only if Circle',
      'is made by Fn::Join ["",["a",{"Ref":"Stage"}]]',
    ),
  ).toEqual(['parameter Env: 5', 'parameter Stage: 1']);
});

test('what no parameter decides stands together by its words', () => {
  expect(causesOf('its template is not here', 'its template is not here', 'is Ref Orders')).toEqual([
    'its template is not here: 2',
    'is Ref Orders: 1',
  ]);
});

test('defaults are proposed only where there are some', () => {
  const [env, stage] = findingsByCause([finding('is Ref Env'), finding('is Ref Stage')], MODEL);
  expect(env?.remediation).toBe('give --parameters Env=…, or --use-defaults');
  expect(stage?.remediation).toBe('give --parameters Stage=…');
});
