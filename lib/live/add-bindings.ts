import type { JsonObject, JsonValue } from '../json';
import { NOT_RECORDED, type RecordedItem, type RecordedStack } from '../template';
import { nameIn, type RecordedApi } from './add-apis';
import { RECORDED_FILES } from './calls';
import { defined, textOf } from './members';
import type { RecordedAnswers } from './recorded-answers';

/** What all steps here work with. */
export interface BindingContext {
  /** What is deployed, once for each stage. */
  readonly apis: readonly RecordedApi[];
  readonly answers: RecordedAnswers;
  readonly stack: RecordedStack;
}

/**
 * Adds the plug-ins with what they are bound to. A plug-in of an API takes the place of its group's of that type.
 *
 * @returns the plug-in types that each API has in each stage
 */
export function addPlugins(context: BindingContext): ReadonlyMap<RecordedApi, ReadonlySet<string>> {
  const { answers, apis, stack } = context;
  const types = new Map(apis.map((api) => [api, new Set<string>()]));
  const list = answers.list('DescribePlugins', RECORDED_FILES.plugins);
  const plugins = list.items.flatMap((item) => addPlugin(item, stack));
  for (const plugin of plugins) bindToApis(plugin, context, types);
  for (const plugin of plugins) bindToGroups(plugin, context, types);
  if (list.missing !== undefined)
    bindToAny({ name: 'a plug-in', reference: NOT_RECORDED, from: answers.whole }, apis, stack);
  return types;
}

interface RecordedPlugin {
  readonly pluginId: string;
  readonly name: string;
  readonly type: string;
  readonly reference: JsonValue;
  readonly from: RecordedItem;
}

function addPlugin(from: RecordedItem, stack: RecordedStack): RecordedPlugin[] {
  const pluginId = textOf(from.value, 'PluginId');
  if (pluginId === undefined) return [];
  const { Description, PluginData, PluginName, PluginType } = from.value;
  const name = textOf(from.value, 'PluginName') ?? pluginId;
  const reference = stack.add({
    type: 'Plugin',
    name,
    id: pluginId,
    properties: defined({ PluginName, PluginType, PluginData: PluginData ?? NOT_RECORDED, Description }),
    metadata: { Live: { Id: pluginId } },
    from,
    pathOf: ([, member]) => (member === undefined ? [] : [member]),
  });
  return [{ pluginId, name, type: String(PluginType), reference, from }];
}

type BoundTypes = ReadonlyMap<RecordedApi, Set<string>>;

function bindToApis(plugin: RecordedPlugin, context: BindingContext, types: BoundTypes): void {
  const { answers, apis, stack } = context;
  const list = answers.list('DescribePluginApis', RECORDED_FILES.pluginApis(plugin.pluginId));
  for (const from of list.items) {
    const [apiId, stage] = [textOf(from.value, 'ApiId'), textOf(from.value, 'StageName')];
    const named = apis.filter((api) => api.apiId === apiId);
    const [first] = named;
    // An API of a group that was not asked for.
    if (first === undefined) continue;
    const api = named.find((each) => each.stage === stage) ?? first;
    types.get(api)?.add(plugin.type);
    addBinding({ plugin, from, api: api.reference, stage }, stack);
  }
  if (list.missing !== undefined) bindToAny(plugin, apis, stack);
}

/** A group's plug-in works for every API that is deployed in the stage, those of later days too. */
function bindToGroups(plugin: RecordedPlugin, context: BindingContext, types: BoundTypes): void {
  const { answers, apis, stack } = context;
  const list = answers.list('DescribePluginGroups', RECORDED_FILES.pluginGroups(plugin.pluginId));
  for (const from of list.items) {
    const [groupId, stage] = [textOf(from.value, 'GroupId'), textOf(from.value, 'StageName')];
    for (const api of apis) {
      const isMeant = api.groupId === groupId && (api.stage === undefined || api.stage === stage);
      if (!isMeant || types.get(api)?.has(plugin.type)) continue;
      addBinding({ plugin, from, api: api.reference, stage, isOfGroup: true }, stack);
    }
  }
  const without = apis.filter((api) => types.get(api)?.has(plugin.type) !== true);
  if (list.missing !== undefined) bindToAny(plugin, without, stack);
}

/** A plug-in of which nobody knows what it is bound to may be bound to any API, in any stage. */
function bindToAny(
  plugin: Pick<RecordedPlugin, 'name' | 'reference' | 'from'>,
  apis: readonly RecordedApi[],
  stack: RecordedStack,
): void {
  const references = new Set(apis.map(({ reference }) => reference));
  for (const api of references) addBinding({ plugin, from: plugin.from, api, stage: undefined }, stack);
}

interface RecordedBinding {
  readonly plugin: Pick<RecordedPlugin, 'name' | 'reference'>;
  readonly from: RecordedItem;
  readonly api: JsonObject;
  /** `undefined` where nobody knows it. */
  readonly stage: string | undefined;
  readonly isOfGroup?: boolean;
}

function addBinding({ api, from, isOfGroup, plugin, stage }: RecordedBinding, stack: RecordedStack): void {
  const metadata: JsonObject = isOfGroup === true ? { Live: { GroupBinding: true } } : {};
  const properties = { PluginId: plugin.reference, ApiId: api, StageName: stage ?? NOT_RECORDED };
  stack.add({
    type: 'PluginAttachment',
    name: bindingName(plugin.reference, api, stage),
    id: '',
    properties,
    metadata,
    from,
  });
}

/** What a binding is called: by the plug-in, the API and the stage. */
export function bindingName(plugin: JsonValue, api: JsonValue, stage: string | undefined): string {
  return `binding of ${nameIn(plugin)} to ${nameIn(api)} in ${stage ?? 'a stage'}`;
}
