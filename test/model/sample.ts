import { type GatewayModel, type Protection, parseTemplate } from '../../lib/model';

/** The RSA key of RFC 7638 section 3.1: public, 2048 bits, in every reader's hands. */
export const KEY = {
  kty: 'RSA',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
  alg: 'RS256',
  use: 'sig',
  kid: 'first',
};

export const THUMBPRINT = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';

/** A template or resource as a test writes it. */
// biome-ignore lint/suspicious/noExplicitAny: tests break templates in every way
export type Loose = any;

export const JWT = { parameter: 'Authorization', parameterLocation: 'header', jwk: KEY };

export const getAtt = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] });

export const group = (properties: Loose = {}) => ({
  Type: 'ALIYUN::ApiGateway::Group',
  Properties: { GroupName: 'orders', ...properties },
});

export const api = (route = 'GET /orders', properties: Loose = {}, others: Loose = {}) => {
  const [RequestHttpMethod, RequestPath] = route.split(' ');
  return {
    Type: 'ALIYUN::ApiGateway::Api',
    Properties: {
      GroupId: getAtt('Group', 'GroupId'),
      ApiName: 'an_api',
      AuthType: 'ANONYMOUS',
      RequestConfig: { RequestHttpMethod, RequestPath, RequestMode: 'MAPPING', RequestProtocol: 'HTTPS' },
      ...properties,
    },
    ...others,
  };
};

export const deployment = (properties: Loose = {}, others: Loose = {}) => ({
  Type: 'ALIYUN::ApiGateway::Deployment',
  Properties: {
    ApiId: getAtt('Api', 'ApiId'),
    GroupId: getAtt('Group', 'GroupId'),
    StageName: 'RELEASE',
    ...properties,
  },
  ...others,
});

export const plugin = (type: Loose = 'jwtAuth', data: Loose = JWT, others: Loose = {}) => ({
  Type: 'ALIYUN::ApiGateway::Plugin',
  Properties: {
    PluginName: `a_${type}`,
    PluginType: type,
    PluginData: typeof data === 'string' ? data : JSON.stringify(data),
  },
  ...others,
});

export const binding = (properties: Loose = {}, others: Loose = {}) => ({
  Type: 'ALIYUN::ApiGateway::PluginAttachment',
  Properties: {
    ApiId: getAtt('Api', 'ApiId'),
    PluginId: getAtt('Jwt', 'PluginId'),
    StageName: 'RELEASE',
    ...properties,
  },
  ...others,
});

/** One route, published and bound to a JWT plug-in. */
export const PROTECTED = {
  Group: group(),
  Api: api(),
  Release: deployment(),
  Jwt: plugin(),
  Binding: binding(),
};

/** The same route without its plug-in. */
export const OPEN = { Group: group(), Api: api(), Release: deployment() };

export function template(Resources: Loose, sections: Loose = {}): Loose {
  return { ROSTemplateFormatVersion: '2015-09-01', ...sections, Resources };
}

export function model(Resources: Loose, sections: Loose = {}): GatewayModel {
  return parseTemplate(JSON.stringify(template(Resources, sections)), 'shop.template.json');
}

/** The protection of the only route in its only stage. */
export function protection(Resources: Loose, sections: Loose = {}): Protection {
  const { routes } = model(Resources, sections);
  const stages = routes.flatMap((route) => route.stages);
  if (routes.length !== 1 || stages.length !== 1 || stages[0] === undefined)
    throw new Error(`one route in one stage was expected, got ${routes.length} in ${stages.length}`);
  return stages[0].protection;
}

/** The protection in few words: `public`, `locked jwt+app`, `unknown: <why>`. */
export function inWords(found: Protection): string {
  if (found.kind === 'unknown') return `unknown: ${found.why}`;
  if (found.kind === 'public') return found.optionalToken ? 'public, token optional' : 'public';
  const locks = found.locks.map(({ kind }) => kind).join('+');
  return found.optionalToken ? `${locks}, token optional` : locks;
}
