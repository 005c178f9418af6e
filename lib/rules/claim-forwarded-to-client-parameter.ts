import { SOURCES } from '../facts';
import { type ClientReach, clientReachOf, findDoubt, findWay, type GatewayRoute } from '../model';
import type { BackendName } from '../plugin';
import { type ForwardedClaim, forwardsOfRoutes } from './forwarded-claims';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import { memberIn } from './property';
import type { Judgement, Rule } from './rule';
import { fail, routeSubject, unknown } from './subject';

const parameters = `      RequestParameters:
        - { ApiParameterName: user, Location: HEAD, ParameterType: String, Required: OPTION }
      ServiceParameters:
        - { ServiceParameterName: X-User, Location: HEAD, ParameterType: STRING }
      ServiceParametersMap:
        - { RequestParameterName: user, ServiceParameterName: X-User }
`;

const orders = (parameterName: string): string =>
  fragment(
    '  Shop: { Type: ALIYUN::ApiGateway::Group, Properties: { GroupName: shop } }\n',
    apiFragment({ inGroup: true, more: parameters }),
    deploymentFragment(),
    pluginFragment(
      'Customers',
      'jwtAuth',
      `        claimParameters:
          - { claimName: sub, parameterName: ${parameterName}, location: header }
`,
    ),
    bindingFragment('Customers'),
  );

export const claimForwardedToClientParameter: Rule = Object.freeze<Rule>({
  id: 'claim-forwarded-to-client-parameter',
  title: 'A claim is forwarded under a name that callers can set themselves.',
  why: 'The backend trusts the name because the gateway verified the token; which value wins is not documented.',
  remediation:
    'Forward the claim under a name that no request parameter is mapped to, and use RequestMode MAPPING; or give the reason in the Metadata of the API: JwtGateway: { ClientMaySet: { "header X-User": "<reason>" } }.',
  severity: 'warning',
  source: SOURCES.parameterMapping,
  grade: 'inferred',
  bad: orders('X-User'),
  good: orders('X-Token-Subject'),
  *check(model) {
    for (const { forwards, route } of forwardsOfRoutes(model)) {
      let reach: ClientReach | undefined;
      for (const { claims, plugin } of forwards) {
        if (typeof claims === 'string') {
          yield unknown(routeSubject(route), `plug-in ${plugin.id}: ${claims}`);
          continue;
        }
        reach ??= clientReachOf(route);
        for (const claim of claims) yield judge(claim, route, reach);
      }
    }
  },
});

function judge(
  { claimName, location, parameterName }: ForwardedClaim,
  route: GatewayRoute,
  reach: ClientReach,
): Judgement {
  const target: BackendName = { name: parameterName, location };
  const way = findWay(target, reach);
  const doubt = way === undefined ? findDoubt(target, reach) : undefined;
  if (way === undefined && doubt === undefined) return 'pass';
  const ofRoute = routeSubject(route);
  const subject = {
    ...ofRoute,
    subject: `${ofRoute.subject} claim ${claimName} to ${location} ${parameterName}`,
  };
  if (way !== undefined) {
    return fail(subject, `callers set it, too, by ${way}`, reasonIn(route, `${location} ${parameterName}`));
  }
  return unknown(subject, doubt ?? '');
}

/** Why it does no harm, as the author of the template says. */
function reasonIn({ resource }: GatewayRoute, target: string): string | undefined {
  const reason = memberIn(resource.metadata, resource, 'JwtGateway', 'ClientMaySet', target);
  return typeof reason === 'string' && reason.trim() !== '' ? reason : undefined;
}
