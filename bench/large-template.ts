import { generateKeyPairSync } from 'node:crypto';

/** How large the template is. */
export interface TemplateSize {
  readonly apis: number;
  readonly stages: readonly string[];
}

type Resources = Record<string, object>;

const getAtt = (id: string, attribute: string): object => ({ 'Fn::GetAtt': [id, attribute] });

/**
 * The text of a template as the constructs write it: one group and one domain, each API published to each stage and
 * bound there to a jwtAuth and an accessControl plug-in, the domain after all bindings.
 */
export function largeTemplate({ apis, stages }: TemplateSize): string {
  const routes = Array.from({ length: apis }, (_, index) => routeResources(index, stages));
  const Resources: Resources = {
    Orders: resource('Group', { GroupName: 'shop_orders', BasePath: '/orders', InternetEnable: false }),
    ...plugins(),
    ...Object.assign({}, ...routes),
  };
  const bindings = Object.keys(Resources).filter((id) => /JwtAuth$|AccessControl$/.test(id));
  Resources.OrdersDomain = resource(
    'CustomDomain',
    { DomainName: 'api.example.com', GroupId: getAtt('Orders', 'GroupId') },
    bindings,
  );
  return JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', Resources }, undefined, 2);
}

function resource(type: string, Properties: object, DependsOn?: readonly string[]): object {
  return { Type: `ALIYUN::ApiGateway::${type}`, Properties, DependsOn };
}

function plugins(): Resources {
  const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
  const customers = {
    parameter: 'Authorization',
    parameterLocation: 'header',
    claimParameters: [{ claimName: 'sub', parameterName: 'X-User-Id', location: 'header' }],
    jwk: { ...jwk, use: 'sig', alg: 'RS256', kid: 'customers-1' },
  };
  const claims = {
    parameters: { iss: 'Token:iss', aud: 'Token:aud' },
    rules: [
      { name: 'issuer', condition: "$iss = 'https://login.example.com'", ifFalse: 'DENY' },
      { name: 'audience', condition: "$aud = 'orders'", ifFalse: 'DENY' },
    ],
  };
  return {
    CustomersJwtAuth: plugin('jwtAuth', customers),
    CustomersAccessControl: plugin('accessControl', claims),
  };
}

function plugin(type: string, data: object): object {
  const PluginData = JSON.stringify(data, undefined, 2);
  return resource('Plugin', { PluginData, PluginName: `shop_${type}`, PluginType: type });
}

function routeResources(index: number, stages: readonly string[]): Resources {
  const id = `OrdersGetItems${index}Param${(index * 2654435761).toString(16).slice(0, 8)}`;
  const api = resource(
    'Api',
    {
      ApiName: `GET_items${index}__itemId`,
      GroupId: getAtt('Orders', 'GroupId'),
      RequestConfig: {
        RequestPath: `/items${index}/[itemId]`,
        RequestMode: 'MAPPING',
        RequestProtocol: 'HTTPS',
        RequestHttpMethod: 'GET',
      },
      ServiceConfig: {
        ServiceAddress: 'https://orders.internal.example.com',
        ServiceHttpMethod: 'GET',
        ServicePath: `/v1/items${index}/[itemId]`,
        ServiceTimeOut: 10000,
        ServiceProtocol: 'HTTPS',
      },
      Visibility: 'PRIVATE',
      AuthType: 'ANONYMOUS',
      RequestParameters: [
        { ParameterType: 'String', ApiParameterName: 'itemId', Required: 'REQUIRED', Location: 'PATH' },
      ],
      ResultSample: '{}',
      ResultType: 'JSON',
      ServiceParameters: [{ ParameterType: 'STRING', ServiceParameterName: 'itemId', Location: 'PATH' }],
      ServiceParametersMap: [{ RequestParameterName: 'itemId', ServiceParameterName: 'itemId' }],
    },
    ['CustomersAccessControl', 'CustomersJwtAuth'],
  );
  return Object.assign({ [id]: api }, ...stages.map((stage) => publication(id, stage)));
}

function publication(apiId: string, stage: string): Resources {
  const deployment = apiId + stage.charAt(0) + stage.slice(1).toLowerCase();
  const ApiId = getAtt(apiId, 'ApiId');
  const bind = (pluginId: string): object =>
    resource('PluginAttachment', { ApiId, PluginId: getAtt(pluginId, 'PluginId'), StageName: stage }, [
      deployment,
    ]);
  return {
    [deployment]: resource('Deployment', {
      ApiId,
      GroupId: getAtt('Orders', 'GroupId'),
      StageName: stage,
      Description: 'definition 656e53206308fd1a',
    }),
    [`${deployment}CustomersAccessControl`]: bind('CustomersAccessControl'),
    [`${deployment}CustomersJwtAuth`]: bind('CustomersJwtAuth'),
  };
}
