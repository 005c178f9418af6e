import { GatewayError, type Problem } from '../errors';
import { matchesGlob } from '../glob';
import { type Access, decideAccess, type LockOf } from './decide-access';
import type { OpenApiDocument } from './document';
import type { ApiOperation } from './operation';
import { readOperations, withoutFinalSlash } from './read-operations';

/** Which operations become APIs, and what the author of the gateway has decided about them. */
export interface PlanOptions {
  readonly lockOf: LockOf;
  /** By route, why anybody may call an operation that demands nothing. */
  readonly publicReasons?: Readonly<Record<string, string>>;
  /** Only these: routes or globs over them, such as `GET /orders/**`. @default - all */
  readonly only?: readonly string[];
  /** All but these. @default - none */
  readonly except?: readonly string[];
  /** Routes that are named elsewhere, and whether something else says who may call. */
  readonly overridden?: ReadonlyMap<string, { readonly hasAuthorization: boolean }>;
  /** The base path of the group. @default - that of the document, which then has to be one */
  readonly basePath?: string;
  /** What the servers of the document are taken to have for a path. @default - what they say */
  readonly documentBasePath?: string;
}

/** An operation that becomes an API. */
export interface PlannedApi {
  readonly operation: ApiOperation;
  /** `undefined` where an override decides. */
  readonly access: Access | undefined;
  /** The key under which an override names it. */
  readonly override: string | undefined;
}

/** What is to be declared, and what stands against it. */
export interface ApiPlan {
  /** In the order of their routes. */
  readonly apis: readonly PlannedApi[];
  readonly basePath: string;
  /** What the author has to decide first. */
  readonly problems: readonly Problem[];
  /** What a gateway does not keep of the document. */
  readonly losses: readonly Problem[];
}

/**
 * Plans the APIs of a document.
 *
 * @throws GatewayError `openapi-invalid` for what cannot be read, or `usage` for a key that names no operation
 */
export function planApis(document: OpenApiDocument, options: PlanOptions): ApiPlan {
  const all = readOperations(document).map((operation) => withBasePath(operation, options));
  const names = new Names(document, all);
  const chosen = chosenBy(options, names, all);
  const reasons = new Map(
    Object.entries(options.publicReasons ?? {}).map(([key, reason]) => [names.one(key, 'public'), reason]),
  );
  const overrides = new Map(
    [...(options.overridden ?? [])].map(([key, override]) => [
      names.one(key, 'overrides'),
      { key, ...override },
    ]),
  );
  const unused = [...reasons.keys(), ...overrides.keys()].filter((each) => !chosen.includes(each));
  const basePath = withoutFinalSlash(options.basePath ?? usualBasePath(chosen));
  const problems: Problem[] = unused.map((each) => ({
    path: each.pointer,
    message: `${each.name} is left out, but something is said of it`,
  }));
  const losses: Problem[] = [];
  const apis = chosen.map((operation): PlannedApi => {
    problems.push(...basePathProblems(operation, basePath));
    losses.push(...operation.losses);
    const override = overrides.get(operation);
    const reason = reasons.get(operation);
    if (override?.hasAuthorization === true) {
      if (reason !== undefined) problems.push(bothSaid(operation));
      return { operation, access: undefined, override: override.key };
    }
    const decision = decideAccess(operation, options.lockOf, reason);
    problems.push(...decision.problems);
    losses.push(...decision.losses);
    return { operation, access: decision.access, override: override?.key };
  });
  return { apis, basePath: basePath === '' ? '/' : basePath, problems, losses };
}

function bothSaid({ name, pointer }: ApiOperation): Problem {
  return { path: pointer, message: `${name} is called public, and its override says who may call` };
}

function withBasePath(operation: ApiOperation, { documentBasePath }: PlanOptions): ApiOperation {
  return documentBasePath === undefined
    ? operation
    : { ...operation, basePath: withoutFinalSlash(documentBasePath) };
}

/** The base path that most operations have: the others lie outside of the group. */
function usualBasePath(operations: readonly ApiOperation[]): string {
  const counts = new Map<string, number>();
  for (const { basePath = '' } of operations) counts.set(basePath, (counts.get(basePath) ?? 0) + 1);
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return first?.[0] ?? '';
}

function basePathProblems({ basePath, name, pointer }: ApiOperation, own: string): Problem[] {
  if (basePath === own) return [];
  const written =
    basePath === undefined ? 'several base paths' : `the base path ${basePath === '' ? '/' : basePath}`;
  return [
    {
      path: pointer,
      message: `${name} has ${written} at its servers, the group has ${own === '' ? '/' : own}`,
    },
  ];
}

function chosenBy(
  { except = [], only }: PlanOptions,
  names: Names,
  all: readonly ApiOperation[],
): ApiOperation[] {
  const wanted = only === undefined ? undefined : new Set(only.flatMap((glob) => names.some(glob, 'only')));
  const unwanted = new Set(except.flatMap((glob) => names.some(glob, 'except')));
  return all.filter((each) => (wanted === undefined || wanted.has(each)) && !unwanted.has(each));
}

/** Finds operations by what people call them: path parameters in braces, or in square brackets. */
class Names {
  readonly #place: string;
  readonly #operations: readonly ApiOperation[];

  constructor({ place }: OpenApiDocument, operations: readonly ApiOperation[]) {
    this.#place = place;
    this.#operations = operations;
  }

  one(key: string, what: string): ApiOperation {
    const text = braced(key);
    const found = this.#operations.find(({ name }) => braced(name) === text);
    if (found === undefined) throw this.#refusal(key, what);
    return found;
  }

  some(glob: string, what: string): ApiOperation[] {
    const text = braced(glob);
    // `*` stands for any method or segment; a method alone is told apart from a path by its missing slash.
    const found = this.#operations.filter(
      ({ name }) => braced(name) === text || matchesGlob(text, braced(name)),
    );
    if (found.length === 0) throw this.#refusal(glob, what);
    return found;
  }

  #refusal(key: string, what: string): GatewayError {
    return new GatewayError(
      'usage',
      `names ${JSON.stringify(key)}, which is no operation of ${this.#place}`,
      {
        place: what,
        hint: "an operation is named like 'GET /orders/{orderId}'",
      },
    );
  }
}

function braced(name: string): string {
  return name.replaceAll('[', '{').replaceAll(']', '}');
}
