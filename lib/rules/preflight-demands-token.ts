import { SOURCES } from '../facts';
import { type GatewayModel, protectionWord } from '../model';
import { isUnknown } from '../template';
import { boundType } from './bound-type';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import { type PublishedStage, publishedStages } from './published-stages';
import type { Judgement, Rule } from './rule';
import { fail, stageSubject, unknown, wordsOf } from './subject';

const orders = (method: string): string =>
  fragment(
    apiFragment({ authType: 'APP', method }),
    deploymentFragment(),
    pluginFragment('Browsers', 'cors', '{ allowOrigins: shop.example.com }'),
    bindingFragment('Browsers'),
  );

export const preflightDemandsToken: Rule = Object.freeze<Rule>({
  id: 'preflight-demands-token',
  title: 'A route with a cors plug-in demands a token of preflight requests.',
  why: 'Browsers send preflight requests without tokens; if they are refused before the cors plug-in answers, every call from a page fails.',
  remediation:
    'Give the path an OPTIONS route of its own that is public, with the reason, and bind the cors plug-in to it.',
  severity: 'warning',
  source: SOURCES.cors,
  grade: 'inferred',
  bad: orders('ANY'),
  good: orders('GET'),
  *check(model) {
    const preflights = preflightsOf(model);
    for (const each of publishedStages(model)) {
      const { method } = each.route;
      if (method !== 'OPTIONS' && method !== 'ANY') continue;
      const answeredElsewhere = method === 'ANY' && preflights.has(pathKey(each));
      const outcome = answeredElsewhere ? 'pass' : judge(each);
      if (outcome !== undefined) yield outcome;
    }
  },
});

/** Where each OPTIONS route is: it answers before a route of any method does. */
function preflightsOf(model: GatewayModel): ReadonlySet<string> {
  const routes = publishedStages(model).filter(({ route }) => route.method === 'OPTIONS');
  return new Set(routes.map(pathKey));
}

function pathKey({ route: { group, path, route, stack }, stage }: PublishedStage): string {
  const place = route?.signature.replace(/^\S+ /, '') ?? wordsOf(path);
  return JSON.stringify([stack, isUnknown(group) ? group.expression : group.id, place, wordsOf(stage.stage)]);
}

function judge({ protection, route, stage }: PublishedStage): Judgement | undefined {
  const types = stage.bindings.map(boundType);
  const cors = stage.bindings.filter((_, index) => types[index] === 'cors');
  const isSure = cors.some(({ maybe }) => maybe === undefined);
  const doubt = cors[0]?.maybe ?? types.find(isUnknown)?.expression;
  if (!isSure && doubt === undefined) return undefined;
  if (protection.kind === 'public') return 'pass';
  const subject = stageSubject(route, stage);
  if (!isSure && doubt !== undefined) return unknown(subject, doubt);
  if (protection.kind === 'unknown') return unknown(subject, protection.why);
  return fail(subject, `demands ${protectionWord(protection)}, which no preflight request carries`);
}
