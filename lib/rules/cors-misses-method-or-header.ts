import { SOURCES } from '../facts';
import { isJsonObject, type JsonValue, memberOf } from '../json';
import { findTokenPlace, type GatewayPlugin, type GatewayRoute, parameterMappingOf } from '../model';
import { isUnknown, type Unknown } from '../template';
import { boundType } from './bound-type';
import { EXAMPLE_POINT } from './example-plugin';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import { type PublishedStage, publishedStages } from './published-stages';
import type { Rule } from './rule';
import { fail, stageSubject, unknown } from './subject';

const orders = (cors: string): string =>
  fragment(
    apiFragment({ authType: 'ANONYMOUS', method: 'DELETE' }),
    deploymentFragment(),
    pluginFragment(
      'Customers',
      'jwtAuth',
      `{ parameter: Authorization, parameterLocation: header, jwk: { kid: a, alg: ES256, use: sig, ${EXAMPLE_POINT} } }`,
    ),
    bindingFragment('Customers'),
    pluginFragment('Browsers', 'cors', `{ allowOrigins: 'https://shop.example.com', ${cors} }`),
    bindingFragment('Browsers'),
  );

export const corsMissesMethodOrHeader: Rule = Object.freeze<Rule>({
  id: 'cors-misses-method-or-header',
  title: 'A CORS plug-in does not allow the method of a route, or the header of its token.',
  why: 'Browsers then refuse to send the request: the page that the plug-in is for cannot call the route. A "*" in allowHeaders does not stand for Authorization.',
  remediation: 'Name the method in allowMethods, and the header of the token in allowHeaders.',
  severity: 'warning',
  source: `https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name; ${SOURCES.cors}`,
  grade: 'doc',
  bad: orders("allowMethods: 'GET,POST', allowHeaders: '*'"),
  good: orders("allowMethods: 'GET,DELETE', allowHeaders: Authorization"),
  *check(model) {
    for (const each of publishedStages(model)) {
      // The preflight itself is what the plug-in answers.
      if (each.route.method === 'OPTIONS') continue;
      for (const binding of each.stage.bindings) {
        const { maybe, plugin } = binding;
        if (boundType(binding) !== 'cors' || isUnknown(plugin)) continue;
        const found = missesOf(plugin, each);
        const subject = stageSubject(each.route, each.stage);
        if (typeof found === 'string') yield unknown(subject, `plug-in ${plugin.id}: ${found}`);
        else if (found.length === 0) yield 'pass';
        else if (maybe !== undefined) yield unknown(subject, maybe);
        else yield fail(subject, `plug-in ${plugin.id} ${found.join(', and ')}`);
      }
    }
  },
});

/** What a plug-in does not allow of a route; a text where that cannot be told. */
function missesOf(
  { data, problem }: GatewayPlugin,
  { route, stage }: PublishedStage,
): readonly string[] | string {
  if (isUnknown(data) || !isJsonObject(data)) return problem ?? 'PluginData is no object';
  const { method } = route;
  if (isUnknown(method)) return `the method is ${method.expression}`;
  const methods = itemsOf(memberOf(data, 'allowMethods'));
  const headers = itemsOf(memberOf(data, 'allowHeaders'))?.map((each) => each.toLowerCase());
  // What the service allows where a list is not given is not documented.
  const misses: string[] = [];
  if (methods !== undefined && !isMethodAllowed(method, methods))
    misses.push(`does not allow the method ${method}`);
  for (const header of tokenHeadersOf(route, stage)) {
    if (isUnknown(header)) return `the place of the token is ${header.expression}`;
    const isAllowed =
      headers?.includes(header.toLowerCase()) || (headers?.includes('*') && !isNoWildcard(header));
    if (headers !== undefined && !isAllowed) misses.push(`does not allow the header ${header}`);
  }
  return misses;
}

/** Lists are texts with commas. */
function itemsOf(value: JsonValue | undefined): readonly string[] | undefined {
  return typeof value === 'string' ? value.split(',').map((each) => each.trim()) : undefined;
}

/** Browsers ask for no leave for these. */
const SAFELISTED: readonly string[] = ['GET', 'HEAD', 'POST'];

function isMethodAllowed(method: string, allowed: readonly string[]): boolean {
  if (allowed.includes('*') || SAFELISTED.includes(method)) return true;
  // Of ANY nobody knows which methods the page uses.
  return method === 'ANY' || allowed.some((each) => each.toUpperCase() === method);
}

/** The one header that Fetch lets no wildcard stand for. */
function isNoWildcard(header: string): boolean {
  return header.toLowerCase() === 'authorization';
}

function tokenHeadersOf(
  route: GatewayRoute,
  { bindings }: PublishedStage['stage'],
): readonly (string | Unknown)[] {
  const headers: (string | Unknown)[] = [];
  for (const { plugin } of bindings) {
    if (isUnknown(plugin) || plugin.jwtAuth === undefined) continue;
    const place = findTokenPlace(plugin.jwtAuth.model, parameterMappingOf(route));
    if (isUnknown(place)) headers.push(place);
    else if (place?.location === 'header') headers.push(place.name);
  }
  return headers;
}
