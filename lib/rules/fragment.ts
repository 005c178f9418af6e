/** The fragments of templates that rules show are made of these resources: an API `Orders` and what is bound to it. */

/** A fragment of a template. */
export function fragment(...resources: readonly string[]): string {
  return `Resources:\n${resources.join('')}`;
}

interface ApiFragment {
  /** In the group `Shop`. */
  readonly inGroup?: boolean;
  readonly authType?: string;
  readonly id?: string;
  readonly method?: string;
  readonly protocol?: string;
  /** Further properties, as indented lines. */
  readonly more?: string;
}

/** The API `Orders` at `/orders`, or another at the path of its name. */
export function apiFragment(options: ApiFragment = {}): string {
  const { authType, id = 'Orders', inGroup = false, method = 'GET', more = '', protocol } = options;
  const path = `RequestPath: /${id.toLowerCase()}`;
  const config = [
    `RequestHttpMethod: ${method}`,
    path,
    ...(protocol ? [`RequestProtocol: '${protocol}'`] : []),
  ];
  return `  ${id}:
    Type: ALIYUN::ApiGateway::Api
    Properties:
${inGroup ? '      GroupId: { Ref: Shop }\n' : ''}${authType ? `      AuthType: ${authType}\n` : ''}      RequestConfig: { ${config.join(', ')} }
${more}`;
}

/** A deployment `OrdersRELEASE`. */
export function deploymentFragment(stage = 'RELEASE', apiId = 'Orders'): string {
  return `  ${apiId}${stage}:
    Type: ALIYUN::ApiGateway::Deployment
    Properties: { ApiId: { Ref: ${apiId} }, StageName: ${stage} }
`;
}

/** A plug-in whose data is in braces, on indented lines, or a quoted text. */
export function pluginFragment(id: string, type: string, data: string): string {
  return `  ${id}:
    Type: ALIYUN::ApiGateway::Plugin
    Properties:
      PluginType: ${type}
      PluginData: ${textOf(data)}`;
}

/** As ROS takes it: a text. */
function textOf(data: string): string {
  if (data.startsWith('{')) return `'${data.replaceAll("'", "''")}'\n`;
  return /^\s*"/.test(data) ? data.trimStart() : `|\n${data}`;
}

/** A binding of a plug-in to `Orders`, after the deployment to the stage. */
export function bindingFragment(pluginId: string, stage = 'RELEASE', dependsOn = `Orders${stage}`): string {
  return `  Orders${pluginId}${stage}:
    Type: ALIYUN::ApiGateway::PluginAttachment
${dependsOn === '' ? '' : `    DependsOn: ${dependsOn}\n`}    Properties: { ApiId: { Ref: Orders }, PluginId: { Ref: ${pluginId} }, StageName: ${stage} }
`;
}
