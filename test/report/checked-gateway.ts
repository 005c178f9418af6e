import { type GatewayModel, parseTemplate } from '../../lib/model';
import type { FindingsReport } from '../../lib/report';
import { checkGateway } from '../../lib/rules/check';
import type { Rule } from '../../lib/rules/rule';
import { parseWaivers } from '../../lib/rules/waiver-file';
import { WAIVER_RULES } from '../../lib/rules/waiver-rules';
import { applyWaivers } from '../../lib/rules/waivers';

/** Noon of the first of June 2026. */
export const NOW = Date.UTC(2026, 5, 1, 12);

const COMMON = {
  remediation: 'Bind a plug-in to it.',
  source: 'https://example.com/authentication',
  grade: 'doc',
  bad: 'Resources: {}\n',
  good: 'Resources: {}\n',
} as const;

/** Fails for every stage of every route, or for none: for those whose AuthType is written out. */
export const openRoute: Rule = {
  ...COMMON,
  id: 'open-route',
  title: 'A route is open to anyone.',
  why: 'Whoever finds the address can call it, and nobody can tell callers apart. That is seldom what was meant.',
  severity: 'error',
  *check({ routes }) {
    for (const { authType, id, method, path, publicAccess, resource, stack, stages } of routes) {
      for (const { stage } of stages) {
        const route = `${String(method)} ${String(path)}`;
        yield {
          verdict: typeof authType === 'string' ? 'fail' : 'unknown',
          subject: `${route} ${String(stage)}`,
          message: typeof authType === 'string' ? 'anybody may call it' : 'AuthType is a parameter',
          origin: resource.origin.at('Properties', 'AuthType'),
          logicalId: id,
          stack,
          route,
          stage: String(stage),
          ...(publicAccess === undefined ? {} : { reason: publicAccess }),
        };
      }
    }
  },
};

/** Notes every group. */
export const anyGroup: Rule = {
  ...COMMON,
  id: 'any-group',
  title: 'There is a group.',
  why: 'Groups are counted.',
  remediation: 'Leave it.',
  source: 'npm @alicloud/ros-cdk-spec 1.0.13',
  grade: 'inferred',
  severity: 'note',
  *check({ groups }) {
    for (const { id, origin, stack } of groups)
      yield { verdict: 'fail', subject: `group ${id}`, message: 'is there', origin, logicalId: id, stack };
  },
};

export const RULES = [anyGroup, openRoute];

/** Open, waived by a waiver, waived in the template, unknown, and not read: one of each. */
export const TEMPLATE = `ROSTemplateFormatVersion: '2015-09-01'
Resources:
  Shop:
    Type: ALIYUN::ApiGateway::Group
  Orders:
    Type: ALIYUN::ApiGateway::Api
    Properties:
      AuthType: ANONYMOUS
      RequestConfig: { RequestHttpMethod: GET, RequestPath: '/orders/[orderId]' }
  OrdersRelease:
    Type: ALIYUN::ApiGateway::Deployment
    Properties: { ApiId: !Ref Orders, StageName: RELEASE }
  Status:
    Type: ALIYUN::ApiGateway::Api
    Properties:
      AuthType: ANONYMOUS
      RequestConfig: { RequestHttpMethod: GET, RequestPath: /status }
  StatusRelease:
    Type: ALIYUN::ApiGateway::Deployment
    Properties: { ApiId: !Ref Status, StageName: RELEASE }
  Health:
    Type: ALIYUN::ApiGateway::Api
    Metadata: { JwtGateway: { PublicAccess: probe; no data } }
    Properties:
      AuthType: ANONYMOUS
      RequestConfig: { RequestHttpMethod: GET, RequestPath: /health }
  HealthRelease:
    Type: ALIYUN::ApiGateway::Deployment
    Properties: { ApiId: !Ref Health, StageName: RELEASE }
  Dark:
    Type: ALIYUN::ApiGateway::Api
    Properties:
      AuthType: !Ref Auth
      RequestConfig: { RequestHttpMethod: GET, RequestPath: /dark }
  DarkRelease:
    Type: ALIYUN::ApiGateway::Deployment
    Properties: { ApiId: !Ref Dark, StageName: RELEASE }
  Nested:
    Type: ALIYUN::ROS::Stack
    Properties: { TemplateURL: 'https://example.com/nested.yaml' }
`;

const WAIVERS = `waivers:
  - rule: open-route
    path: shop/Status
    reason: moves in July
    owner: platform team
    expires: 2026-07-31
  - rule: open-route
    path: shop/Gone
    reason: it was there
    owner: platform team
    expires: 2026-07-31
`;

/** What the rules of this file say of a model. */
export function reportOf(
  model: GatewayModel,
  { waivers = 'waivers: []', rules = RULES as readonly Rule[] } = {},
): FindingsReport {
  const context = { rules, now: NOW };
  const result = applyWaivers(checkGateway(model, rules), parseWaivers(waivers, 'ci/waivers.yaml'), context);
  return { model, result, rules: [...rules, ...WAIVER_RULES] };
}

/** The report of the template above with its waivers. */
export function sampleReport(): FindingsReport {
  return reportOf(parseTemplate(TEMPLATE, 'stacks/shop.yaml'), { waivers: WAIVERS });
}
