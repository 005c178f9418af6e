import { type JsonValue, memberOf } from '../json';
import {
  findTokenPlace,
  type GatewayModel,
  type GatewayPlugin,
  type GatewayRoute,
  parameterMappingOf,
} from '../model';
import { isUnknown, type Maybe } from '../template';
import { fragment, pluginFragment } from './fragment';
import { pluginSettings } from './plugin-settings';
import type { Judgement, Rule } from './rule';
import { fail, routeSubject, type Subject, unknown } from './subject';

const customers = (data: string): string => fragment(pluginFragment('Customers', 'jwtAuth', `{ ${data} }`));

export const tokenInQueryString: Rule = Object.freeze<Rule>({
  id: 'token-in-query-string',
  title: 'A JWT plug-in reads the token from the query string.',
  why: 'Addresses end up in logs, histories and Referer headers, and the token with them.',
  remediation: 'Read it from a header: parameter: Authorization with parameterLocation: header.',
  severity: 'warning',
  source: 'https://www.rfc-editor.org/rfc/rfc6750#section-5.3',
  grade: 'doc',
  bad: customers('parameter: token, parameterLocation: query'),
  good: customers('parameter: Authorization, parameterLocation: header'),
  *check(model) {
    for (const { plugin, subject, value } of pluginSettings(model, 'jwtAuth', 'parameterLocation')) {
      if (value === undefined) yield declared(subject, plugin, routesOf(plugin, model));
      else yield placed(subject, value);
    }
  },
});

function placed(subject: Subject, location: Maybe<JsonValue>): Judgement {
  if (isUnknown(location)) return unknown(subject, location.expression);
  return location === 'query' ? fail(subject, 'parameterLocation is query') : 'pass';
}

function routesOf(plugin: GatewayPlugin, { routes }: GatewayModel): readonly GatewayRoute[] {
  return routes.filter(({ bindings }) => bindings.some((each) => each.plugin === plugin));
}

/** Without parameterLocation the token is in a parameter that each API declares. */
function declared(subject: Subject, { data }: GatewayPlugin, routes: readonly GatewayRoute[]): Judgement {
  const name = isUnknown(data) ? undefined : memberOf(data, 'parameter');
  if (typeof name !== 'string' || routes.length === 0) return 'not-applicable';
  let doubt: string | undefined;
  for (const route of routes) {
    const place = findTokenPlace({ parameter: name }, parameterMappingOf(route));
    const { subject: words } = routeSubject(route);
    if (isUnknown(place))
      doubt ??= `where ${words} declares the parameter ${name} is unknown: ${place.expression}`;
    else if (place?.location === 'query')
      return fail(subject, `reads the parameter ${name}, which ${words} declares in the query`);
  }
  return doubt === undefined ? 'pass' : unknown(subject, doubt);
}
