import { isJsonObject, type JsonValue, memberOf } from '../../json';
import { followReference } from '../../template';
import type { Comparison, Difference } from '../comparing/comparison';
import { differencesAt } from '../judging/differences';
import { changeAt } from '../judging/draft';
import { type Detector, mirrored, STEPS } from '../judging/kind';
import { breaks, safe, stronger, weaker } from '../judging/verdict';
import type { StagePair } from '../pairing/pair-routes';

const [appAuthorized, appDeauthorized] = mirrored(
  { area: 'authentication', direction: 'added' },
  {
    id: 'app-authorized',
    title: 'More apps may call, or apps may call more APIs.',
    posture: 'weaker; neutral where no route asks for an app, or another Authorization says the same',
    callers: 'safe',
    why: 'Routes with app authentication let through the apps that are authorized for them.',
  },
  {
    id: 'app-deauthorized',
    title: 'Fewer apps may call, or apps may call fewer APIs.',
    posture: 'stronger; neutral where no route asks for an app, or another Authorization says the same',
    callers: 'break; safe where the posture is neutral',
    why: 'Calls of the app are refused.',
    avoid: STEPS.gone,
  },
);

const LISTS: Readonly<Record<string, string>> = { ApiIds: 'API', AppIds: 'app' };

export const authorizedApps: Detector = {
  kinds: [appAuthorized, appDeauthorized],
  *find(comparison) {
    for (const difference of authorizations(comparison))
      yield* appDraft(difference, 'its apps may call its APIs', comparison);
    for (const [list, word] of Object.entries(LISTS))
      for (const difference of differencesAt(comparison, 'Authorization', list)) {
        const [, , name] = difference.path;
        if (name !== undefined) yield* appDraft(difference, `${word} ${name}`, comparison);
      }
  },
};

/** Those that came or went as a whole. */
function authorizations({ differences }: Comparison): readonly Difference[] {
  return differences.filter(
    ({ path, type }) => type === 'ALIYUN::ApiGateway::Authorization' && path.length === 0,
  );
}

/** The stages of all routes for which an Authorization is; none where it is for an API that is not known. */
function routesOf({ sides }: Difference, { routeOf }: Comparison): readonly StagePair[] {
  const found = [sides.before?.instance, sides.after?.instance].flatMap((instance) => {
    if (instance === undefined) return [];
    const ids = instance.properties.ApiIds;
    const apis = Array.isArray(ids) ? ids : [null];
    return apis.map((id: JsonValue) => {
      const api = followReference(id, instance);
      return api.kind === 'resource' ? routeOf({ instance: api.resource }) : undefined;
    });
  });
  const stages = [...new Set(found)].flatMap((route) => route?.stages);
  return stages.includes(undefined) ? [] : stages.flatMap((stage) => stage ?? []);
}

function* appDraft(difference: Difference, words: string, comparison: Comparison) {
  const isMore = difference.before === undefined;
  const whole = difference.path.length === 0;
  const what = whole ? authorizationText(difference) : words;
  yield changeAt(isMore ? appAuthorized : appDeauthorized, difference, {
    message: isMore ? `authorizes ${what}` : `no longer authorizes ${what}`,
    posture: isMore ? weaker(`${what} may call`) : stronger(`${what} may no longer call`),
    callers: isMore ? safe('who could call still can') : breaks(`calls of ${what} are refused`),
    affects: routesOf(difference, comparison),
    ...(whole ? { before: undefined, after: undefined } : {}),
  });
}

/** `2 apps for 3 APIs` */
function authorizationText({ after, before }: Difference): string {
  const properties = memberOf(after ?? before, 'Properties');
  const count = (name: string, word: string) => {
    const list = memberOf(properties, name);
    if (!Array.isArray(list)) return isJsonObject(list) ? `${word}s that ROS knows` : `no ${word}`;
    return `${list.length} ${word}${list.length === 1 ? '' : 's'}`;
  };
  return `${count('AppIds', 'app')} for ${count('ApiIds', 'API')}`;
}
