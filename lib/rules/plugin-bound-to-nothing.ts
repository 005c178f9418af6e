import { findProperties, SOURCES } from '../facts';
import type { JsonValue } from '../json';
import type { GatewayModel } from '../model';
import { isUnknown, mentionsOf, type Resource } from '../template';
import { apiFragment, bindingFragment, fragment, pluginFragment } from './fragment';
import type { Rule } from './rule';
import { fail, pluginSubject, unknown } from './subject';

const browsers = pluginFragment('Browsers', 'cors', '{ allowOrigins: shop.example.com }');

export const pluginBoundToNothing: Rule = Object.freeze<Rule>({
  id: 'plugin-bound-to-nothing',
  title: 'A plug-in is bound to no API.',
  why: 'A plug-in works where it is bound and nowhere else: this one protects nothing.',
  remediation:
    'Bind it with an ALIYUN::ApiGateway::PluginAttachment for each API and stage, or take it away.',
  severity: 'warning',
  source: SOURCES.pluginOverview,
  grade: 'doc',
  bad: fragment(browsers),
  good: fragment(browsers, apiFragment(), bindingFragment('Browsers', 'RELEASE', '')),
  *check(model) {
    const bound = new Set(
      model.bindings.flatMap(({ plugin }) => (isUnknown(plugin) ? [] : [plugin.resource])),
    );
    const rest = model.plugins.filter(({ resource }) => !bound.has(resource));
    const handedOn = rest.length === 0 ? new Set<Resource>() : handedOnIn(model);
    for (const plugin of model.plugins) {
      const subject = pluginSubject(plugin);
      if (bound.has(plugin.resource)) yield 'pass';
      else if (handedOn.has(plugin.resource))
        yield unknown(subject, 'no binding names it, but something else is told its id and may bind it');
      else yield fail(subject, 'no binding names it');
    }
  },
});

/** The resources whose ids go to anything but a plain binding: outputs, nested stacks, expressions. */
function handedOnIn({ bindings, stacks }: GatewayModel): ReadonlySet<Resource> {
  const mentioned = new Set<Resource>();
  for (const stack of stacks) {
    const strangers = [...stack.resources.values()]
      .flat()
      .filter(({ type }) => findProperties(type) === undefined);
    const values: JsonValue = [stack.outputs, ...strangers.map(({ properties }) => properties)];
    for (const resource of mentionsOf(values, { stack })) mentioned.add(resource);
  }
  for (const { pluginReference } of bindings) {
    if (pluginReference.kind === 'resource') mentioned.add(pluginReference.resource);
    if (pluginReference.kind === 'unknown')
      for (const resource of pluginReference.mentions) mentioned.add(resource);
  }
  return mentioned;
}
