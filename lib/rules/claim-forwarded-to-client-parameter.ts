import { SOURCES } from '../facts';
import { memberOf } from '../json';
import {
  type ClientReach,
  clientReachOf,
  findDoubt,
  findWay,
  type GatewayPlugin,
  type GatewayRoute,
} from '../model';
import type { BackendName, ClaimParameter } from '../plugin';
import { isUnknown } from '../template';
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
    apiFragment({ more: parameters }),
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
  mend: 'Forward the claim under a name that no request parameter is mapped to, and use RequestMode MAPPING; or give the reason in the Metadata of the API: JwtGateway: { ClientMaySet: { "header X-User": "<reason>" } }.',
  severity: 'warning',
  source: SOURCES.parameterMapping,
  grade: 'inferred',
  bad: orders('X-User'),
  good: orders('X-Token-Subject'),
  *check({ plugins, routes }) {
    const forwards = new Map(plugins.filter(isJwtAuth).map((plugin) => [plugin, forwardsOf(plugin)]));
    for (const route of routes) {
      let reach: ClientReach | undefined;
      for (let at = 0; at < route.bindings.length; at += 1) {
        const plugin = pluginAt(at, route);
        const claims = plugin && forwards.get(plugin);
        if (typeof claims === 'string')
          yield unknown(routeSubject(route), `plug-in ${plugin?.id}: ${claims}`);
        else if (claims !== undefined && claims.length > 0) {
          reach ??= clientReachOf(route);
          for (const claim of claims) yield judge(claim, route, reach);
        }
      }
    }
  },
});

function isJwtAuth({ type }: GatewayPlugin): boolean {
  return type === 'jwtAuth';
}

/** The plug-in of a binding; `undefined` where it is unknown or has come before: bound in two stages, it is told once. */
function pluginAt(at: number, { bindings }: GatewayRoute): GatewayPlugin | undefined {
  const plugin = bindings[at]?.plugin;
  for (let before = 0; before < at; before += 1) if (bindings[before]?.plugin === plugin) return undefined;
  return plugin === undefined || isUnknown(plugin) ? undefined : plugin;
}

type Claim = Pick<ClaimParameter, 'claimName' | 'location' | 'parameterName'>;

/** The claims a plug-in forwards, or why they are unknown. */
function forwardsOf({ data, jwtAuth, problem }: GatewayPlugin): readonly Claim[] | string {
  if (jwtAuth !== undefined) return jwtAuth.forwards;
  const written = isUnknown(data) ? undefined : memberOf(data, 'claimParameters');
  if (written === undefined) return problem ?? [];
  return Array.isArray(written) && written.every(isClaim)
    ? written
    : (problem ?? 'claimParameters is no list of claims');
}

function isClaim(value: unknown): value is Claim {
  const { claimName, location, parameterName } = (value ?? {}) as Partial<Record<keyof Claim, unknown>>;
  return (
    typeof claimName === 'string' &&
    typeof parameterName === 'string' &&
    ['query', 'header', 'path', 'formData'].includes(String(location))
  );
}

function judge(
  { claimName, location, parameterName }: Claim,
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
