import type { Fact } from './fact';
import { SOURCES } from './sources';

const type = (order: number, grade: Fact<number>['grade'], dedicatedOnly = false) => ({
  value: { order, dedicatedOnly },
  grade,
  source: grade === 'doc' ? SOURCES.pluginOverview : 'terraform-provider-alicloud, plugin resource',
});

/**
 * The plug-in types. `order` is the help centre's menu order; that it is the order of execution is inferred
 * from the overview's sentence that plug-ins run in the order of its list.
 */
export const PLUGIN_TYPES = {
  remoteAuth: type(1, 'doc', true),
  jwtAuth: type(2, 'doc'),
  basicAuth: type(3, 'doc'),
  backendSignature: type(4, 'doc'),
  trafficControl: type(5, 'doc'),
  ipControl: type(6, 'doc'),
  accessControl: type(7, 'doc'),
  cors: type(8, 'doc'),
  caching: type(9, 'doc'),
  routing: type(10, 'doc'),
  errorMapping: type(11, 'doc'),
  circuitBreaker: type(12, 'doc', true),
  logMask: type(13, 'inferred', true),
  transformer: type(14, 'inferred', true),
} as const satisfies Record<string, Fact<{ order: number; dedicatedOnly: boolean }>>;

/** A plug-in type whose name we know. The service may know more: they are bound as data. */
export type KnownPluginType = keyof typeof PLUGIN_TYPES;
