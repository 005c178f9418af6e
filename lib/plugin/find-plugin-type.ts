import { accessControl } from './access-control';
import { cors } from './cors';
import { ipControl } from './ip-control';
import { jwtAuth } from './jwt-auth';
import { trafficControl } from './traffic-control';

const TYPED_PLUGINS = { accessControl, cors, ipControl, jwtAuth, trafficControl };

/** Any of the plug-in types that have a model here. */
export type TypedPlugin = (typeof TYPED_PLUGINS)[keyof typeof TYPED_PLUGINS];

/** The plug-in type with a model here, by its `PluginType`; types are written exactly: `jwtAuth`. */
export function findPluginType(type: string): TypedPlugin | undefined {
  return Object.values(TYPED_PLUGINS).find((each) => each.type === type);
}
