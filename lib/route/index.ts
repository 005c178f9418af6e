/**
 * Floor 1: the method and path of an API. Knows the gateway's path syntax (`[parameter]`, final `*`, `ANY`)
 * and nothing about templates or requests.
 */
export { compareRoutes } from './compare';
export { matchRoute } from './match';
export {
  comparePrecedence,
  compareSegments,
  coversPath,
  isTie,
  overlaps,
  standsOutOf,
} from './precedence';
export { createRoute, type PathPiece, parseRoute, type Route, WILDCARD } from './route';
export { caughtBetween, isWildcard, literalsOf } from './segment';
