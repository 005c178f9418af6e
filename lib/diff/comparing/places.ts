import type { JsonValue } from '../../json';
import {
  followReference,
  logicalIdOf,
  type Resource,
  type Stack,
  textIn,
  textOrExpression,
} from '../../template';
import type { Pair } from '../pairing/pair';
import type { PluginPair } from '../pairing/pair-plugins';
import type { Links, ResourcePair } from '../pairing/pair-resources';
import type { RoutePair, StagePair } from '../pairing/pair-routes';
import type { WrittenResource } from '../pairing/written-resource';
import type { Place } from './comparison';

/** Under which names things are reported. */
export interface Places {
  readonly ofResource: (pair: ResourcePair) => Place;
  readonly ofStack: (pair: Pair<Stack>) => Place;
  readonly ofPlugins: (pair: PluginPair) => Place;
  /** The route that a resource makes or publishes, that it is bound to, or that it lets apps call. */
  readonly routeOf: (resource: Pick<WrittenResource, 'instance'>) => RoutePair | undefined;
}

type Names = Pick<Place, 'subject' | 'route' | 'stage'>;

/** What names are made of. */
interface Named {
  readonly routes: readonly RoutePair[];
  readonly links: Links;
  readonly stackNames: ReadonlyMap<Stack, string>;
}

/** The names of everything that either gateway has. */
export function createPlaces(named: Named): Places {
  const { links, routes, stackNames } = named;
  const byApi = new Map(
    routes.flatMap((route) =>
      [route.before, route.after].flatMap((side) =>
        side === undefined ? [] : [[side.resource, route] as const],
      ),
    ),
  );
  const routeOf: Places['routeOf'] = ({ instance }) =>
    instance && (routeOfInstance(instance, { links, byApi }) ?? onlyRouteNamed(instance, byApi));
  return {
    routeOf,
    ofResource({ before, after }) {
      const shown = after ?? before;
      const stack = stackNames.get(shown?.stack as Stack) ?? '';
      return { ...nameOf(after ?? before, { links, byApi }), stack, logicalId: shown?.id ?? '' };
    },
    ofStack({ before, after }) {
      const stack = stackNames.get((after ?? before) as Stack) ?? '';
      return { subject: `stack ${stack}`, stack, logicalId: '', route: undefined, stage: undefined };
    },
    ofPlugins({ before, after, isSame }) {
      const stack = stackNames.get(after.resource.stack) ?? '';
      const subject = isSame ? `plug-in ${after.id}` : `plug-in ${before.id} → ${after.id}`;
      return { subject, stack, logicalId: logicalIdOf(after.resource), route: undefined, stage: undefined };
    },
  };
}

/** `GET /orders` */
export function routePlace(pair: RoutePair, { stackNames }: Pick<Named, 'stackNames'>): Place {
  const { after, before, name } = pair;
  const route = after ?? before;
  const stack = stackNames.get(route?.resource.stack as Stack) ?? '';
  return { subject: name, stack, logicalId: route?.id ?? '', route: name, stage: undefined };
}

/** `GET /orders RELEASE` */
export function stagePlace({ name, route }: StagePair, named: Pick<Named, 'stackNames'>): Place {
  return { ...routePlace(route, named), subject: `${route.name} ${name}`, stage: name };
}

interface Sources {
  readonly links: Links;
  readonly byApi: ReadonlyMap<Resource, RoutePair>;
}

/** What people call the resources of the service, by the last part of their type. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['CustomDomain', 'domain'],
  ['Deployment', 'deployment'],
  ['Group', 'group'],
  ['Plugin', 'plug-in'],
  ['PluginAttachment', 'binding'],
]);

function routeOfInstance(instance: Resource, { byApi, links }: Sources): RoutePair | undefined {
  const api = links.get(instance)?.api;
  return byApi.get(instance) ?? (api?.kind === 'resource' ? byApi.get(api.resource) : undefined);
}

/** The route whose API is the only one that a resource names in ApiIds: it authorizes an app for it, say. */
function onlyRouteNamed(instance: Resource, byApi: Sources['byApi']): RoutePair | undefined {
  const ids = instance.properties.ApiIds;
  const [only, second] = Array.isArray(ids) ? (ids as readonly JsonValue[]) : [];
  if (only === undefined || second !== undefined) return undefined;
  const api = followReference(only, instance);
  return api.kind === 'resource' ? byApi.get(api.resource) : undefined;
}

function nameOf(resource: WrittenResource | undefined, sources: Sources): Names {
  const { byApi, links } = sources;
  const { id = '', instance, type = '' } = resource ?? {};
  const own = instance && byApi.get(instance);
  if (own !== undefined) return { subject: own.name, route: own.name, stage: undefined };
  const link = instance && links.get(instance);
  const route = instance && routeOfInstance(instance, sources)?.name;
  const short = type.replace(/^ALIYUN::ApiGateway::/, '') || 'resource';
  const domain =
    type.endsWith('::CustomDomain') && instance
      ? textIn(instance.properties.DomainName, instance)
      : undefined;
  return {
    subject: `${WORDS.get(short) ?? short} ${domain === undefined ? id : textOrExpression(domain)}`,
    route,
    stage: link && textOrExpression(link.stage),
  };
}
