import { GatewayError, type Problem } from '../errors';
import type { Access, LockOf, PlannedApi } from '../openapi';
import type { ApiOptions, Authorization } from './api-options';
import { AppAuthentication } from './app-authentication';
import type { Backend } from './backend';
import type { GatewayApi } from './gateway-api';
import type { JwtAuthorizer } from './jwt-authorization';
import { appAuthentication, backend } from './members';
import { loadOpenApi, type OpenApiDocument } from './open-api-document';
import { anything, checkProps, listOf, literal, type MembersOf, mapOf, oneOf, security } from './props';
import { PublicAccess } from './public-access';

/** What an OpenAPI document does not say, or says in other words. Operations are named like `GET /orders/{orderId}`. */
export interface OpenApiOptions {
  /** What stands for the document's security schemes, by their names. An operation for which nothing does is refused. */
  readonly security?: Readonly<Record<string, JwtAuthorizer | AppAuthentication>>;
  /**
   * App authentication, where the document demands it by `x-aliyun-apigateway-auth-type: APP` or by a scheme for the
   * header `X-Ca-Key`: alone, or as a second lock beside a token.
   * @default AppAuthentication.of() - no app may call until it is authorized elsewhere
   */
  readonly app?: AppAuthentication;
  /** Why anybody may call, for each operation that demands nothing of its callers. @default - such are refused */
  readonly public?: Readonly<Record<string, string>>;
  /** The only operations that become APIs: names, or globs over them such as `* /orders/**`. @default - all */
  readonly only?: readonly string[];
  /** Operations that become none: names, or globs over them. @default - none */
  readonly except?: readonly string[];
  /** What stands in place of what the document says of an operation. An `authorization` here decides. */
  readonly overrides?: Readonly<Record<string, Partial<ApiOptions>>>;
  /** Where all of them send their requests. @default - the group's */
  readonly backend?: Backend;
  /** What the document's servers are taken to have for a path. @default - what they say; it must be the group's */
  readonly basePath?: string;
  /**
   * Whether what a gateway cannot keep (a list, a cookie, a scope, the fields of a multipart body) is refused, or a
   * warning at synthesis. Each is told with its JSON pointer.
   * @default 'error'
   */
  readonly unsupported?: 'error' | 'warn';
}

/** The group that APIs are added to. */
interface OpenApiTarget {
  readonly place: string;
  readonly basePath: string;
  readonly addApi: (route: string, options: ApiOptions) => GatewayApi;
  readonly warn: (text: string) => void;
}

/** Declares the APIs of a document: `ApiGroup.addOpenApi`. */
export function addOpenApi(
  source: OpenApiDocument | object | string,
  options: OpenApiOptions,
  target: OpenApiTarget,
): readonly GatewayApi[] {
  checkProps<OpenApiOptions>(options, OPEN_API_OPTIONS, { place: target.place });
  const openapi = loadOpenApi();
  const document = openapi.OpenApiDocument.of(source);
  const { overrides = {}, security = {}, unsupported = 'error' } = options;
  checkSecurity(security, target.place);
  const plan = openapi.planApis(document, {
    lockOf: locksOf(security),
    publicReasons: options.public,
    only: options.only,
    except: options.except,
    overridden: new Map(
      Object.entries(overrides).map(([key, each]) => [
        key,
        { hasAuthorization: each.authorization !== undefined },
      ]),
    ),
    basePath: target.basePath,
    documentBasePath: options.basePath,
  });
  const place = `${target.place}, ${document.place}`;
  refuse('openapi-undecided', plan.problems, 'leaves open what it has to say', place);
  if (unsupported === 'error')
    refuse(
      'openapi-unsupported',
      plan.losses,
      'says what a gateway cannot keep',
      place,
      "say unsupported: 'warn' to go without",
    );
  else for (const { message, path } of plan.losses) target.warn(`${document.place}: ${path} ${message}`);
  return plan.apis.map((api) => target.addApi(routeTextOf(api), optionsOf(api, options)));
}

function refuse(
  code: 'openapi-undecided' | 'openapi-unsupported',
  problems: readonly Problem[],
  text: string,
  place: string,
  hint?: string,
): void {
  if (problems.length > 0) throw new GatewayError(code, text, { place, problems, hint });
}

/** Code without types could give public access, or nothing, for a scheme that demands something. */
function checkSecurity(security: NonNullable<OpenApiOptions['security']>, place: string): void {
  for (const [name, authorization] of Object.entries(security))
    if (authorization?.kind !== 'jwt' && authorization?.kind !== 'app')
      throw new GatewayError('authorization-missing', `security: ${name} is neither a token nor an app`, {
        place,
        hint: 'give it a JwtAuthorization or an AppAuthentication; for one operation, say public or overrides',
      });
}

function locksOf(security: NonNullable<OpenApiOptions['security']>): LockOf {
  const ids = new Map([...new Set(Object.values(security))].map((each, index) => [each, String(index)]));
  return (scheme) => {
    const given = Object.hasOwn(security, scheme) ? security[scheme] : undefined;
    if (given === undefined) return undefined;
    const demandsScopes = given.kind === 'jwt' && given.requiringScopes !== undefined;
    return { id: ids.get(given) ?? '', kind: given.kind, demandsScopes };
  };
}

function routeTextOf({ operation: { route } }: PlannedApi): string {
  return `${route.method} ${route.path}`;
}

function optionsOf({ access, operation, override }: PlannedApi, options: OpenApiOptions): ApiOptions {
  const own = override === undefined ? {} : options.overrides?.[override];
  return {
    ...(options.backend === undefined ? {} : { backend: options.backend }),
    ...operation.settings,
    ...(access === undefined ? {} : locksIn(access, options)),
    // What is undefined says nothing: it must not take away the lock that the document demands.
    ...Object.fromEntries(Object.entries(own ?? {}).filter(([, value]) => value !== undefined)),
  };
}

function locksIn(access: Access, { app: own = AppAuthentication.of(), security = {} }: OpenApiOptions) {
  if (access.kind === 'public') return { authorization: PublicAccess.because(access.reason) };
  const app = access.app === false ? undefined : access.app === true ? own : appIn(security[access.app]);
  const token = access.token === undefined ? undefined : withScopes(security[access.token], access.scopes);
  const [authorization, secondLock] = token === undefined ? [app, undefined] : [token, app];
  return {
    ...(authorization === undefined ? {} : { authorization }),
    ...(secondLock === undefined ? {} : { secondLock }),
  };
}

function appIn(authorization: JwtAuthorizer | AppAuthentication | undefined): AppAuthentication | undefined {
  return authorization?.kind === 'app' ? authorization : undefined;
}

/** Scopes of an authorization that cannot demand them were reported before. */
function withScopes(
  authorization: JwtAuthorizer | AppAuthentication | undefined,
  scopes: readonly string[],
): Authorization | undefined {
  if (authorization?.kind !== 'jwt' || scopes.length === 0) return authorization;
  return authorization.requiringScopes?.(scopes) ?? authorization;
}

const OPEN_API_OPTIONS: MembersOf<OpenApiOptions> = {
  // What each name stands for is looked at by what reads the document.
  security: security(mapOf(anything)),
  app: security(appAuthentication),
  public: security(mapOf(literal)),
  only: security(listOf(literal)),
  except: security(listOf(literal)),
  // What is undefined in one says nothing.
  overrides: security(mapOf(anything)),
  backend: security(backend),
  basePath: literal,
  unsupported: oneOf(['error', 'warn']),
};
