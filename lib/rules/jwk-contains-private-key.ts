import { SOURCES } from '../facts';
import type { GatewayPlugin } from '../model';
import { findPrivateKeys, privatePartText } from '../plugin';
import { isUnknown } from '../template';
import { EXAMPLE_POINT, examplePlugin } from './example-plugin';
import type { Judgement, Rule } from './rule';
import { fail, pluginSubject, unknown } from './subject';

export const jwkContainsPrivateKey: Rule = Object.freeze<Rule>({
  id: 'jwk-contains-private-key',
  title: 'The data of a plug-in holds a private key.',
  why: 'Whoever may read the template or the plug-in can sign tokens as they like.',
  mend: 'Leave the public half only. If the template was ever committed or deployed, replace the key.',
  severity: 'error',
  source: `RFC 7517 section 9.2; ${SOURCES.jwtPlugin}`,
  grade: 'doc',
  bad: examplePlugin(`jwk: { ${EXAMPLE_POINT}, d: the-private-half }`),
  good: examplePlugin(`jwk: { ${EXAMPLE_POINT} }`),
  *check({ plugins }) {
    for (const plugin of plugins)
      if (plugin.resource.properties.PluginData !== undefined) yield judge(plugin);
  },
});

function judge(plugin: GatewayPlugin): Judgement {
  const { data, origin, resource } = plugin;
  const subject = { ...pluginSubject(plugin), origin: origin.at('Properties', 'PluginData') };
  const parts = findPrivateKeys(isUnknown(data) ? resource.properties.PluginData : data);
  if (parts === 'too deep') return unknown(subject, 'PluginData is nested too deep');
  if (parts.length > 0) return fail(subject, [...new Set(parts.map(privatePartText))].join(', '));
  if (isUnknown(data)) return unknown(subject, `PluginData is made by ${data.expression}`);
  return typeof data === 'string' ? unknown(subject, 'PluginData cannot be read') : 'pass';
}
