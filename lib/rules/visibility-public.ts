import { SOURCES } from '../facts';
import type { GatewayRoute } from '../model';
import { isUnknown } from '../template';
import { apiFragment, fragment } from './fragment';
import { propertyOf } from './property';
import type { Judgement, Rule } from './rule';
import { fail, routeSubject, unknown } from './subject';

const orders = (visibility: string): string =>
  fragment(apiFragment({ more: `      Visibility: ${visibility}\n` }));

export const visibilityPublic: Rule = Object.freeze<Rule>({
  id: 'visibility-public',
  title: 'An API is listed for everybody.',
  why: 'Visibility: PUBLIC shows that the API is there, its path and its parameters to people outside of the account. It does not decide who may call.',
  remediation: 'Write Visibility: PRIVATE, unless the API is offered to others on purpose.',
  severity: 'note',
  source: SOURCES.rosApi,
  grade: 'doc',
  bad: orders('PUBLIC'),
  good: orders('PRIVATE'),
  check: ({ routes }) => routes.map(judgeVisibility),
});

function judgeVisibility(route: GatewayRoute): Judgement {
  const visibility = propertyOf(route.resource, 'Visibility');
  if (visibility === undefined) return 'not-applicable';
  const subject = { ...routeSubject(route), origin: route.origin.at('Properties', 'Visibility') };
  if (isUnknown(visibility)) return unknown(subject, `Visibility is ${visibility.expression}`);
  return visibility === 'PUBLIC' ? fail(subject, 'Visibility is PUBLIC') : 'pass';
}
