import { type BackendDefinition, backendDefinitionOf, type GatewayRoute, stageBackendOf } from '../model';
import { isUnknown, Unknown } from '../template';
import { forwardsOfRoutes } from './forwarded-claims';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import type { Judgement, Rule } from './rule';
import { fail, routeSubject, unknown } from './subject';

const orders = (protocol: string): string =>
  fragment(
    apiFragment({
      more: `      ServiceConfig: { ServiceProtocol: ${protocol}, ServiceAddress: '${protocol.toLowerCase()}://orders.example.com' }\n`,
    }),
    deploymentFragment(),
    pluginFragment(
      'Customers',
      'jwtAuth',
      `        claimParameters:
          - { claimName: sub, parameterName: X-User-Id, location: header }
`,
    ),
    bindingFragment('Customers'),
  );

export const claimForwardedOverPlainHttp: Rule = Object.freeze<Rule>({
  id: 'claim-forwarded-over-plain-http',
  title: 'Claims of the token go to the backend over plain HTTP.',
  why: 'Whoever stands between gateway and backend reads who calls, and can say that it is somebody else: the backend believes the name because of where it came from.',
  remediation:
    'Give the backend a certificate, and set ServiceProtocol: HTTPS with an https:// address; or put it inside a VPC.',
  severity: 'warning',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-17.1',
  grade: 'doc',
  bad: orders('HTTP'),
  good: orders('HTTPS'),
  *check(model) {
    for (const { forwards, route } of forwardsOfRoutes(model)) {
      const [first] = forwards.flatMap(({ claims }) => (typeof claims === 'string' ? [] : claims));
      const doubt = forwards.map(({ claims }) => claims).find((claims) => typeof claims === 'string');
      if (first !== undefined) yield judge(route);
      else if (doubt !== undefined) yield unknown(routeSubject(route), doubt);
    }
  },
});

function judge(route: GatewayRoute): Judgement {
  const backends = route.stages.map((stage) => stageBackendOf(route, stage));
  const ways = (backends.length === 0 ? [backendDefinitionOf(route)] : backends).map((each) =>
    isUnknown(each) ? new Unknown(`the backend is ${each.expression}`) : wayTo(each),
  );
  const way = ways.find((each) => typeof each === 'string') ?? ways.find(isUnknown);
  if (way === undefined) return 'pass';
  const subject = { ...routeSubject(route), origin: route.origin.at('Properties', 'ServiceConfig') };
  return isUnknown(way) ? unknown(subject, way.expression) : fail(subject, way);
}

/** How claims go in the clear, or why that cannot be told; `undefined` where they do not. */
function wayTo({ address, isInVpc, isMock, protocol }: BackendDefinition): string | Unknown | undefined {
  // A fixed answer gets no claim; the network of a VPC, and the way to a function, are not open to others.
  if (isMock === true || isInVpc === true || protocol === 'FunctionCompute') return undefined;
  if (isUnknown(protocol)) return new Unknown(`ServiceProtocol is ${protocol.expression}`);
  if (address !== undefined && isUnknown(address) && protocol === 'HTTPS')
    return new Unknown(`ServiceAddress is ${address.expression}`);
  const schemes = [protocol, schemeOf(address)].flatMap((each) => each?.toUpperCase() ?? []);
  if (schemes.every((each) => each === 'HTTPS')) return undefined;
  if (isUnknown(isMock)) return new Unknown(`Mock is ${isMock.expression}`);
  if (isUnknown(isInVpc)) return new Unknown(`ServiceVpcEnable is ${isInVpc.expression}`);
  if (schemes.every((each) => each === 'HTTP')) return 'claims go to the backend over HTTP';
  return new Unknown(`the backend is asked over ${schemes.join(' or ')}`);
}

function schemeOf(address: BackendDefinition['address']): string | undefined {
  if (address === undefined || isUnknown(address)) return undefined;
  return /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1];
}
