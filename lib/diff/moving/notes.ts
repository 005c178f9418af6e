import { CLOUD_NATIVE, TOKEN_LIFETIME_SECONDS } from '../../facts';
import { findBoundRules, findJwtLock, parameterMappingOf } from '../../model';
import { listed } from '../../text';
import type { RouteChange } from '../change';
import type { MovedRoute } from './moved-route';

const DAYS = TOKEN_LIFETIME_SECONDS.value / (24 * 60 * 60);

/** What is not settled on the old side, so that it is no weakening to have it on the new one. */
const UNSETTLED = [
  `Tokens without exp: the new gateway takes them, and they never expire (${CLOUD_NATIVE.expiryRequired.grade}). Whether the old one takes them is not documented: call it with such a token (verify --kind no-expiry).`,
  `Tokens that are good for more than ${DAYS} days: the new gateway takes them. The old one is documented to refuse them where the API itself asks for OpenID Connect, and not for its JWT plug-in.`,
  'Tokens with crit in their header: the new gateway does not look at it (inferred). What the old one does is not documented.',
] as const;

const LISTS =
  'Tokens in which a claim that is demanded is a list or a number, such as aud: the new gateway refuses them. How the rules of the old one read a list is not documented.';

const FORWARDS =
  'Claims that reach the backend in headers: one that is a list, an object or a boolean sets nothing on the new gateway, and what the caller sent in that header goes on (inferred). Forward only claims that are texts in every token.';

const MAPPING =
  'The new gateway hands on all that callers send. The old one dropped what an API in MAPPING mode does not declare.';

const NOT_COMPARED =
  'Backends, domains, timeouts and what ROS does to resources are not compared between the two products.';

/** What a reader of a move has to know beside the changes. */
export function notesOf(
  moved: readonly MovedRoute[],
  routes: readonly Pick<RouteChange, 'route' | 'posture'>[],
): readonly string[] {
  const locked = moved.filter(({ after }) => after.stage.protection.kind === 'locked');
  const tokens = locked.filter(({ before }) => findJwtLock(before.stage.protection) !== undefined);
  return [
    dnsNote(routes),
    ...(tokens.length > 0 ? UNSETTLED : []),
    ...(tokens.some(demandsClaim) ? [LISTS] : []),
    ...(tokens.some(forwardsClaim) ? [FORWARDS] : []),
    ...(moved.some(isMapping) ? [MAPPING] : []),
    NOT_COMPARED,
  ];
}

/** Until every name has moved, a caller chooses. */
function dnsNote(routes: readonly Pick<RouteChange, 'route' | 'posture'>[]): string {
  const namesOf = (verdict: string) => [
    ...new Set(routes.filter(({ posture }) => posture.verdict === verdict).map(({ route }) => route)),
  ];
  const [isNew, isOld, isOpen] = ['weaker', 'stronger', 'unknown'].map(namesOf);
  const parts = [
    ...(isNew?.length ? [`the new one at ${listed(isNew)}`] : []),
    ...(isOld?.length ? [`the old one at ${listed(isOld)}`] : []),
    ...(isOpen?.length ? [`which of them is weaker cannot be told at ${listed(isOpen)}`] : []),
  ];
  const which = parts.length === 0 ? 'here they let the same callers in' : parts.join('; ');
  return `While DNS moves both gateways answer, and the weaker of the two counts: ${which}.`;
}

/** Whether both sides ask for a claim. */
function demandsClaim({ after: { stage }, before }: MovedRoute): boolean {
  const bound = findBoundRules(before.stage.bindings);
  const claims = 'why' in bound ? [] : (bound.rules?.evaluation.claims ?? []);
  const { jwtAuth } = stage;
  return (
    jwtAuth.kind === 'checked' &&
    jwtAuth.consumers.some((consumer) =>
      claims.some((claim) => claim !== 'iss' && consumer.claims.has(claim)),
    )
  );
}

function forwardsClaim({ before }: MovedRoute): boolean {
  return (findJwtLock(before.stage.protection)?.forwards.length ?? 0) > 0;
}

function isMapping({ before: { route } }: MovedRoute): boolean {
  return parameterMappingOf(route).requestMode !== 'PASSTHROUGH';
}
