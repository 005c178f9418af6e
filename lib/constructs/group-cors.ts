import * as ros from '@alicloud/ros-cdk-core';
import { API } from '../facts';
import { type CorsModel, cors } from '../plugin';
import type { BoundApi } from './bound-api';
import { GatewayApi } from './gateway-api';
import { GatewayPlugin } from './gateway-plugin';
import { withRosValues } from './plugin-values';
import { flag, knownNumber, listOf, literal, type MembersOf, security, text } from './props';
import type { TemplateText } from './template-value';

/** What the CORS plug-in of a group says; methods and the headers of the token come from its routes. */
export interface GroupCors {
  /** The origins that may call from a browser: `https://shop.example.com`. */
  readonly allowOrigins: readonly [TemplateText, ...TemplateText[]];
  /** Request headers beside that of the token and `Content-Type`. @default - none */
  readonly allowHeaders?: readonly string[];
  /** Response headers that scripts may read. @default - none */
  readonly exposeHeaders?: readonly string[];
  /** Whether browsers may send cookies along. @default false */
  readonly allowCredentials?: boolean;
  /** For how many seconds a browser may keep the answer to a preflight request. @default - the browser decides */
  readonly maxAge?: number;
}

/** The CORS plug-in of a group, written when all routes are known. */
export class GroupCorsPlugin extends GatewayPlugin {
  constructor(scope: ros.Construct, own: GroupCors, apis: () => Iterable<BoundApi>) {
    const place = `${scope.node.path}/Cors`;
    // A parameter is written as a text from here on.
    const written = withRosValues(own, { model: 'cors', place, scope }) as GroupCors & CorsModel;
    const render = () => cors.render(modelOf(written, [...apis()]), place);
    // What is wrong with it is told at once.
    render();
    const pluginData = ros.Lazy.stringValue({ produce: render });
    super(scope, 'Cors', {}, { pluginType: 'cors', pluginData, warnings: [] });
  }
}

function modelOf({ allowHeaders = [], ...own }: GroupCors & CorsModel, apis: readonly BoundApi[]): CorsModel {
  const methods = new Set<string>(
    apis.flatMap(({ route }) => (route.method === 'ANY' ? METHODS : [route.method])),
  );
  const headers = [...apis.flatMap(tokenHeadersOf), 'Content-Type', ...allowHeaders];
  return { ...own, allowMethods: [...methods].sort(), allowHeaders: [...new Set(headers)].sort() };
}

const METHODS = API.methods.value.filter((method) => method !== 'ANY');

function tokenHeadersOf(api: BoundApi): string[] {
  const authorizations = api instanceof GatewayApi ? api.authorizations : [];
  return authorizations.flatMap((each) =>
    each.kind === 'jwt' && each.token?.parameterLocation === 'header' ? [each.token.parameter] : [],
  );
}

export const GROUP_CORS: MembersOf<GroupCors> = {
  allowOrigins: security(listOf(text)),
  allowHeaders: security(listOf(literal)),
  exposeHeaders: security(listOf(literal)),
  allowCredentials: flag,
  maxAge: knownNumber,
};
