import type { JsonObject } from '../json';

/**
 * A plug-in of a type that has no model here, as data: bound like any other, rendered by `renderPluginData`.
 * Of its data only size, depth and the absence of private keys are looked at.
 */
export interface UntypedPlugin {
  /** The `PluginType` of the resource: `caching`. */
  readonly type: string;
  /** The PluginData as the vendor's page for the type describes them. */
  readonly data: JsonObject;
}
