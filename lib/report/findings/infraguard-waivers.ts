import { groupBy } from '../../group-by';
import type { GatewayModel, GatewayRoute } from '../../model';
import { isUnknown, logicalIdOf } from '../../template';
import { asciiOnly } from '../../text';
import { pathBelow } from '../formats/template-path';
import type { FindingsOptions, FindingsReport } from './findings-report';

/** After so many days InfraGuard reports again, so that the proof is made again. */
const DAYS = 90;

/**
 * A `.infraguard/waivers.yaml` for what InfraGuard reports of APIs that a jwtAuth plug-in protects, because it reads
 * no plug-ins. An API is in it only when the template proves that every stage it is published to demands a token:
 * what is unknown, public or not published is left out.
 *
 * @see https://aliyun.github.io/infraguard/docs/user-guide/waivers
 */
export function renderInfraguardWaivers(
  { model }: Pick<FindingsReport, 'model'>,
  { base = '.', now = Date.now() }: Pick<FindingsOptions, 'base' | 'now'>,
): string {
  const expires = new Date(now + DAYS * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const entries = provenApis(model).flatMap((api) => entriesOf(api, { base, expires }));
  const heading = [
    '# What InfraGuard reports of APIs that a jwtAuth plug-in protects. Made by: jwt-gateway check --format infraguard',
    'version: 1',
  ];
  return [...heading, ...(entries.length === 0 ? ['waivers: []'] : ['waivers:', ...entries]), ''].join('\n');
}

/** All routes that one resource of a template makes: several where it has a `Count`. */
type Api = readonly [GatewayRoute, ...GatewayRoute[]];

function provenApis({ routes }: GatewayModel): Api[] {
  const apis = groupBy(routes, ({ origin, resource, stack }) =>
    JSON.stringify([origin.file, stack, logicalIdOf(resource)]),
  );
  return [...apis.values()].filter((api) => api.every(isProven) && !hasWildcard(api[0]));
}

/** InfraGuard looks into no nested stack. */
function isProven({ resource, stages }: GatewayRoute): boolean {
  return (
    resource.stack.parent === undefined &&
    stages.length > 0 &&
    stages.every((stage) => pluginsOf(stage).length > 0)
  );
}

/** The JWT plug-ins without whose token nobody gets through. */
function pluginsOf({ protection }: GatewayRoute['stages'][number]): string[] {
  if (protection.kind !== 'locked') return [];
  return protection.locks.flatMap((lock) => (lock.kind === 'jwt' ? [lock.plugin] : []));
}

/** Its globs have no escape, and an entry must not be for anything else. */
function hasWildcard({ origin, resource }: GatewayRoute): boolean {
  return /[*?]/.test(origin.file + logicalIdOf(resource));
}

function entriesOf(api: Api, { base, expires }: { base: string; expires: string }): string[] {
  const [{ authType, origin, resource }] = api;
  const plugins = [...new Set(api.flatMap(({ stages }) => stages.flatMap(pluginsOf)))].sort();
  const isAnonymous = !isUnknown(authType) && authType === 'ANONYMOUS';
  // The second rule reads nothing but AuthType, and reports ANONYMOUS only.
  const rules = ['api-gateway-api-auth-jwt', ...(isAnonymous ? ['api-gateway-api-auth-required'] : [])];
  return rules.flatMap((rule) => [
    `  - rule: ${rule}`,
    `    resource: ${text(logicalIdOf(resource))}`,
    `    files: [${text(pathBelow(base, origin.file))}]`,
    `    reason: ${text(`every published stage demands a token of jwtAuth plug-in ${plugins.join(', ')}`)}`,
    `    expires: ${expires}`,
    '    owner: jwt-gateway check',
  ]);
}

/** A text that is the same in JSON and in YAML, and plain ASCII. */
function text(value: string): string {
  return asciiOnly(JSON.stringify(value));
}
