import { GatewayError } from '../../errors';
import { basePathOf, type GatewayModel } from '../../model';
import { comparePrecedence, coversPath, createRoute, type Route } from '../../route';
import { isUnknown, keyOf } from '../../template';
import type { OpenApiDocument } from '../document';
import type { ApiOperation } from '../operation';
import { readOperations } from '../read-operations';
import { compareParameters } from './compare-parameters';
import { compareSecurity } from './compare-security';
import {
  type Difference,
  fails,
  ofOperation,
  ofRoute,
  open,
  type PlacedOperation,
  type PublishedRoute,
  wordsOf,
} from './comparison';

/** What is compared with what. */
export interface CompareOptions {
  /** @default - every stage that something is published to */
  readonly stage?: string;
  /** What the servers of the document are taken to have for a path. @default - what they say */
  readonly basePath?: string;
}

/**
 * Everything in which a gateway differs from its document, in the order of the document and then of the template.
 *
 * @throws GatewayError `openapi-invalid` for a document that cannot be read
 */
export function compareGateway(
  document: OpenApiDocument,
  model: GatewayModel,
  options: CompareOptions,
): Difference[] {
  const { open: unplaced, placed } = placedOperations(document, options);
  const { open: unread, routes } = publishedRoutes(model, options);
  const pairs = placed.map((operation) => ({ operation, answers: answering(operation, routes) }));
  return [
    ...unplaced,
    ...pairs.flatMap(({ answers, operation }) =>
      comparePair(operation, answers, {
        hasUnread: unread.length > 0,
        routes,
        stage: options.stage ?? 'any stage',
      }),
    ),
    ...routes
      .filter((each) => !placed.some(({ route }) => documents(route, each.route)))
      .map((each) => undocumented(each, pairs)),
    ...unread,
  ];
}

/** The side that operations are looked for on. */
interface Gateway {
  readonly routes: readonly PublishedRoute[];
  /** Whether there is something that could not be read, which may be what is missing. */
  readonly hasUnread: boolean;
  /** Where nothing is published, in words. */
  readonly stage: string;
}

interface Pair {
  readonly operation: PlacedOperation;
  readonly answers: readonly PublishedRoute[];
}

function placedOperations(document: OpenApiDocument, { basePath }: CompareOptions) {
  const placed: PlacedOperation[] = [];
  const undecided: Difference[] = [];
  for (const operation of readOperations(document)) {
    const base = basePath === undefined ? operation.basePath : basePath.replace(/(?<!\/)\/+$/, '');
    const route =
      base === undefined ? undefined : routeFor(operation.route.method, base + operation.route.path);
    if (route !== undefined) placed.push({ operation, route });
    else
      undecided.push(
        ofOperation(
          { operation, route: operation.route },
          open('openapi-operation-missing', whyUnplaced(operation)),
        ),
      );
  }
  return { placed, open: undecided };
}

function whyUnplaced({ basePath }: ApiOperation): string {
  return basePath === undefined
    ? 'its servers have several base paths: say which one is meant'
    : `the base path ${basePath} of its server is no path of a gateway`;
}

function routeFor(method: string, path: string): Route | undefined {
  try {
    return createRoute(method, path);
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return undefined;
    throw error;
  }
}

function publishedRoutes(model: GatewayModel, { stage: wanted }: CompareOptions) {
  const routes: PublishedRoute[] = [];
  const unread: Difference[] = [];
  for (const api of model.routes)
    for (const stage of api.stages) {
      if (wanted !== undefined && !isUnknown(stage.stage) && stage.stage !== wanted) continue;
      const base = basePathOf(api);
      const route =
        api.route === undefined || isUnknown(base)
          ? undefined
          : routeFor(api.route.method, base + api.route.path);
      const doubt =
        stage.maybe ??
        (isUnknown(stage.stage) && wanted !== undefined
          ? `the stage is ${stage.stage.expression}`
          : undefined);
      if (route !== undefined && doubt === undefined) routes.push({ api, stage, route });
      else unread.push(unreadRoute(api, stage, doubt ?? api.problem ?? 'the base path is unknown'));
    }
  return { routes, open: unread };
}

function unreadRoute(
  api: PublishedRoute['api'],
  { stage }: PublishedRoute['stage'],
  why: string,
): Difference {
  const name = `${wordsOf(api.method)} ${wordsOf(api.path)}`;
  const [origin, logicalId, stack] = [api.origin, api.id, api.stack];
  const statement = open('openapi-operation-undocumented', why);
  return {
    ...statement,
    subject: `${name} ${wordsOf(stage)}`,
    origin,
    logicalId,
    stack,
    route: name,
    stage: wordsOf(stage),
  };
}

/** Whether every request of the route is one that the document has. */
function documents(operation: Route, route: Route): boolean {
  return (operation.method === 'ANY' || operation.method === route.method) && coversPath(operation, route);
}

/** The routes that take the requests of an operation; several where stages, groups or domains part them. */
function answering({ route }: PlacedOperation, routes: readonly PublishedRoute[]): readonly PublishedRoute[] {
  const taking = routes.filter((each) => documents(each.route, route));
  return taking.filter((each) =>
    taking.every(
      (other) =>
        keyOf(other.stage.stage) !== keyOf(each.stage.stage) ||
        comparePrecedence(each.route, other.route) <= 0,
    ),
  );
}

function comparePair(
  placed: PlacedOperation,
  answers: readonly PublishedRoute[],
  { hasUnread, routes, stage }: Gateway,
): Difference[] {
  const { operation } = placed;
  const kept = operation.losses.map(({ message, path }) =>
    ofOperation(placed, fails('openapi-not-kept', message, path)),
  );
  const stages = [...new Set(routes.map(({ stage }) => wordsOf(stage.stage)))];
  const missingIn = stages.filter((name) => !answers.some(({ stage }) => wordsOf(stage.stage) === name));
  const missing = stages.length === 0 ? [stage] : missingIn;
  const say = hasUnread ? open : fails;
  return [
    ...missing.map((name) =>
      ofOperation(placed, say('openapi-operation-missing', `no route takes it in ${name}`)),
    ),
    ...answers.flatMap((each) =>
      [...compareSecurity(operation, each), ...compareParameters(operation, each)].map((statement) =>
        ofRoute(each, statement),
      ),
    ),
    ...kept,
  ];
}

function undocumented(route: PublishedRoute, pairs: readonly Pair[]): Difference {
  const known = pairs
    .filter(({ answers }) => answers.includes(route))
    .map(({ operation }) => operation.operation.name);
  const who = route.stage.protection.kind === 'public' ? '; anybody may call it' : '';
  const message =
    known.length === 0
      ? 'the document does not have it'
      : `of what it takes, the document has ${known.join(', ')} only`;
  return ofRoute(route, fails('openapi-operation-undocumented', message + who));
}
