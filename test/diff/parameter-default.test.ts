import { diffGateways } from '../../lib/diff';
import { parseTemplate } from '../../lib/model';

const ref = (name: string) => ({ Ref: name });

const shop = (preset: string) => {
  const gateway = (type: string, Properties: object) => ({ Type: `ALIYUN::ApiGateway::${type}`, Properties });
  const api = (path: string) =>
    gateway('Api', {
      GroupId: ref('Shop'),
      ApiName: path.slice(1),
      RequestConfig: { RequestHttpMethod: 'GET', RequestPath: path, RequestProtocol: 'HTTPS' },
    });
  const stage = (ApiId: string) => ({ ApiId: ref(ApiId), GroupId: ref('Shop'), StageName: 'RELEASE' });
  const template = {
    ROSTemplateFormatVersion: '2015-09-01',
    Parameters: {
      Origin: { Type: 'String', Default: preset },
      Unused: { Type: 'String', Default: preset },
    },
    Resources: {
      Shop: gateway('Group', { GroupName: 'shop_orders' }),
      Orders: api('/orders'),
      Prices: api('/prices'),
      OrdersLive: gateway('Deployment', stage('Orders')),
      PricesLive: gateway('Deployment', stage('Prices')),
      Browsers: gateway('Plugin', {
        PluginName: 'browsers',
        PluginType: 'cors',
        PluginData: { 'Fn::Join': ['', ['{"allowOrigins":"', ref('Origin'), '"}']] },
      }),
      OrdersBrowsers: gateway('PluginAttachment', { ...stage('Orders'), PluginId: ref('Browsers') }),
    },
  };
  return parseTemplate(JSON.stringify(template), 'shop.json');
};

test('a default that changed names the routes that are made of the parameter', () => {
  const { changes } = diffGateways(shop('https://a.example'), shop('https://b.example'));
  expect(
    changes.map(({ affects, kind, message, posture }) => [kind, message, affects, posture.verdict]).sort(),
  ).toEqual([
    ['property-changed', 'Parameters.Origin.Default changed', ['GET /orders RELEASE'], 'unknown'],
    ['property-changed', 'Parameters.Unused.Default changed', [], 'unknown'],
  ]);
});
