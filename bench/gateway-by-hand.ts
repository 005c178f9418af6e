import * as gateway from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';

/** What is the same however the gateway is written. */
export interface Stack {
  readonly name: string;
  readonly groupName: string;
  readonly pluginData: string;
  /** `/items7` for `GET /items7/[itemId]`. */
  readonly paths: readonly string[];
}

/** One stack of protected routes, as people write it with the plain library. */
export function writeByHand(app: ros.App, { groupName, name, paths, pluginData }: Stack): void {
  const stack = new ros.Stack(app, name);
  const group = new gateway.Group(stack, 'Orders', {
    groupName,
    internetEnable: false,
    vpcIntranetEnable: false,
  });
  const plugin = new gateway.Plugin(stack, 'Customers', {
    pluginName: `${groupName}_jwt`,
    pluginType: 'jwtAuth',
    pluginData,
  });
  for (const path of paths) addRoute(stack, path, { group, plugin });
}

function addRoute(
  stack: ros.Stack,
  path: string,
  { group, plugin }: { group: gateway.Group; plugin: gateway.Plugin },
): void {
  const id = path.slice(1);
  const api = new gateway.Api(stack, `Api${id}`, {
    groupId: group.attrGroupId,
    apiName: `GET_${id}__itemId`,
    visibility: 'PRIVATE',
    authType: 'ANONYMOUS',
    requestConfig: {
      requestHttpMethod: 'GET',
      requestPath: `${path}/[itemId]`,
      requestProtocol: 'HTTPS',
      requestMode: 'MAPPING',
    },
    serviceConfig: {
      serviceProtocol: 'HTTPS',
      serviceAddress: 'https://orders.internal.example.com',
      servicePath: `${path}/[itemId]`,
      serviceHttpMethod: 'GET',
      serviceTimeOut: 10_000,
    },
    requestParameters: [
      { apiParameterName: 'itemId', location: 'PATH', parameterType: 'String', required: 'REQUIRED' },
    ],
    serviceParameters: [{ serviceParameterName: 'itemId', location: 'PATH', parameterType: 'STRING' }],
    serviceParametersMap: [{ requestParameterName: 'itemId', serviceParameterName: 'itemId' }],
    resultType: 'JSON',
    resultSample: '{}',
  });
  const deployment = new gateway.Deployment(stack, `Deployment${id}`, {
    apiId: api.attrApiId,
    groupId: group.attrGroupId,
    stageName: 'RELEASE',
    description: 'definition 656e53206308fd1a',
  });
  const binding = new gateway.PluginAttachment(stack, `Binding${id}`, {
    apiId: api.attrApiId,
    pluginId: plugin.attrPluginId,
    stageName: 'RELEASE',
  });
  api.addDependency(plugin);
  binding.addDependency(deployment);
}
