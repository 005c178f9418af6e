import { GatewayError } from '../errors';
import { SOURCES } from '../facts';
import type { JsonValue } from '../json';
import { refusePrivateKeys } from '../plugin';
import { type GatewayPlugin, isUnknown } from '../template';
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
  const written = isUnknown(data) ? (resource.properties.PluginData ?? null) : data;
  const found = privateParts(written);
  if (found === 'too deep') return unknown(subject, 'PluginData is nested too deep');
  if (found !== undefined) return fail(subject, found);
  if (isUnknown(data)) return unknown(subject, `PluginData is made by ${data.expression}`);
  return typeof data === 'string' ? unknown(subject, 'PluginData cannot be read') : 'pass';
}

function privateParts(value: JsonValue): string | undefined {
  try {
    refusePrivateKeys(value);
    return holdsPrivateText(value) ? 'a text in PluginData holds the private part of a key' : undefined;
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    if (error.code !== 'key-set-private') return 'too deep';
    return error.problems.map(({ message, path }) => `${path} ${message}`).join(', ');
  }
}

/** A text that functions put together, or that is not in order, is data all the same. */
function holdsPrivateText(value: JsonValue): boolean {
  if (typeof value === 'string')
    return /\bkty\b/.test(value) && /\b(?:d|p|q|dp|dq|qi|k)["']?\s*:\s*["']?[\w-]{20,}/.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsPrivateText);
}
