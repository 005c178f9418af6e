import { isJsonObject, type JsonValue, memberOf } from '../json';
import type { GatewayPlugin } from '../model';
import { AddressRanges } from '../plugin';
import { isUnknown } from '../template';
import { fragment, pluginFragment } from './fragment';
import { pluginSettings } from './plugin-settings';
import type { Judgement, Rule } from './rule';
import { fail, pluginSubject, unknown } from './subject';

const office = (blocks: string): string =>
  fragment(pluginFragment('Office', 'ipControl', `{ type: ALLOW, items: [{ blocks: [${blocks}] }] }`));

export const ipControlForEveryAddress: Rule = Object.freeze<Rule>({
  id: 'ip-control-for-every-address',
  title: 'An ipControl plug-in names every address there is.',
  why: 'It then lets everybody through, or nobody: the list says nothing about who may call.',
  remediation: 'List the addresses that are meant, or take the plug-in away.',
  severity: 'warning',
  source: 'https://www.alibabacloud.com/help/doc-detail/103218.htm',
  grade: 'doc',
  bad: office('0.0.0.0/0'),
  good: office('192.0.2.0/24'),
  *check(model) {
    for (const { plugin, subject, value } of pluginSettings(model, 'ipControl', 'items')) {
      if (isUnknown(value)) yield unknown(subject, value.expression);
      else if (!Array.isArray(value)) yield 'not-applicable';
      else yield judgeItems(plugin, value);
    }
  },
});

function judgeItems(plugin: GatewayPlugin, items: readonly JsonValue[]): Judgement {
  // What is for one app only says nothing of the others.
  const general = items
    .map((item, index) => ({ item, index }))
    .filter(({ item }) => memberOf(item, 'appId') === undefined);
  const blocks = general.flatMap(({ item }) => textsIn(isJsonObject(item) ? item.blocks : undefined));
  if (!AddressRanges.of(blocks).hasWholeFamily) return 'pass';
  const subject = pluginSubject(plugin);
  const [first] = general;
  const origin = subject.origin.at('Properties', 'PluginData', 'items', first?.index ?? 0, 'blocks');
  const type = isJsonObject(plugin.data) ? plugin.data.type : undefined;
  const effect = type === 'REFUSE' ? 'nobody may call' : 'everybody may call';
  return fail({ ...subject, origin }, `its blocks are every address of IPv4 or IPv6: ${effect}`);
}

function textsIn(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
