/** Resources of a template by logical id. */
export type Resources = Readonly<Record<string, object>>;

/** A template of the resources. */
export function template(...parts: readonly Resources[]): object {
  return { Resources: Object.assign({}, ...parts) as Resources };
}

export const ref = (name: string): object => ({ Ref: name });

interface ApiOptions {
  readonly config?: object;
  readonly metadata?: object;
  readonly properties?: object;
  readonly condition?: string;
}

/** An API that asks nobody who they are, unless `properties` say otherwise. */
export function api(id: string, route: string, options: ApiOptions = {}): Resources {
  const [RequestHttpMethod, RequestPath] = route.split(' ');
  return {
    [id]: {
      Type: 'ALIYUN::ApiGateway::Api',
      ...(options.condition === undefined ? {} : { Condition: options.condition }),
      ...(options.metadata === undefined ? {} : { Metadata: { JwtGateway: options.metadata } }),
      Properties: {
        GroupId: ref('Shop'),
        AuthType: 'ANONYMOUS',
        RequestConfig: { RequestHttpMethod, RequestPath, RequestProtocol: 'HTTPS', ...options.config },
        ...options.properties,
      },
    },
  };
}

export const shop: Resources = {
  Shop: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'shop' } },
};

interface Made {
  readonly id?: string;
  readonly condition?: string;
  readonly count?: number;
  readonly dependsOn?: string | readonly string[];
  /** The type of an existing plug-in, as the author says. */
  readonly type?: string;
}

function resource(
  type: string,
  properties: object,
  { condition, count, dependsOn, type: PluginType }: Made,
): object {
  return {
    Type: `ALIYUN::ApiGateway::${type}`,
    ...(condition === undefined ? {} : { Condition: condition }),
    ...(count === undefined ? {} : { Count: count }),
    ...(dependsOn === undefined ? {} : { DependsOn: dependsOn }),
    ...(PluginType === undefined ? {} : { Metadata: { JwtGateway: { PluginType } } }),
    Properties: properties,
  };
}

/** A deployment with the id `<Api><STAGE>`. */
export function published(apiId: string, stage: string | object, made: Made = {}): Resources {
  const id = made.id ?? `${apiId}${stage as string}`;
  return { [id]: resource('Deployment', { ApiId: ref(apiId), StageName: stage }, made) };
}

export function plugin(id: string, type: string | object, data: unknown = {}, metadata?: object): Resources {
  const made = resource('Plugin', { PluginName: id, PluginType: type, PluginData: data }, {});
  return { [id]: { ...made, ...(metadata === undefined ? {} : { Metadata: { JwtGateway: metadata } }) } };
}

/** A binding with the id `<Api><Plugin><STAGE>`. */
export function bound(
  apiId: string,
  pluginId: string | object,
  { stage = 'RELEASE', ...made }: Made & { readonly stage?: string | object } = {},
): Resources {
  const id = made.id ?? `${apiId}${pluginId as string}${stage as string}`;
  const PluginId = typeof pluginId === 'string' ? ref(pluginId) : pluginId;
  return { [id]: resource('PluginAttachment', { ApiId: ref(apiId), PluginId, StageName: stage }, made) };
}

const JWK = {
  kty: 'EC',
  crv: 'P-256',
  alg: 'ES256',
  kid: 'rules-1',
  x: 'AXjJkjUsSm7Jm528KcRa-hhcUOpHUknb8JLKP3a1hMo',
  y: 'Ch5RPSA_FJhtwiCetlpfUxXNTKf_Yqs1j2bWmOP0EwU',
};

/** The data of a jwtAuth plug-in that is in order. */
export function jwtData(more: object = {}): object {
  return { parameter: 'Authorization', parameterLocation: 'header', jwk: JWK, ...more };
}

export function jwt(id: string, more: object = {}, metadata?: object): Resources {
  return plugin(id, 'jwtAuth', jwtData(more), metadata);
}

/** An accessControl plug-in that denies by one claim or other source. */
export function denying(id: string, source: string): Resources {
  const rules = [{ name: 'wanted', condition: "$it = 'wanted'", ifFalse: 'DENY' }];
  return plugin(id, 'accessControl', { parameters: { it: source }, rules });
}
