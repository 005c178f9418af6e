import { SOURCES } from '../facts';
import { type GatewayModel, isPreflightAnswer, publicWords } from '../model';
import { makesRoutesUnseen } from '../template';
import { apiFragment, deploymentFragment, fragment } from './fragment';
import { writtenResources } from './gateway-resources';
import { type PublishedStage, publishedStages } from './published-stages';
import type { Judgement, Rule } from './rule';
import { fail, resourceSubject, stageSubject, unknown } from './subject';

const orders = (authType: string): string => fragment(apiFragment({ authType }), deploymentFragment());

export const routeWithoutAuthentication: Rule = Object.freeze<Rule>({
  id: 'route-without-authentication',
  title: 'A route is published and asks nobody who they are.',
  why: 'Whoever finds the address can call it, and the backend cannot tell callers apart.',
  remediation:
    'Bind a jwtAuth plug-in to the route in this stage, or give the reason why it is public in the Metadata of the API: JwtGateway: { PublicAccess: "<reason>" }.',
  severity: 'error',
  isOfEveryProduct: true,
  source: SOURCES.rosApi,
  grade: 'doc',
  bad: orders('ANONYMOUS'),
  good: orders('APP'),
  check: (model) => [...publishedStages(model).map(judge), ...unseenRoutes(model)],
});

/** What the template does not show may be open to anybody. */
function unseenRoutes(model: GatewayModel): Judgement[] {
  return writtenResources(model)
    .filter(({ type }) => makesRoutesUnseen(type))
    .map((resource) => {
      const { existsIf, id, origin, stack, type } = resource;
      const subject = resourceSubject('resource', { id, origin, stack: stack.name, resource, existsIf });
      return unknown(subject, `is of type ${type}: the routes that it makes are not read`);
    });
}

function judge({ protection, route, stage }: PublishedStage): Judgement {
  if (protection.kind === 'unknown') return unknown(stageSubject(route, stage), protection.why);
  if (protection.kind === 'locked') return 'pass';
  // The switch of its plug-in lets everybody through: token-may-be-missing tells of it.
  if (protection.optionalToken !== undefined) return 'not-applicable';
  if (isPreflightAnswer(route)) return 'not-applicable';
  const words = publicWords(protection, route.disableInternet === true);
  return fail(stageSubject(route, stage), words, protection.reason);
}
