// What each property says that it must be, by the types of properties. The values that the service knows are written out:
// a word that is taken and that it does not know would be refused in the middle of a deployment.

const TEXT = 'a text';
const FLAG = 'true or false';
const NUMBER = 'a number';
const KNOWN_NUMBER = 'a number that is known at synthesis';
const KNOWN_TEXT = 'a text that is known at synthesis';
const TEXTS = 'a list ([…]) whose items are a text';
const KNOWN_TEXTS = 'a list ([…]) whose items are a text that is known at synthesis';
const MAP = 'an object whose values are a text';
const STAGES = 'a list ([…]) whose items are one of TEST, PRE, RELEASE';
const AUTHORIZATION =
  'an authorization: a JwtAuthorization, AppAuthentication.of(…), PluginAuthorization.of(…) or PublicAccess.because(…)';
const BACKEND = "a Backend: Backend.http('https://…')";
const APP = 'AppAuthentication.of(…)';
const PLUGINS = 'a list ([…]) whose items are a plug-in, or PerStage.of(…) of such';
const LAYOUT = 'a Layout: Layout.nested()';
const TEXT_OR_VARIABLE = 'a text or a StageVariable';
const PATH = 'a text that is known at synthesis, or a list of such and StageVariables';
const LOCATION = 'one of BODY, HEAD, QUERY, PATH';
const OBJECTS = 'a list ([…]) whose items are an object';
const OBJECT = 'an object';
const TEXT_OR_TEXTS = 'a text, or a list of them';
const PROTOCOL = 'one of HTTP, HTTPS';
const FC_VERSION = 'one of 2.0, 3.0';

/** What it must be is told by another refusal. */
const ANY_VALUE = undefined;

const REQUEST_PARAMETER = {
  type: 'one of String, Int, Long, Float, Double, Boolean',
  required: FLAG,
  defaultValue: TEXT,
  minLength: NUMBER,
  maxLength: NUMBER,
  minValue: NUMBER,
  maxValue: NUMBER,
  enumValue: TEXTS,
  regularExpression: TEXT,
  jsonSchema: TEXT,
  description: TEXT,
  demoValue: TEXT,
  service: OBJECT,
};

export const WORDS: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  ApiGroupProps: {
    cors: OBJECT,
    stages: STAGES,
    defaultAuthorization: AUTHORIZATION,
    backend: BACKEND,
    secondLock: APP,
    basePath: TEXT,
    passthroughHeaders: KNOWN_TEXT,
    plugins: PLUGINS,
    layout: LAYOUT,
    lanes: KNOWN_NUMBER,
    deletionPolicy: 'one of Retain',
    groupName: TEXT,
    description: TEXT,
    instanceId: TEXT,
    internetEnable: FLAG,
    vpcIntranetEnable: FLAG,
    tags: MAP,
  },
  ExistingApiGroupProps: {
    cors: OBJECT,
    stages: STAGES,
    defaultAuthorization: AUTHORIZATION,
    backend: BACKEND,
    secondLock: APP,
    basePath: TEXT,
    passthroughHeaders: KNOWN_TEXT,
    plugins: PLUGINS,
    layout: LAYOUT,
    lanes: KNOWN_NUMBER,
    deletionPolicy: 'one of Retain',
    groupId: TEXT,
  },
  ApiOptions: {
    authorization: AUTHORIZATION,
    secondLock: APP,
    backend: BACKEND,
    stages: STAGES,
    plugins: PLUGINS,
    apiName: TEXT,
    description: TEXT,
    visibility: 'one of PUBLIC, PRIVATE',
    requestProtocol: 'one of HTTP, HTTPS, HTTP,HTTPS',
    requestMode: 'one of MAPPING, PASSTHROUGH',
    body: 'one of FORM, STREAM',
    parameters: 'a list ([…]) whose items are parameters: RequestParameter.query(…)',
    constantParameters: OBJECTS,
    systemParameters: OBJECTS,
    forceNonceCheck: FLAG,
    disableInternet: FLAG,
    resultType: 'one of JSON, TEXT, BINARY, XML, HTML, PASSTHROUGH',
    resultSample: TEXT,
    failResultSample: TEXT,
    errorCodeSamples: OBJECTS,
    tags: MAP,
    layout: LAYOUT,
  },
  ExistingApiOptions: {
    apiId: TEXT,
    authorization: AUTHORIZATION,
    stages: STAGES,
    plugins: PLUGINS,
    layout: LAYOUT,
  },
  CustomDomainOptions: {
    certificate: OBJECT,
  },
  JwtAuthorizationProps: {
    pluginName: TEXT,
    description: TEXT,
    tags: MAP,
    keys: ANY_VALUE,
    token: 'a TokenSource: TokenSource.bearer()',
    issuer: TEXT_OR_TEXTS,
    audience: TEXT_OR_TEXTS,
    forwardClaims: "an object whose values are a Forward: Forward.header('X-User-Id')",
    accessControl: 'an object with parameters and rules',
    preventJtiReplay: FLAG,
    ignoreExpirationCheck: FLAG,
    bypassEmptyToken: "PublicAccess.because('…')",
    rotation: 'a KeyRotation',
    keyForm: 'one of jwk, jwks',
  },
  ExistingJwtPlugins: {
    jwtAuth: TEXT,
    accessControl: TEXT,
  },
  AppAuthenticationProps: {
    apps: TEXTS,
    appCodeAuthType: 'one of DEFAULT, DISABLE, HEADER, HEADER_QUERY',
    allowSignatureMethod: 'one of HmacSHA256, HmacSHA1,HmacSHA256',
    authValidTime: TEXT,
    description: TEXT,
  },
  ForwardOptions: {
    clientMaySet: KNOWN_TEXT,
  },
  RequestParameterOptions: REQUEST_PARAMETER,
  'RequestParameter, as data': {
    ...REQUEST_PARAMETER,
    name: KNOWN_TEXT,
    location: LOCATION,
  },
  ConstantParameter: {
    name: KNOWN_TEXT,
    value: TEXT,
    location: LOCATION,
    description: TEXT,
  },
  SystemParameter: {
    systemParameter:
      'one of CaClientIp, CaDomain, CaRequestHandleTime, CaAppId, CaRequestId, CaHttpSchema, CaProxy',
    name: KNOWN_TEXT,
    location: LOCATION,
  },
  ErrorCodeSample: {
    code: TEXT,
    message: TEXT,
    description: TEXT,
  },
  TokenSource: {
    parameter: KNOWN_TEXT,
    parameterLocation: 'one of header, query, cookie',
  },
  'Forward, as data': {
    clientMaySet: KNOWN_TEXT,
    location: 'one of header, query, path, formData',
    parameterName: KNOWN_TEXT,
  },
  ServiceParameter: {
    name: KNOWN_TEXT,
    location: LOCATION,
  },
  ProviderAuthorizationProps: {
    pluginName: TEXT,
    description: TEXT,
    tags: MAP,
    token: 'a TokenSource: TokenSource.bearer()',
    issuer: TEXT_OR_TEXTS,
    audience: TEXT_OR_TEXTS,
    forwardClaims: "an object whose values are a Forward: Forward.header('X-User-Id')",
    accessControl: 'an object with parameters and rules',
    preventJtiReplay: FLAG,
    ignoreExpirationCheck: FLAG,
    bypassEmptyToken: "PublicAccess.because('…')",
    rotation: 'a KeyRotation',
    keyForm: 'one of jwk, jwks',
    provider: "ProviderKeys.fromFile('keys/login.provider.json')",
  },
  DomainCertificate: {
    name: TEXT,
    body: TEXT,
    privateKey: ANY_VALUE,
  },
  GroupCors: {
    allowOrigins: TEXTS,
    allowHeaders: KNOWN_TEXTS,
    exposeHeaders: KNOWN_TEXTS,
    allowCredentials: FLAG,
    maxAge: KNOWN_NUMBER,
  },
  OpenApiOptions: {
    security: 'an object whose values are a value',
    app: APP,
    public: 'an object whose values are a text that is known at synthesis',
    only: KNOWN_TEXTS,
    except: KNOWN_TEXTS,
    overrides: 'an object whose values are a value',
    backend: BACKEND,
    basePath: KNOWN_TEXT,
    unsupported: 'one of error, warn',
  },
  VpcAccessAttributes: {
    vpcId: TEXT_OR_VARIABLE,
    instanceId: TEXT_OR_VARIABLE,
    port: NUMBER,
  },
  NestedLayoutOptions: {
    stacks: KNOWN_NUMBER,
    name: KNOWN_TEXT,
  },
  VpcAccessProps: {
    name: TEXT,
    vpcId: TEXT,
    instanceId: TEXT,
    port: NUMBER,
  },
  HttpBackendOptions: {
    path: PATH,
    method: 'one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, TRACE, CONNECT, ANY',
    timeoutMillis: KNOWN_NUMBER,
    contentType: TEXT,
    protocol: PROTOCOL,
  },
  VpcBackendOptions: {
    path: PATH,
    method: 'one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, TRACE, CONNECT, ANY',
    timeoutMillis: KNOWN_NUMBER,
    contentType: TEXT,
    protocol: PROTOCOL,
  },
  EventFunctionOptions: {
    roleArn: TEXT,
    regionId: TEXT,
    qualifier: TEXT,
    timeoutMillis: KNOWN_NUMBER,
    fcVersion: FC_VERSION,
    serviceName: TEXT_OR_VARIABLE,
    functionName: TEXT_OR_VARIABLE,
  },
  WebFunctionOptions: {
    roleArn: TEXT,
    regionId: TEXT,
    qualifier: TEXT,
    timeoutMillis: KNOWN_NUMBER,
    fcVersion: FC_VERSION,
    fcBaseUrl: TEXT_OR_VARIABLE,
    path: PATH,
    method: 'one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, ANY',
    onlyBusinessPath: FLAG,
  },
  MockOptions: {
    result: TEXT,
    statusCode: KNOWN_NUMBER,
    headers: MAP,
  },
  'PluginProps and a model': {
    pluginName: TEXT,
    description: TEXT,
    tags: MAP,
  },
  DataPluginProps: {
    pluginName: TEXT,
    description: TEXT,
    tags: MAP,
    pluginType: KNOWN_TEXT,
    pluginData: ANY_VALUE,
  },
};
