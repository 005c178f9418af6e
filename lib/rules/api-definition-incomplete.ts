import { SOURCES } from '../facts';
import type { GatewayRoute } from '../model';
import { isUnknown } from '../template';
import {
  API_REQUIREMENTS,
  ApiProperties,
  type ApiRequirement,
  undeclaredPathParameters,
} from './api-requirements';
import { apiFragment, fragment } from './fragment';
import type { Judgement, Rule } from './rule';
import { fail, routeSubject, unknown } from './subject';

const orders = (service: string): string =>
  fragment(apiFragment({ more: `      ServiceConfig: { ServiceProtocol: HTTPS${service} }\n` }));

export const apiDefinitionIncomplete: Rule = Object.freeze<Rule>({
  id: 'api-definition-incomplete',
  title: 'A property of an API is missing, or must not be there, because of another one.',
  why: 'The service refuses the API when it is deployed, and nothing that waits for it is created.',
  remediation: 'Give the property, or take it away, as the message says.',
  severity: 'error',
  source: `${SOURCES.rosApi}; npm @alicloud/ros-cdk-apigateway 1.11.0; of Function Compute: terraform-provider-alicloud, api resource`,
  grade: 'doc',
  bad: orders(''),
  good: orders(", ServiceAddress: 'https://orders.example.com'"),
  isOfTemplates: true,
  check: ({ routes }) => routes.flatMap(judgeDefinition),
});

function judgeDefinition(route: GatewayRoute): readonly Judgement[] {
  const api = new ApiProperties(route);
  const found: Judgement[] = [];
  for (const requirement of API_REQUIREMENTS) {
    const judgement = judgeRequirement(requirement, { api, route });
    if (judgement !== undefined) found.push(judgement);
  }
  found.push(...judgePathParameters(route));
  return found.length === 0 ? ['pass'] : found;
}

interface Definition {
  readonly api: ApiProperties;
  readonly route: GatewayRoute;
}

function judgeRequirement(requirement: ApiRequirement, { api, route }: Definition): Judgement | undefined {
  const { applies, must, path, severity, when } = requirement;
  // What is around it is missing: that is told of that.
  if (!api.mayHaveAround(path)) return undefined;
  const isThere = api.has(path);
  if (isThere === (must === 'be there')) return undefined;
  const isDemanded = applies(api);
  if (isDemanded === false) return undefined;
  const subject = subjectAt(route, path);
  // What is made by a function is there, or leaves the property out: only ROS knows.
  if (isThere === undefined)
    return isDemanded === true && must === 'be left out'
      ? unknown(subject, 'it is made by a function')
      : undefined;
  const words = must === 'be there' ? 'is missing, and must be there' : 'must not be there';
  if (isDemanded === undefined) return unknown(subject, `${words} if ${when}`);
  return { ...fail(subject, `${words}: ${when}`), ...(severity && { severity }) };
}

function judgePathParameters(route: GatewayRoute): Judgement[] {
  const missing = undeclaredPathParameters(route);
  if (!isUnknown(missing) && missing.length === 0) return [];
  const subject = subjectAt(route, ['RequestParameters']);
  if (isUnknown(missing)) return [unknown(subject, missing.expression)];
  const names = missing.map((name) => `[${name}]`).join(', ');
  return [fail(subject, `the path parameter ${names} is not declared with Location: PATH`)];
}

function subjectAt(route: GatewayRoute, path: readonly string[]) {
  const subject = routeSubject(route);
  const origin = route.origin.at('Properties', ...path);
  return { ...subject, subject: `${subject.subject} ${path.join('.')}`, origin };
}
