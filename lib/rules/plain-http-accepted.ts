import { API } from '../facts';
import type { JsonValue } from '../json';
import type { GatewayRoute, Protection } from '../model';
import { isUnknown, type Maybe, Unknown } from '../template';
import { apiFragment, deploymentFragment, fragment } from './fragment';
import { propertyOf } from './property';
import { type PublishedStage, publishedRoutes } from './published-stages';
import type { Judgement, Rule } from './rule';
import { fail, routeSubject, unknown } from './subject';

const orders = (protocol: string): string =>
  fragment(apiFragment({ authType: 'APP', protocol }), deploymentFragment());

export const plainHttpAccepted: Rule = Object.freeze<Rule>({
  id: 'plain-http-accepted',
  title: 'A route that demands a token or a password answers on plain HTTP.',
  why: 'Whoever listens on the way reads the token and can use it; a caller that starts with http:// sends it before any redirect.',
  remediation: 'Set RequestProtocol: HTTPS in RequestConfig and publish the API again.',
  severity: 'warning',
  source: 'https://www.rfc-editor.org/rfc/rfc6750#section-5.3',
  grade: 'doc',
  bad: orders('HTTP,HTTPS'),
  good: orders('HTTPS'),
  *check(model) {
    for (const stages of publishedRoutes(model)) {
      const [first] = stages;
      if (first !== undefined) yield judge(first.route, stages);
    }
  },
});

function judge(route: GatewayRoute, stages: readonly PublishedStage[]): Judgement {
  if (stages.every(({ protection }) => isOpen(protection))) return 'not-applicable';
  const protocol = propertyOf(route.resource, 'RequestConfig', 'RequestProtocol');
  const accepted = acceptedBy(protocol ?? API.defaultRequestProtocol.value);
  if (!isUnknown(accepted) && !accepted.includes('HTTP')) return 'pass';
  const origin = route.origin.at('Properties', 'RequestConfig', 'RequestProtocol');
  const subject = { ...routeSubject(route), origin };
  if (isUnknown(accepted)) return unknown(subject, `RequestProtocol is ${accepted.expression}`);
  if (stages.some(({ protection }) => takesSecrets(protection)))
    return fail(
      subject,
      `RequestProtocol is ${protocol === undefined ? 'not given, which means HTTP' : accepted.join()}`,
    );
  const doubt = stages.map(({ protection }) => protection).find((each) => each.kind === 'unknown');
  return unknown(subject, doubt?.why ?? '');
}

function acceptedBy(protocol: Maybe<JsonValue>): readonly string[] | Unknown {
  const known: readonly JsonValue[] = API.requestProtocols.value;
  if (isUnknown(protocol)) return protocol;
  if (known.includes(protocol)) return String(protocol).split(',');
  return new Unknown('none that ROS documents');
}

/** Nothing is shown that another could use. */
function isOpen(protection: Protection): boolean {
  return protection.kind === 'public' && protection.optionalToken === undefined;
}

function takesSecrets(protection: Protection): boolean {
  return protection.kind !== 'unknown' && !isOpen(protection);
}
