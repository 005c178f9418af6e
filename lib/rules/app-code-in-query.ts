import { SOURCES } from '../facts';
import type { GatewayRoute } from '../model';
import { isUnknown } from '../template';
import { apiFragment, fragment } from './fragment';
import { propertyOf } from './property';
import type { Judgement, Rule } from './rule';
import { fail, routeSubject, unknown } from './subject';

const orders = (places: string): string =>
  fragment(apiFragment({ authType: 'APP', more: `      AppCodeAuthType: ${places}\n` }));

export const appCodeInQuery: Rule = Object.freeze<Rule>({
  id: 'app-code-in-query',
  title: 'An API takes the AppCode of an app from the query of the address.',
  why: 'Addresses end up in logs, histories and Referer headers, and the AppCode, which is all that a caller needs, with them.',
  remediation: 'Write AppCodeAuthType: HEADER, or DISABLE where callers sign their requests.',
  severity: 'warning',
  source: `https://www.rfc-editor.org/rfc/rfc9110#section-17.9; ${SOURCES.rosApi}`,
  grade: 'doc',
  bad: orders('HEADER_QUERY'),
  good: orders('HEADER'),
  check: ({ routes }) => routes.map(judgePlaces),
});

function judgePlaces(route: GatewayRoute): Judgement {
  const places = propertyOf(route.resource, 'AppCodeAuthType');
  const { authType } = route;
  // DEFAULT is what the group says, which ROS cannot set.
  if (places === undefined || authType === 'ANONYMOUS') return 'not-applicable';
  const subject = { ...routeSubject(route), origin: route.origin.at('Properties', 'AppCodeAuthType') };
  if (isUnknown(places)) return unknown(subject, `AppCodeAuthType is ${places.expression}`);
  if (places !== 'HEADER_QUERY') return 'pass';
  if (isUnknown(authType))
    return unknown(subject, `AppCodeAuthType is HEADER_QUERY, and AuthType is ${authType.expression}`);
  return fail(subject, 'AppCodeAuthType is HEADER_QUERY');
}
