import { createGateway } from '../../lib/gateway';
import { parseTemplate } from '../../lib/model';
import { now } from '../token/handmade-token';

const ref = (name: string) => ({ Ref: name });
const gateway = (type: string, Properties: object) => ({ Type: `ALIYUN::ApiGateway::${type}`, Properties });

const TEMPLATE = JSON.stringify({
  ROSTemplateFormatVersion: '2015-09-01',
  Parameters: { Secret: { Type: 'String', NoEcho: true }, Plain: { Type: 'String' } },
  Resources: {
    Shop: gateway('Group', { GroupName: 'shop_orders' }),
    Orders: gateway('Api', {
      GroupId: ref('Shop'),
      ApiName: 'orders',
      AuthType: 'ANONYMOUS',
      RequestConfig: { RequestHttpMethod: 'GET', RequestPath: '/orders', RequestProtocol: 'HTTPS' },
      ServiceConfig: {
        Mock: 'TRUE',
        MockResult: { 'Fn::Sub': `\${Plain} and \${Secret}` },
        MockStatusCode: 200,
        MockHeaders: [{ HeaderName: 'X-Shown', HeaderValue: ref('Secret') }],
      },
    }),
    Live: gateway('Deployment', { ApiId: ref('Orders'), GroupId: ref('Shop'), StageName: 'RELEASE' }),
  },
});

test('a fixed answer shows no value of a parameter that ROS masks', async () => {
  const values = new Map([
    ['Secret', { value: 'orders-7f3a', place: '--parameters' }],
    ['Plain', { value: 'price list', place: '--parameters' }],
  ]);
  const served = createGateway(parseTemplate(TEMPLATE, 'shop.json', { parameters: { values } }), {
    now,
    fetch: () => Promise.reject(new Error('no network in tests')),
    mock: true,
  });
  const answer = await served(new Request('http://127.0.0.1/orders'));
  expect(answer.headers.get('x-shown')).toBe('(hidden)');
  expect(await answer.text()).toBe('price list and (hidden)');
});
