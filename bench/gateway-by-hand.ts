import * as gateway from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';

/** What is the same however the gateway is written. */
export interface Stack {
  readonly name: string;
  readonly groupName: string;
  /** The public key that tokens are verified with. */
  readonly jwk: object;
  /** `/items7` for `GET /items7/[itemId]`. */
  readonly paths: readonly string[];
}

/** Protected routes as people write them with the plain library. */
export function synthesizeByHand(outdir: string, stacks: readonly Stack[]): void {
  const app = new ros.App({ outdir });
  for (const stack of stacks) write(app, stack);
  app.synth();
}

function write(app: ros.App, { groupName, jwk, name, paths }: Stack): void {
  const stack = new ros.Stack(app, name);
  const group = new gateway.Group(stack, 'Orders', {
    groupName,
    internetEnable: false,
    vpcIntranetEnable: false,
  });
  const plugin = new gateway.Plugin(stack, 'Customers', {
    pluginName: `${groupName}_jwt`,
    pluginType: 'jwtAuth',
    pluginData: JSON.stringify({ parameter: 'Authorization', parameterLocation: 'header', jwk }),
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
    description: 'definition 656e53206',
  });
  const binding = new gateway.PluginAttachment(stack, `Binding${id}`, {
    apiId: api.attrApiId,
    pluginId: plugin.attrPluginId,
    stageName: 'RELEASE',
  });
  api.addDependency(plugin);
  binding.addDependency(deployment);
}
