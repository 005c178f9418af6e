/** The fragments of templates of cloud-native gateways: an API `Orders`, and jwt-auth attached to it. */

const KEY =
  '{"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","kid":"a","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}';

/** A consumer as it should be; `undefined` leaves a line out. */
const CONSUMER: Readonly<Record<string, string | undefined>> = {
  issuer: 'https://login.example.com',
  claims: '{ aud: orders }',
  jwks: `'${KEY}'`,
  from_headers: "[{ name: Authorization, value_prefix: 'Bearer ' }]",
  clock_skew_seconds: '0',
};

/** What a fragment says otherwise than it should. */
interface ConsumerFragment {
  /** Lines of the consumer. */
  readonly consumer?: Readonly<Record<string, string | undefined>>;
  /** Lines beside `consumers`. */
  readonly more?: string;
  /** The line of `Enable`. */
  readonly enable?: string;
  /** What the publication waits for. */
  readonly dependsOn?: string;
  /** More properties of the API and of its publication: `, Protocols: [HTTPS]`. */
  readonly api?: string;
  readonly publication?: string;
  /** More resources, each with a line break at its end. */
  readonly resources?: string;
}

/** The key set of the fragments. */
export const FRAGMENT_KEYS = KEY;

/** An operation `ListOrders` behind jwt-auth, published. */
export function consumerFragment({
  api = '',
  consumer = {},
  dependsOn = '[ListOrders, OrdersJwtAuth]',
  enable = 'true',
  more = '',
  publication = '',
  resources = '',
}: ConsumerFragment = {}): string {
  return `Resources:
  Orders:
    Type: ALIYUN::APIG::HttpApi
    Properties: { HttpApiName: orders, Type: Rest, BasePath: /shop${api} }
  ListOrders:
    Type: ALIYUN::APIG::Operation
    Properties: { HttpApiId: { Ref: Orders }, OperationName: list, Method: GET, Path: /orders }
  Classes:
    Type: DATASOURCE::APIG::PluginClasses
    Properties: {}
  JwtAuth:
    Type: ALIYUN::APIG::Plugin
    Properties:
      GatewayId: gw-1
      PluginClassId:
        Fn::Jq: [First, '.[] | select(.PluginClassName=="jwt-auth") | .PluginClassId', { Fn::GetAtt: [Classes, PluginClasses] }]
  OrdersJwtAuth:
    Type: ALIYUN::APIG::PluginAttachment
    Properties:
      AttachResourceType: HttpApi
      AttachResourceIds: [{ Ref: Orders }]
${enable === '' ? '' : `      Enable: ${enable}\n`}      PluginInfo:
        GatewayId: gw-1
        PluginId: { Ref: JwtAuth }
        PluginConfig:
          Fn::Base64Encode: |
            consumers:
            - name: shop
${consumerLines(consumer)}${more === '' ? '' : `            ${more}\n`}  Publish:
    Type: ALIYUN::APIG::ApiAttachment
    DependsOn: ${dependsOn}
    Properties: { HttpApiId: { Ref: Orders }${publication} }
${resources}`;
}

function consumerLines(consumer: ConsumerFragment['consumer']): string {
  const lines = Object.entries({ ...CONSUMER, ...consumer });
  return lines
    .map(([name, value]) => (value === undefined ? '' : `              ${name}: ${value}\n`))
    .join('');
}

/** An attachment of jwt-auth to the operation `ListOrders`, whose rule takes the place of that of its API. */
export function operationRule(consumer: ConsumerFragment['consumer'] = {}): string {
  return `  ListJwtAuth:
    Type: ALIYUN::APIG::PluginAttachment
    Properties:
      AttachResourceType: Operation
      AttachResourceIds: [{ Ref: ListOrders }]
      Enable: true
      PluginInfo:
        GatewayId: gw-1
        PluginId: { Ref: JwtAuth }
        PluginConfig:
          Fn::Base64Encode: |
            consumers:
            - name: partner
${consumerLines(consumer)}`;
}
