import { isJsonObject, type JsonValue, memberOf } from '../json';
import {
  findJwtLock,
  findTokenPlace,
  type GatewayPlugin,
  parameterMappingOf,
  type RouteBinding,
  type TokenPlace,
} from '../model';
import { isUnknown, type Maybe, Unknown } from '../template';
import { boundType } from './bound-type';
import { EXAMPLE_POINT } from './example-plugin';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import { type PublishedStage, publishedStages } from './published-stages';
import type { Judgement, Rule } from './rule';
import { fail, stageSubject, unknown } from './subject';

const orders = (vary: string): string =>
  fragment(
    apiFragment({ authType: 'ANONYMOUS' }),
    deploymentFragment(),
    pluginFragment(
      'Customers',
      'jwtAuth',
      `{ parameter: Authorization, parameterLocation: header, jwk: { kid: a, alg: ES256, use: sig, ${EXAMPLE_POINT} } }`,
    ),
    bindingFragment('Customers'),
    pluginFragment('Cache', 'caching', `{ duration: 60${vary} }`),
    bindingFragment('Cache'),
  );

export const cachedAnswerForEveryCaller: Rule = Object.freeze<Rule>({
  id: 'cached-answer-for-every-caller',
  title: 'A caching plug-in keeps answers of a route that demands a token, whoever asks.',
  why: 'What was answered to one caller is answered to the next one, though its token says somebody else.',
  remediation:
    'Name the header of the token in varyByHeaders (its parameter in varyByParameters), or do not cache the route.',
  severity: 'warning',
  source:
    'https://help.aliyun.com/document_detail/103231.htm; https://www.rfc-editor.org/rfc/rfc9111#section-3.5',
  grade: 'doc',
  bad: orders(''),
  good: orders(', varyByHeaders: [Authorization]'),
  *check(model) {
    for (const each of publishedStages(model)) {
      const { method } = each.route;
      // The plug-in keeps answers to GET alone.
      if (method !== 'GET' && method !== 'ANY' && !isUnknown(method)) continue;
      for (const binding of each.stage.bindings) {
        const type = boundType(binding);
        if (type === 'caching') yield judgeCache(each, binding);
      }
    }
  },
});

function judgeCache(
  { protection, route, stage }: PublishedStage,
  { maybe, plugin }: RouteBinding,
): Judgement {
  const subject = stageSubject(route, stage);
  if (protection.kind === 'unknown') return unknown(subject, protection.why);
  const lock = findJwtLock(protection);
  if (lock === undefined) return 'not-applicable';
  if (isUnknown(plugin))
    return unknown(subject, `what plug-in ${plugin.expression} says stands outside the template`);
  const jwt = stage.bindings.map((each) => each.plugin).find(isJwt);
  const place = jwt?.jwtAuth && findTokenPlace(jwt.jwtAuth.model, parameterMappingOf(route));
  const varies = variesBy(plugin, place);
  if (isUnknown(varies)) return unknown(subject, `plug-in ${plugin.id}: ${varies.expression}`);
  const hasApp = protection.kind === 'locked' && protection.locks.some(({ kind }) => kind === 'app');
  if (varies.token || (varies.app && hasApp)) return 'pass';
  if (maybe !== undefined) return unknown(subject, maybe);
  return fail(subject, `plug-in ${plugin.id} keeps its answers, and does not tell tokens apart`);
}

function isJwt(plugin: GatewayPlugin | Unknown): plugin is GatewayPlugin {
  return !isUnknown(plugin) && plugin.type === 'jwtAuth';
}

interface Varies {
  readonly app: boolean;
  readonly token: boolean;
}

/** What of its caller a kept answer is kept for. */
function variesBy({ data, problem }: GatewayPlugin, place: Maybe<TokenPlace> | undefined): Maybe<Varies> {
  if (isUnknown(data) || !isJsonObject(data)) return new Unknown(problem ?? 'PluginData is no object');
  const app = memberOf(data, 'varyByApp') === true;
  if (place === undefined) return { app, token: false };
  if (isUnknown(place)) return new Unknown(`the place of the token is ${place.expression}`);
  const { location, name } = place;
  const headers = textsIn(memberOf(data, 'varyByHeaders')).map((each) => each.toLowerCase());
  const parameters = textsIn(memberOf(data, 'varyByParameters'));
  const isInHeader = location === 'header' && headers.includes(name.toLowerCase());
  const isInCookie = location === 'cookie' && headers.includes('cookie');
  return { app, token: isInHeader || isInCookie || parameters.includes(name) };
}

function textsIn(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
