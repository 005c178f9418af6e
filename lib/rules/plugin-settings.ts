import { type JsonValue, memberOf } from '../json';
import type { GatewayModel, GatewayPlugin } from '../model';
import { isUnknown, type Maybe, Unknown } from '../template';
import { pluginSubject, type Subject } from './subject';

/** What a plug-in says under one name of its data. */
export interface PluginSetting {
  readonly plugin: GatewayPlugin;
  /** Where the setting stands, or would stand. */
  readonly subject: Subject;
  /** `undefined` where the data says nothing. */
  readonly value: Maybe<JsonValue> | undefined;
}

/**
 * One setting of all plug-ins that are, or may be, of a type. It is read even where the rest of the data is not in
 * order: the service may take what we refuse.
 */
export function* pluginSettings(model: GatewayModel, type: string, name: string): Generator<PluginSetting> {
  for (const plugin of model.plugins) {
    if (!isUnknown(plugin.type) && plugin.type !== type) continue;
    const origin = plugin.origin.at('Properties', 'PluginData', name);
    yield { plugin, subject: { ...pluginSubject(plugin), origin }, value: settingOf(plugin, name) };
  }
}

function settingOf(plugin: GatewayPlugin, name: string): Maybe<JsonValue> | undefined {
  const { data, problem, type } = plugin;
  if (isUnknown(type)) return new Unknown(`PluginType is ${type.expression}`);
  if (isUnknown(data) || typeof data !== 'object' || data === null)
    return new Unknown(problem ?? 'PluginData is no object');
  return memberOf(data, name);
}
