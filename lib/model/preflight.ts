import { isUnknown } from '../template';
import { apiDefinitionOf } from './api-definition';
import type { GatewayRoute } from './gateway-model';

/**
 * Whether a route answers preflight requests with a fixed text: `OPTIONS` without a backend. Browsers send preflights
 * without a token, and there is nothing behind such a route, so that it is open to everybody is no hole.
 */
export function isPreflightAnswer(route: Pick<GatewayRoute, 'method' | 'resource'>): boolean {
  if (route.method !== 'OPTIONS') return false;
  const { backend } = apiDefinitionOf(route);
  return !isUnknown(backend) && backend.isMock === true;
}
