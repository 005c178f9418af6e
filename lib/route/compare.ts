import { API } from '../facts';
import type { Route } from './route';

/** The order of tables and reports: by path, then by the usual order of methods. Total and stable. */
export function compareRoutes(a: Route, b: Route): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return API.methods.value.indexOf(a.method) - API.methods.value.indexOf(b.method);
}
