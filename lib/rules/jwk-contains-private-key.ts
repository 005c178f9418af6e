import { SECRET_PROPERTIES, SOURCES } from '../facts';
import type { GatewayPlugin } from '../model';
import { findPrivateKeys, findPrivateKeysInTemplate, type PrivatePart, privatePartText } from '../plugin';
import { isUnknown, type Stack } from '../template';
import { EXAMPLE_POINT, examplePlugin } from './example-plugin';
import type { Judgement, Rule } from './rule';
import { fail, pluginSubject, type Subject, unknown } from './subject';

export const jwkContainsPrivateKey: Rule = Object.freeze<Rule>({
  id: 'jwk-contains-private-key',
  title: 'A private key stands in the template.',
  why: 'Whoever may read the template or the plug-in can sign tokens as they like.',
  remediation: 'Leave the public half only. If the template was ever committed or deployed, replace the key.',
  severity: 'error',
  source: `RFC 7517 section 9.2; ${SOURCES.jwtPlugin}`,
  grade: 'doc',
  bad: examplePlugin(`jwk: { ${EXAMPLE_POINT}, d: the-private-half }`),
  good: examplePlugin(`jwk: { ${EXAMPLE_POINT} }`),
  *check({ plugins, stacks }) {
    for (const plugin of plugins)
      if (plugin.resource.properties.PluginData !== undefined) yield judge(plugin);
    // Looked at already: the data of plug-ins, as data, and nested stacks, which are stacks of their own.
    const seen = new Set<unknown>([
      ...plugins.map(({ resource }) => resource.properties.PluginData),
      ...stacks.map(({ parent }) => parent?.properties.TemplateBody),
    ]);
    for (const stack of stacks) yield* elsewhere(stack, (value) => value !== undefined && seen.has(value));
  },
});

/** Private keys in any other value: constants, fixed answers, descriptions, metadata, parameters, outputs. */
function* elsewhere(stack: Stack, skips: (value: unknown) => boolean): Generator<Judgement> {
  for (const { parts, path } of findPrivateKeysInTemplate(stack.written, { skips })) {
    const { subject, property } = placeIn(stack, path);
    if (property !== undefined && isToldElsewhere(stack, path)) continue;
    if (parts === 'too deep') yield unknown(subject, 'it is nested too deep');
    else yield fail(subject, [...new Set(parts.map(wordsOf))].join(', '));
  }
}

function placeIn(
  { name, origin }: Stack,
  path: readonly (string | number)[],
): { readonly subject: Subject; readonly property: string | undefined } {
  const [section, id, , ...rest] = path;
  const isResource = section === 'Resources' && id !== undefined;
  const subject = {
    subject: (isResource ? [id, ...rest] : path).join('.') || 'the template',
    origin: origin.at(...path),
    logicalId: isResource ? String(id) : '',
    stack: name,
  };
  return { subject, property: isResource && path[2] === 'Properties' ? String(path[3]) : undefined };
}

/** The private key of a domain in plain text is told as a secret. */
function isToldElsewhere({ resources }: Stack, [, id, , property]: readonly (string | number)[]): boolean {
  const [resource] = resources.get(String(id)) ?? [];
  return SECRET_PROPERTIES.get(resource?.type ?? '')?.includes(String(property)) === true;
}

function wordsOf({ what, path }: PrivatePart): string {
  if (what === 'pem') return 'it is a private key in PEM form';
  return path === undefined || path === '$'
    ? 'it holds the private part of a key'
    : `it holds the private part of a key at ${path}`;
}

function judge(plugin: GatewayPlugin): Judgement {
  const { data, origin, resource } = plugin;
  const subject = { ...pluginSubject(plugin), origin: origin.at('Properties', 'PluginData') };
  const parts = findPrivateKeys(isUnknown(data) ? resource.properties.PluginData : data);
  if (parts === 'too deep') return unknown(subject, 'PluginData is nested too deep');
  if (parts.length > 0) return fail(subject, [...new Set(parts.map(privatePartText))].join(', '));
  if (isUnknown(data)) return unknown(subject, `PluginData is made by ${data.expression}`);
  return typeof data === 'string' ? unknown(subject, 'PluginData cannot be read') : 'pass';
}
