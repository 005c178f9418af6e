import { apiPublishedNowhere as rule } from '../../lib/rules/api-published-nowhere';
import { outcomesOf } from './check-template';
import { api, published, ref, template } from './gateway-template';

const nested = { Nested: { Type: 'ALIYUN::ROS::Stack', Properties: { TemplateURL: 'oss://elsewhere' } } };

test.each([
  {
    name: 'an API without a deployment fails',
    template: template(api('Orders', 'GET /orders')),
    verdicts: ['fail GET /orders: no Deployment in the template is for it'],
  },
  {
    name: 'a published one passes',
    template: template(api('Orders', 'GET /orders'), published('Orders', 'TEST')),
    verdicts: ['pass'],
  },
  {
    name: 'a nested stack that cannot be read may publish it',
    template: template(api('Orders', 'GET /orders'), nested),
    verdicts: [expect.stringMatching(/^unknown GET \/orders: nested stack Nested may publish it/)],
  },
  {
    name: 'a deployment that may be for it is unknown',
    template: template(api('Orders', 'GET /orders'), {
      Any: {
        Type: 'ALIYUN::ApiGateway::Deployment',
        Properties: { ApiId: { 'Fn::If': ['Own', ref('Orders'), 'other'] }, StageName: 'TEST' },
      },
    }),
    verdicts: [expect.stringMatching(/^unknown GET \/orders: /)],
  },
  { name: 'without APIs there is nothing to say', template: template(), verdicts: [] },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});
