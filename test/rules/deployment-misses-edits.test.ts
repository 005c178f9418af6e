import { deploymentMissesEdits as rule } from '../../lib/rules/deployment-misses-edits';
import { outcomesOf } from './check-template';
import { api, ref, template } from './gateway-template';

const deployment = (more: object): object =>
  template({
    Live: { Type: 'ALIYUN::ApiGateway::Deployment', Properties: { StageName: 'RELEASE', ...more } },
  });

test.each([
  {
    name: 'no description fails',
    template: deployment({}),
    verdicts: ['fail deployment Live: has no Description that changes with the API'],
  },
  {
    name: 'a constant description fails',
    template: deployment({ Description: 'orders, release 2' }),
    verdicts: [
      'fail deployment Live: its Description stays the same when the API is edited: it holds no digest',
    ],
  },
  {
    name: 'a description with a digest passes',
    template: deployment({ Description: 'definition 5f3c0d9a17e24b86' }),
    verdicts: ['pass'],
  },
  {
    name: 'the rule is not about a deployment of an older version',
    template: deployment({ HistoryVersion: '2020' }),
    verdicts: ['not-applicable'],
  },
  { name: 'an API is not looked at', template: template(api('Orders', 'GET /orders')), verdicts: [] },
  {
    name: 'a description that ROS fills in is unknown',
    template: deployment({ Description: ref('Release') }),
    verdicts: ['unknown deployment Live: its Description is Ref Release'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});
