import type { KnownPluginType } from '../facts';
import { accessControl } from './access-control';
import { cors } from './cors';
import { ipControl } from './ip-control';
import { jwtAuth } from './jwt-auth';
import { trafficControl } from './traffic-control';

/** The plug-in types that have a model here. */
export const TYPED_PLUGINS = {
  accessControl,
  cors,
  ipControl,
  jwtAuth,
  trafficControl,
} as const satisfies Partial<Record<KnownPluginType, unknown>>;

/** Any of the plug-in types that have a model here. */
export type TypedPlugin = (typeof TYPED_PLUGINS)[keyof typeof TYPED_PLUGINS];

/** The plug-in type with a model here, by its `PluginType`; types are written exactly: `jwtAuth`. */
export function findPluginType(type: string): TypedPlugin | undefined {
  return Object.values(TYPED_PLUGINS).find((each) => each.type === type);
}
