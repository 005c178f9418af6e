import type { Fact } from './fact';
import { SOURCES } from './sources';

const type = (
  order: number,
  grade: Fact<number>['grade'],
  { dedicatedOnly = false, secrets = [] }: { dedicatedOnly?: boolean; secrets?: readonly string[] } = {},
) => ({
  value: { order, dedicatedOnly, secrets },
  grade,
  source: grade === 'doc' ? SOURCES.pluginOverview : 'terraform-provider-alicloud, plugin resource',
});

/**
 * The plug-in types. `order` is the help centre's menu order; that it is the order of execution is inferred
 * from the overview's sentence that plug-ins run in the order of its list. `secrets` are paths in PluginData, `*` for any
 * member or item.
 */
export const PLUGIN_TYPES = {
  remoteAuth: type(1, 'doc', { dedicatedOnly: true }),
  jwtAuth: type(2, 'doc'),
  basicAuth: type(3, 'doc', { secrets: ['users.*.password'] }),
  backendSignature: type(4, 'doc', { secrets: ['secret'] }),
  trafficControl: type(5, 'doc'),
  ipControl: type(6, 'doc'),
  accessControl: type(7, 'doc'),
  cors: type(8, 'doc'),
  caching: type(9, 'doc'),
  routing: type(10, 'doc'),
  errorMapping: type(11, 'doc'),
  circuitBreaker: type(12, 'doc', { dedicatedOnly: true }),
  logMask: type(13, 'inferred', { dedicatedOnly: true }),
  transformer: type(14, 'inferred', { dedicatedOnly: true }),
} as const satisfies Record<
  string,
  Fact<{ order: number; dedicatedOnly: boolean; secrets: readonly string[] }>
>;

/** A plug-in type whose name we know. The service may know more: they are bound as data. */
export type KnownPluginType = keyof typeof PLUGIN_TYPES;
