import { LIMITS, SOURCES } from '../facts';
import { isJsonObject } from '../json';
import type { GatewayPlugin } from '../model';
import { isUnknown } from '../template';
import { fragment, pluginFragment } from './fragment';
import type { Judgement, Rule } from './rule';
import { fail, pluginSubject, unknown } from './subject';

const browsers = (data: string): string => fragment(pluginFragment('Browsers', 'cors', `        ${data}\n`));

export const pluginDataUnreadable: Rule = Object.freeze<Rule>({
  id: 'plugin-data-unreadable',
  title: 'The data of a plug-in is no object in JSON or YAML.',
  why: 'The service reads nothing else: it refuses the plug-in, and what it was to protect is then open.',
  remediation: 'Write PluginData as the text of one object in JSON or YAML.',
  severity: 'error',
  source: SOURCES.pluginOverview,
  grade: 'doc',
  bad: browsers('"{ allowOrigins: "'),
  good: browsers('"{ allowOrigins: shop.example.com }"'),
  *check({ plugins }) {
    for (const plugin of plugins) yield judge(plugin);
  },
});

function judge(plugin: GatewayPlugin): Judgement {
  const { data, origin, problem, resource } = plugin;
  if (isJsonObject(data) && !isUnknown(data)) return 'pass';
  // That it is missing, or too large, other rules say.
  if (resource.properties.PluginData === undefined || isTooLarge(data)) return 'not-applicable';
  const subject = { ...pluginSubject(plugin), origin: origin.at('Properties', 'PluginData') };
  if (isUnknown(data)) return unknown(subject, `PluginData is made by ${data.expression}`);
  return fail(subject, isText(data) && problem !== undefined ? problem : 'PluginData is no object');
}

function isText(data: unknown): data is string {
  return typeof data === 'string';
}

function isTooLarge(data: unknown): boolean {
  return isText(data) && Buffer.byteLength(data) > LIMITS.pluginDataBytes.value;
}
