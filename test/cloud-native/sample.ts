import { addCloudNative } from '../../lib/cloud-native';
import { type GatewayModel, parseTemplate } from '../../lib/model';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import type { Loose } from '../model/sample';

export const getAtt = (id: string, attribute: string): Loose => ({ 'Fn::GetAtt': [id, attribute] });

/** A consumer as it should be: one issuer, one audience, one place, no skew. */
export const consumer = (more: Loose = {}): Loose => ({
  name: 'shop',
  issuer: 'https://login.example.com',
  claims: { aud: 'orders' },
  jwks: JSON.stringify({ keys: [{ ...fixturePublicJwk('RS256'), alg: 'RS256', kid: 'k1' }] }),
  from_headers: [{ name: 'Authorization', value_prefix: 'Bearer ' }],
  clock_skew_seconds: 0,
  ...more,
});

/** A `PluginConfig`: JSON is YAML. */
export const configText = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

/** An attachment of jwt-auth, switched on. */
export function jwtAuth(kind: string, ids: Loose, config: unknown, more: Loose = {}): Loose {
  const { PluginInfo = {}, ...rest } = more;
  return {
    Type: 'ALIYUN::APIG::PluginAttachment',
    Properties: {
      Enable: true,
      EnvironmentId: 'env-1',
      AttachResourceType: kind,
      AttachResourceIds: ids,
      PluginInfo: {
        GatewayId: 'gw-1',
        PluginId: getAtt('JwtPlugin', 'PluginId'),
        ...(config === undefined ? {} : { PluginConfig: configText(config) }),
        ...PluginInfo,
      },
      ...rest,
    },
  };
}

export const ORDERS = [getAtt('Orders', 'HttpApiId')];
export const GET_ORDER = [getAtt('GetOrder', 'OperationId')];

/** An API with two operations, published, its plug-in installed and attached to nothing. */
export function shop(more: Loose = {}): Loose {
  return {
    Orders: {
      Type: 'ALIYUN::APIG::HttpApi',
      Properties: {
        HttpApiName: 'orders',
        Type: 'Rest',
        BasePath: '/shop',
        Protocols: ['HTTPS'],
        DeployConfigs: [
          {
            GatewayId: 'gw-1',
            EnvironmentId: 'env-1',
            AutoDeploy: false,
            BackendScene: 'SingleService',
            ServiceConfigs: [{ ServiceId: getAtt('Backend', 'ServiceId'), Protocol: 'HTTPS' }],
          },
        ],
      },
    },
    Backend: {
      Type: 'ALIYUN::APIG::Service',
      Properties: { GatewayId: 'gw-1', SourceType: 'DNS', Addresses: ['orders.example.com:443'] },
    },
    GetOrder: {
      Type: 'ALIYUN::APIG::Operation',
      Properties: {
        HttpApiId: getAtt('Orders', 'HttpApiId'),
        OperationName: 'get',
        Method: 'GET',
        Path: '/orders/{id}',
      },
    },
    ListOrders: {
      Type: 'ALIYUN::APIG::Operation',
      Properties: {
        HttpApiId: getAtt('Orders', 'HttpApiId'),
        OperationName: 'list',
        Method: 'GET',
        Path: '/orders',
      },
    },
    Classes: { Type: 'DATASOURCE::APIG::PluginClasses', Properties: {} },
    JwtPlugin: {
      Type: 'ALIYUN::APIG::Plugin',
      Properties: {
        GatewayId: 'gw-1',
        PluginClassId: {
          'Fn::Jq': [
            'First',
            '.[] | select(.PluginClassName=="jwt-auth") | .PluginClassId',
            getAtt('Classes', 'PluginClasses'),
          ],
        },
      },
    },
    Publish: {
      Type: 'ALIYUN::APIG::ApiAttachment',
      Properties: { HttpApiId: getAtt('Orders', 'HttpApiId') },
      DependsOn: ['GetOrder', 'ListOrders'],
    },
    ...more,
  };
}

export function modelOf(resources: Loose): GatewayModel {
  const template = { ROSTemplateFormatVersion: '2015-09-01', Resources: resources };
  return addCloudNative(parseTemplate(JSON.stringify(template), 'new.json'));
}

/** The protection of each route in one word: `GET /orders/[id] jwt-auth`. */
export function words({ routes }: GatewayModel): string[] {
  return routes.map(({ method, path, stages: [stage] }) => {
    const protection = stage?.protection;
    const word =
      protection?.kind === 'locked' ? protection.locks.map(({ kind }) => kind).join('+') : protection?.kind;
    return `${String(method)} ${String(path)} ${word ?? 'not published'}`;
  });
}
