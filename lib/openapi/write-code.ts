import { GatewayError } from '../errors';
import { APP_KEY_HEADER } from '../facts';
import {
  access,
  type Code,
  CodePrinter,
  call,
  comment,
  importLines,
  key,
  list,
  object,
  optionalText,
  PACKAGE,
  PARAMETER_FUNCTIONS,
  text,
} from '../source-code';
import { type Access, type GivenLock, isAppScheme, type LockOf } from './decide-access';
import type { OpenApiDocument } from './document';
import type { ApiSettings, OperationParameter, SecurityScheme } from './operation';
import type { ApiPlan, PlannedApi } from './plan-apis';
import { shortText } from './read-parameters';
import { readSecurityContext } from './read-security';

/** The name under which app authentication is handed to the code, where no scheme of the document has it. */
const APP = 'app';

/**
 * The APIs of a plan as a TypeScript file that exports `declareApis(group, security)`.
 *
 * @param plan without problems: every API has an access
 */
export function writeCode(document: OpenApiDocument, plan: ApiPlan): string {
  const printer = new CodePrinter();
  const schemes = readSecurityContext(document.root).schemes;
  const names = appNamesOf(schemes);
  const needed = membersOf(plan, schemes, names);
  const calls = plan.apis.map((api) => printer.statement(callOf(api, names.app), 2));
  const parameter = needed.length === 0 ? '' : ', security: Security';
  const functionLines = [
    `/** Declares the APIs of ${titleOf(document)}. The base path of the group has to be ${comment(plan.basePath)}. */`,
    `export function declareApis(group: Group${parameter}): void {`,
    ...calls,
    '}',
    '',
  ];
  return [importsOf(plan, needed, printer), GROUP, ...interfaceOf(needed), functionLines.join('\n')].join(
    '\n',
  );
}

/** A function and not a method, of which the compiler would take one that demands a backend, too. */
const GROUP = `/** A group that says where its APIs send their requests. */
interface Group {
  readonly addApi: (
    route: string,
    options: ApiOptions & { readonly authorization: Authorization },
  ) => unknown;
}
`;

interface Member {
  readonly name: string;
  readonly type: 'AppAuthentication' | 'JwtAuthorization' | 'JwtAuthorizer';
  readonly words: string;
}

/** A scheme of the document may be called as the member for app authentication is. */
function appNamesOf(schemes: ReadonlyMap<string, SecurityScheme>): { readonly app: string } {
  const isTaken = (name: string) => {
    const scheme = schemes.get(name);
    return scheme !== undefined && !isAppScheme(scheme);
  };
  let app = APP;
  while (isTaken(app)) app += '_';
  return { app };
}

function membersOf(
  { apis }: ApiPlan,
  schemes: ReadonlyMap<string, SecurityScheme>,
  { app }: { readonly app: string },
): Member[] {
  const locked = apis.flatMap(({ access: each }) => (each?.kind === 'locked' ? [each] : []));
  const tokens = [...new Set(locked.flatMap(({ token }) => token ?? []))].sort();
  // Not every authorizer can demand scopes.
  const scoped = new Set(locked.flatMap(({ scopes, token }) => (scopes.length > 0 ? (token ?? []) : [])));
  const members = tokens.map(
    (name): Member => ({
      name,
      type: scoped.has(name) ? 'JwtAuthorization' : 'JwtAuthorizer',
      words: schemes.get(name)?.words ?? name,
    }),
  );
  if (locked.every((each) => each.app === false)) return members;
  return [
    ...members,
    { name: app, type: 'AppAuthentication', words: `app authentication, in header ${APP_KEY_HEADER.value}` },
  ];
}

function importsOf({ apis }: ApiPlan, members: readonly Member[], printer: CodePrinter): string {
  const isPublic = apis.some(({ access: each }) => each?.kind === 'public');
  const hasParameters = apis.some(({ operation }) => operation.settings.parameters !== undefined);
  const types = new Set(['ApiOptions', 'Authorization', ...members.map(({ type }) => type)]);
  const values = [...(isPublic ? ['PublicAccess'] : []), ...(hasParameters ? ['RequestParameter'] : [])];
  return importLines({ types: [...types], values }, PACKAGE, printer);
}

function interfaceOf(members: readonly Member[]): string[] {
  if (members.length === 0) return [];
  const lines = members.flatMap(({ name, type, words }) => [
    `  /** ${comment(words)} */`,
    `  readonly ${key(name)}: ${type};`,
  ]);
  return [
    [
      "/** What stands for the document's security schemes. */",
      'export interface Security {',
      ...lines,
      '}',
      '',
    ].join('\n'),
  ];
}

function titleOf({ root }: OpenApiDocument): string {
  const info = root.member('info');
  const title = shortText(info?.text('title')) ?? 'an OpenAPI document';
  const version = info?.member('version')?.value;
  return comment(typeof version === 'string' && version !== '' ? `${title}, version ${version}` : title);
}

function callOf({ access: decided, operation: { route, settings } }: PlannedApi, app: string): Code {
  return call('group.addApi', text(`${route.method} ${route.path}`), optionsOf(settings, decided, app));
}

function optionsOf(settings: ApiSettings, decided: Access | undefined, app: string): Code {
  const {
    body,
    constantParameters,
    description,
    errorCodeSamples,
    forceNonceCheck,
    parameters,
    requestMode,
    systemParameters,
  } = settings;
  return object({
    description: maybe(description),
    ...locksOf(decided, app),
    requestMode: maybe(requestMode),
    body: maybe(body),
    forceNonceCheck: forceNonceCheck === undefined ? undefined : 'true',
    parameters: parameters && list(parameters.map(parameterOf)),
    constantParameters: constantParameters && list(constantParameters.map(plainObject)),
    systemParameters: systemParameters && list(systemParameters.map(plainObject)),
    errorCodeSamples: errorCodeSamples && list(errorCodeSamples.map(plainObject)),
  });
}

function locksOf(decided: Access | undefined, app: string): Readonly<Record<string, Code>> {
  if (decided === undefined) return {};
  if (decided.kind === 'public') return { authorization: call('PublicAccess.because', text(decided.reason)) };
  const second = access('security', app);
  if (decided.token === undefined) return { authorization: second };
  const token = access('security', decided.token);
  const authorization =
    decided.scopes.length === 0 ? token : call(`${token}.requiringScopes`, list(decided.scopes.map(text)));
  return decided.app === false ? { authorization } : { authorization, secondLock: second };
}

function parameterOf({ location, name, service, ...options }: OperationParameter): Code {
  const {
    defaultValue,
    description,
    enumValue,
    maxLength,
    maxValue,
    minLength,
    minValue,
    regularExpression,
    required,
    type,
  } = options;
  const written = object({
    type: maybe(type),
    required: required === undefined ? undefined : String(required),
    defaultValue: maybe(defaultValue),
    minLength: maybe(minLength),
    maxLength: maybe(maxLength),
    minValue: maybe(minValue),
    maxValue: maybe(maxValue),
    enumValue: enumValue && list(enumValue.map(text)),
    regularExpression: maybe(regularExpression),
    description: maybe(description),
    service: service && plainObject(service),
  });
  const isEmpty = typeof written !== 'string' && written.items.length === 0;
  return call(PARAMETER_FUNCTIONS[location] ?? '', text(name), ...(isEmpty ? [] : [written]));
}

function maybe(value: string | number | undefined): Code | undefined {
  return typeof value === 'number' ? String(value).replace('e+', 'e') : optionalText(value);
}

function plainObject(members: object): Code {
  return object(
    Object.fromEntries(Object.entries(members).map(([name, value]) => [name, text(String(value))])),
  );
}

/**
 * What stands for the schemes of a document where their authorizations are not known yet: each for itself, those for
 * bearer tokens and keys unless schemes are named.
 *
 * @throws GatewayError `usage` for a name that is no scheme of the document
 */
export function importLocks({ place, root }: OpenApiDocument, named: readonly string[] | undefined): LockOf {
  const { schemes } = readSecurityContext(root);
  const strange = named?.find((name) => !schemes.has(name));
  if (strange !== undefined) {
    const known = [...schemes.keys()].sort().join(', ');
    throw new GatewayError('usage', `${place} has no security scheme ${JSON.stringify(strange)}`, {
      hint: known === '' ? 'it declares none' : `it declares ${known}`,
    });
  }
  return (name): GivenLock | undefined => {
    const scheme = schemes.get(name);
    // App authentication of the gateway needs nothing that stands for it.
    if (scheme === undefined || isAppScheme(scheme)) return undefined;
    const { kind } = scheme;
    // A user and password are no token, unless the author says that tokens take their place.
    const isGiven = named === undefined ? kind === 'token' || kind === 'apiKey' : named.includes(name);
    return isGiven ? { id: name, kind: 'jwt', demandsScopes: true } : undefined;
  };
}
