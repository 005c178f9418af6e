import { GatewayError } from '../errors';
import { LIMITS } from '../facts';
import { plural } from '../text';
import type { ApiOptions, Authorization } from './api-options';

/**
 * Refuses what is no authorization: the compiler has seen it in TypeScript only, and a lock that is none opens the route.
 *
 * @throws GatewayError `authorization-missing`
 */
export function checkAuthorization(authorization: Authorization, place: string): void {
  const refuse = (text: string, hint: string) =>
    new GatewayError('authorization-missing', text, { place, hint });
  switch (authorization.kind) {
    case 'jwt':
      if (isList(authorization.plugins) && authorization.plugins.some(isJwtAuth)) return;
      throw refuse(
        'the JWT authorization has no plug-in of type jwtAuth: nothing would check the token',
        'take a JwtAuthorization, or JwtAuthorization.fromPluginIds with the id of a jwtAuth plug-in',
      );
    case 'app':
      if (isList(authorization.apps)) return;
      break;
    case 'plugin':
      if (isList(authorization.plugins) && authorization.plugins.length > 0) return;
      break;
    case 'public':
      if (typeof authorization.reason === 'string' && authorization.reason.trim() !== '') return;
      break;
    default:
      break;
  }
  throw refuse(
    'the authorization is none that is known',
    "write a JwtAuthorization, AppAuthentication.of(), or PublicAccess.because('…') to open the route",
  );
}

/**
 * Refuses a second lock where there is no first one: it would be left out, and the route open or open to other apps.
 *
 * @throws GatewayError `authorization-missing`
 */
export function checkSecondLock(
  { secondLock }: Pick<ApiOptions<never>, 'secondLock'>,
  { kind }: Authorization,
  place: string,
): void {
  if (secondLock === undefined || kind === 'jwt' || kind === 'plugin') return;
  const first =
    kind === 'public' ? 'PublicAccess lets everybody in' : 'AppAuthentication is the lock already';
  throw new GatewayError(
    'authorization-missing',
    `has a secondLock beside an authorization it cannot add to: ${first}`,
    {
      place,
      hint: 'leave secondLock out, or write authorization: secondLock in place of both',
    },
  );
}

/**
 * Refuses what cannot differ between stages, because it is part of the API itself.
 *
 * @throws GatewayError `authorization-missing`
 */
export function checkStageAuthorization({ kind }: Authorization, place: string): void {
  if (kind === 'jwt' || kind === 'plugin') return;
  const what = kind === 'public' ? 'PublicAccess' : 'AppAuthentication';
  throw new GatewayError(
    'authorization-missing',
    `${what} cannot be for one stage: it is part of the API itself`,
    {
      place,
      hint: 'in PerStage.of write a JwtAuthorization or PluginAuthorization for each stage',
    },
  );
}

/**
 * Refuses what a route cannot demand of tokens: a claim beside a path parameter that it does not have, and more rules than
 * are applied.
 *
 * @throws GatewayError `authorization-missing` or `plugin-data-invalid`
 */
export function checkRequirements(
  authorization: Authorization,
  { isShared, parameters, place }: RequirementPlace,
): void {
  if (authorization.kind !== 'jwt') return;
  const { pathParameters = [], sharedInstance: size } = authorization;
  const missing = pathParameters.find((name) => !parameters.includes(name));
  if (missing !== undefined) {
    throw new GatewayError(
      'authorization-missing',
      `compares a claim with [${missing}], which the path does not have`,
      {
        place,
        hint: `name a parameter of the path: ${parameters.map((name) => `[${name}]`).join(', ') || 'it has none'}`,
      },
    );
  }
  const applied = LIMITS.accessControlRulesOnSharedInstances.value;
  if (size === undefined || isShared !== true || (size.rules <= applied && size.variables <= applied)) return;
  const counts = `${plural(size.rules, 'rule')} and ${plural(size.variables, 'variable')}`;
  throw new GatewayError(
    'plugin-data-invalid',
    `demands ${counts} of a token; a shared instance applies the first ${applied}`,
    {
      place,
      hint: 'demand less, or give the group the instanceId of a dedicated instance',
    },
  );
}

interface RequirementPlace {
  readonly isShared: boolean | undefined;
  readonly parameters: readonly string[];
  readonly place: string;
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}

function isJwtAuth({ pluginType }: { readonly pluginType: string }): boolean {
  return pluginType === 'jwtAuth';
}
