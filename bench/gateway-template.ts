/** A template with one route, `GET /orders`, behind a key; its backend is a fixed answer. */
export function gatewayTemplate(jwk: object): string {
  const ref = (id: string): object => ({ Ref: id });
  const resource = (type: string, Properties: object): object => ({
    Type: `ALIYUN::ApiGateway::${type}`,
    Properties,
  });
  const PluginData = JSON.stringify({ parameter: 'Authorization', parameterLocation: 'header', jwk });
  const StageName = 'RELEASE';
  return JSON.stringify({
    ROSTemplateFormatVersion: '2015-09-01',
    Resources: {
      Shop: resource('Group', { GroupName: 'shop' }),
      Orders: resource('Api', {
        GroupId: ref('Shop'),
        ApiName: 'orders',
        AuthType: 'ANONYMOUS',
        Visibility: 'PRIVATE',
        RequestConfig: {
          RequestHttpMethod: 'GET',
          RequestMode: 'MAPPING',
          RequestPath: '/orders',
          RequestProtocol: 'HTTP,HTTPS',
        },
        ServiceConfig: {
          Mock: 'TRUE',
          MockHeaders: [{ HeaderName: 'Content-Type', HeaderValue: 'application/json' }],
          MockResult: ANSWER,
          MockStatusCode: 200,
          ServiceProtocol: 'HTTP',
        },
        ResultType: 'JSON',
        ResultSample: '{}',
      }),
      Customers: resource('Plugin', { PluginData, PluginName: 'customers', PluginType: 'jwtAuth' }),
      Release: resource('Deployment', { ApiId: ref('Orders'), GroupId: ref('Shop'), StageName }),
      Bound: resource('PluginAttachment', { ApiId: ref('Orders'), PluginId: ref('Customers'), StageName }),
    },
  });
}

/** What the backend answers. */
export const ANSWER = JSON.stringify({ orders: [{ id: '1', items: ['tea', 'milk'] }] });
