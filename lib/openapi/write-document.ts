import type { Problem } from '../errors';
import { OPENAPI_EXTENSIONS } from '../facts';
import type { JsonObject, JsonValue } from '../json';
import { apiDefinitionOf, basePathOf, type GatewayModel, type GatewayRoute, type RouteStage } from '../model';
import { compareRoutes, createRoute, type Route } from '../route';
import { flagIn, isUnknown } from '../template';
import { bodyOf, parametersOf } from './write-parameters';
import { Schemes } from './write-security';

/** What becomes a document. */
export interface DocumentOptions {
  /** The stage whose routes and protection are written. */
  readonly stage: string;
  /** Only the group of this name or logical id. @default - all groups */
  readonly group?: string;
  /** @default - the names of the groups */
  readonly title?: string;
  /** The version of the API. @default - the name of the stage */
  readonly version?: string;
}

/** A document, and what of the gateway is not in it. */
export interface WrittenDocument {
  readonly document: JsonObject;
  /** Each with the logical id of its API. */
  readonly problems: readonly Problem[];
}

interface Exported {
  readonly api: GatewayRoute;
  readonly stage: RouteStage;
  readonly basePath: string;
  /** Below the base path. */
  readonly route: Route;
}

/**
 * An OpenAPI 3.1 document of what a gateway answers in one stage, with its security in effect. What is unknown is left
 * out and told: a document that says nothing of security would say that there is none.
 */
export function writeDocument(model: GatewayModel, options: DocumentOptions): WrittenDocument {
  const problems: Problem[] = model.problems.map(({ message, origin }) => ({
    path: String(origin),
    message,
  }));
  const exported = exportedRoutes(model, options, problems);
  const basePaths = [...new Set(exported.map(({ basePath }) => basePath))];
  const common = basePaths.length === 1 ? (basePaths[0] ?? '') : '';
  const schemes = new Schemes();
  const names = exported.map(({ api }) => api.name);
  const isOnly = ({ name }: GatewayRoute) => names.indexOf(name) === names.lastIndexOf(name);
  const paths = new Map<string, Map<string, JsonObject>>();
  for (const each of exported) {
    const path = templated((basePaths.length === 1 ? '' : each.basePath) + each.route.path);
    const item = paths.get(path) ?? new Map<string, JsonObject>();
    const method =
      each.route.method === 'ANY' ? OPENAPI_EXTENSIONS.anyMethod.value : each.route.method.toLowerCase();
    const written = operationOf(each, schemes, problems);
    // An operationId stands once in a document; two groups may each have an API of the name.
    const operation = written && isOnly(each.api) ? { ...nameOf(each.api), ...written } : written;
    if (item.has(method))
      problems.push({
        path: each.api.id,
        message: `${each.route.method} ${path} is left out: another API has it`,
      });
    else if (operation !== undefined) paths.set(path, item.set(method, operation));
  }
  const components = schemes.rendered;
  return {
    document: {
      openapi: '3.1.0',
      info: { title: options.title ?? titleOf(exported), version: options.version ?? options.stage },
      servers: serversOf(model, exported, common),
      paths: Object.fromEntries([...paths].map(([path, item]) => [path, Object.fromEntries(item)])),
      ...(Object.keys(components).length === 0 ? {} : { components: { securitySchemes: components } }),
    },
    problems,
  };
}

function exportedRoutes(model: GatewayModel, options: DocumentOptions, problems: Problem[]): Exported[] {
  const found: Exported[] = [];
  for (const api of model.routes.filter((each) => isOfGroup(each, options.group)))
    for (const stage of api.stages) {
      if (!isUnknown(stage.stage) && stage.stage !== options.stage) continue;
      const basePath = basePathOf(api);
      const why = whyLeftOut(api, stage);
      if (why !== undefined) problems.push({ path: api.id, message: `is left out: ${why}` });
      else if (isUnknown(basePath))
        problems.push({ path: api.id, message: `is left out: the base path is ${basePath.expression}` });
      else if (api.route !== undefined)
        found.push({ api, stage, basePath, route: createRoute(api.route.method, api.route.path) });
    }
  return found.sort(
    (a, b) =>
      compareTexts(a.basePath, b.basePath) ||
      compareRoutes(a.route, b.route) ||
      compareTexts(a.api.id, b.api.id),
  );
}

function isOfGroup({ group }: GatewayRoute, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  return !isUnknown(group) && (group.name === wanted || group.id === wanted);
}

function whyLeftOut(api: GatewayRoute, { maybe, protection, stage }: RouteStage): string | undefined {
  if (isUnknown(stage)) return `the stage is ${stage.expression}`;
  if (maybe !== undefined) return maybe;
  if (api.route === undefined) return api.problem ?? 'it is no route';
  if (api.route.method === 'CONNECT') return 'OpenAPI has no method CONNECT';
  return protection.kind === 'unknown' ? `who may call is unknown: ${protection.why}` : undefined;
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function templated(path: string): string {
  return path.replace(/\[([^\]]*)\]/g, '{$1}');
}

function titleOf(exported: readonly Exported[]): string {
  const names = exported.map(({ api: { group } }) => (isUnknown(group) ? undefined : group.name));
  const known = [...new Set(names.filter((name) => typeof name === 'string'))].sort();
  return known.length === 0 ? 'API' : known.join(', ');
}

/** The domains of the groups that are exported, or the base path alone. */
function serversOf({ domains }: GatewayModel, exported: readonly Exported[], basePath: string): JsonValue[] {
  const groups = new Set(exported.map(({ api }) => api.group));
  const names = domains.flatMap(({ existsIf, group, name }) =>
    groups.has(group) && typeof name === 'string' && existsIf.length === 0 ? [name] : [],
  );
  const urls = [...new Set(names)].sort().map((name) => `https://${name}${basePath}`);
  return (urls.length === 0 ? [basePath === '' ? '/' : basePath] : urls).map((url) => ({ url }));
}

function nameOf({ name }: GatewayRoute): JsonObject {
  return typeof name === 'string' ? { operationId: name } : {};
}

function operationOf(
  { api, route, stage }: Exported,
  schemes: Schemes,
  problems: Problem[],
): JsonObject | undefined {
  const lose = (message: string) => void problems.push({ path: api.id, message });
  const security = schemes.requirementsOf(api, stage.protection, lose);
  if (security === undefined) return undefined;
  const definition = apiDefinitionOf(api);
  const parameters = parametersOf(definition, route, lose);
  const requestBody = bodyOf(definition, route, lose);
  const app = stage.protection.kind === 'locked' && stage.protection.locks.some(({ kind }) => kind === 'app');
  return {
    ...(typeof api.description === 'string' && api.description !== '' ? { summary: api.description } : {}),
    // The vendor's own import takes APP and PASSTHROUGH where nothing is said.
    [OPENAPI_EXTENSIONS.authType.value]: app ? 'APP' : 'ANONYMOUS',
    ...(isUnknown(definition.requestMode)
      ? {}
      : { [OPENAPI_EXTENSIONS.parameterHandling.value]: definition.requestMode }),
    ...(flagIn(api.resource.properties.ForceNonceCheck, api.resource) === true
      ? { [OPENAPI_EXTENSIONS.forceNonceCheck.value]: true }
      : {}),
    security,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: { default: { description: 'What the backend answers, or an error of the gateway.' } },
  };
}
