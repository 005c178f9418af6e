import { API } from '../facts';
import type { JsonValue } from '../json';
import { isUnknown, type Maybe, type Protection, type Unknown } from '../template';
import { apiFragment, deploymentFragment, fragment } from './fragment';
import { propertyOf } from './property';
import { publishedRoutes } from './published-stages';
import type { Rule } from './rule';
import { fail, notApplicable, pass, routeSubject, unknown } from './subject';

const orders = (protocol: string): string =>
  fragment(apiFragment({ authType: 'APP', protocol }), deploymentFragment());

export const plainHttpAccepted: Rule = Object.freeze<Rule>({
  id: 'plain-http-accepted',
  title: 'A route that demands a token or a password answers on plain HTTP.',
  why: 'Whoever listens on the way reads the token and can use it; a caller that starts with http:// sends it before any redirect.',
  mend: 'Set RequestProtocol: HTTPS in RequestConfig and publish the API again.',
  severity: 'warning',
  source: 'https://www.rfc-editor.org/rfc/rfc6750#section-5.3',
  grade: 'doc',
  bad: orders('HTTP,HTTPS'),
  good: orders('HTTPS'),
  *check(model) {
    for (const [route, stages] of publishedRoutes(model)) {
      const protections = stages.map(({ protection }) => protection);
      const subject = {
        ...routeSubject(route),
        origin: route.origin.at('Properties', 'RequestConfig', 'RequestProtocol'),
      };
      const protocol = propertyOf(route.resource, 'RequestConfig', 'RequestProtocol');
      const accepted = acceptedBy(protocol ?? API.defaultRequestProtocol.value);
      const doubt = protections.find((each) => each.kind === 'unknown');
      if (protections.every(isOpen)) yield notApplicable(subject);
      else if (isUnknown(accepted)) yield unknown(subject, `RequestProtocol is ${accepted.expression}`);
      else if (!accepted.includes('HTTP')) yield pass(subject);
      else if (!protections.some(takesSecrets)) yield unknown(subject, doubt?.why ?? '');
      else
        yield fail(
          subject,
          `RequestProtocol is ${protocol === undefined ? 'not given, which means HTTP' : accepted.join()}`,
        );
    }
  },
});

function acceptedBy(protocol: Maybe<JsonValue>): readonly string[] | Unknown {
  const known: readonly JsonValue[] = API.requestProtocols.value;
  if (isUnknown(protocol)) return protocol;
  if (known.includes(protocol)) return String(protocol).split(',');
  return { kind: 'unknown', expression: 'none that ROS documents' };
}

/** Nothing is shown that another could use. */
function isOpen(protection: Protection): boolean {
  return protection.kind === 'public' && protection.optionalToken === undefined;
}

function takesSecrets(protection: Protection): boolean {
  return protection.kind !== 'unknown' && !isOpen(protection);
}
