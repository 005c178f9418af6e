import { SOURCES } from '../facts';
import type { GatewayRoute } from '../model';
import { apiFragment, deploymentFragment, fragment } from './fragment';
import type { Judgement, Rule } from './rule';
import { fail, routeSubject, type Subject, unknown } from './subject';
import { unreadableStacks } from './unreadable-stacks';

export const apiPublishedNowhere: Rule = Object.freeze<Rule>({
  id: 'api-published-nowhere',
  title: 'An API is published to no stage.',
  why: 'It answers nobody until somebody publishes it by hand, and plug-ins cannot be bound before that: it is then open until they are.',
  remediation: 'Add a Deployment for the stage and bind its plug-ins after it, or take the API away.',
  severity: 'note',
  source: SOURCES.pluginOverview,
  grade: 'doc',
  bad: fragment(apiFragment()),
  good: fragment(apiFragment(), deploymentFragment()),
  isOfTemplates: true,
  check(model) {
    const [nested] = unreadableStacks(model);
    return model.routes.map((route) => judgePublication(route, nested));
  },
});

function judgePublication(route: GatewayRoute, nested: Subject | undefined): Judgement {
  const [stage] = route.stages;
  if (stage === undefined)
    return nested === undefined
      ? fail(routeSubject(route), 'no Deployment in the template is for it')
      : unknown(routeSubject(route), `${nested.subject} may publish it`);
  const isSure = route.stages.some(({ maybe }) => maybe === undefined);
  return isSure ? 'pass' : unknown(routeSubject(route), stage.maybe ?? '');
}
