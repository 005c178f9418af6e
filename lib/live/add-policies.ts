import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { NOT_RECORDED, type RecordedItem } from '../template';
import { nameIn, type RecordedApi } from './add-apis';
import { type BindingContext, bindingName } from './add-bindings';
import { type CallName, RECORDED_FILES } from './calls';
import { defined, textOf } from './members';
import type { RecordedList } from './recorded-answers';

/**
 * Adds what the service had before there were plug-ins: throttling and IP policies, backend signatures, and the apps
 * that may call. A plug-in of the type takes the effect from a throttling policy [doc]; of IP policies the same is
 * assumed.
 *
 * @see https://www.alibabacloud.com/help/en/api-gateway/user-guide/throttling-2
 * @param types the plug-in types that each API has in each stage
 */
export function addPolicies(
  context: BindingContext,
  types: ReadonlyMap<RecordedApi, ReadonlySet<string>>,
): void {
  const without = (type: string) => context.apis.filter((api) => types.get(api)?.has(type) !== true);
  addTrafficControls(context, without('trafficControl'));
  addIpControls(context, without('ipControl'));
  addSignatures(context, without('backendSignature'));
  for (const api of context.apis) addAuthorizations(api, context);
}

function addTrafficControls(context: BindingContext, apis: readonly RecordedApi[]): void {
  for (const from of context.answers.list('DescribeTrafficControls', RECORDED_FILES.trafficControls).items) {
    const id = textOf(from.value, 'TrafficControlId');
    if (id === undefined) continue;
    const bound = boundApis(
      'DescribeApisByTrafficControl',
      RECORDED_FILES.trafficControlApis(id),
      context,
      apis,
    );
    const { ApiDefault, AppDefault, Description, TrafficControlName, TrafficControlUnit, UserDefault } =
      from.value;
    const limits = { ApiDefault, UserDefault, AppDefault };
    const properties = defined({ TrafficControlName, TrafficControlUnit, Description, ...limits });
    const reference = addResource('TrafficControl', id, { properties, from }, context);
    addPolicyBindings('TrafficControl', reference, bound, context);
  }
}

function addSignatures(context: BindingContext, apis: readonly RecordedApi[]): void {
  for (const from of context.answers.list('DescribeSignatures', RECORDED_FILES.signatures).items) {
    const id = textOf(from.value, 'SignatureId');
    if (id === undefined) continue;
    const bound = boundApis('DescribeApisBySignature', RECORDED_FILES.signatureApis(id), context, apis);
    const secrets = { SignatureKey: NOT_RECORDED, SignatureSecret: NOT_RECORDED };
    const properties = defined({ SignatureName: from.value.SignatureName, ...secrets });
    const reference = addResource('Signature', id, { properties, from }, context);
    addPolicyBindings('Signature', reference, bound, context);
  }
}

/** An IP policy as the plug-in that it is by its effect: ROS has no type for the policy. */
function addIpControls(context: BindingContext, apis: readonly RecordedApi[]): void {
  const { answers, stack } = context;
  for (const from of answers.list('DescribeIpControls', RECORDED_FILES.ipControls).items) {
    const id = textOf(from.value, 'IpControlId');
    if (id === undefined) continue;
    const items = answers.list('DescribeIpControlPolicyItems', RECORDED_FILES.ipControlItems(id));
    const bound = boundApis('DescribeApisByIpControl', RECORDED_FILES.ipControlApis(id), context, apis);
    // An empty policy has no effect.
    if (items.missing === undefined && items.items.length === 0) continue;
    const properties = defined({
      PluginName: from.value.IpControlName,
      PluginType: 'ipControl',
      PluginData: ipControlData(from.value, items),
    });
    const reference = addResource('Plugin', id, { properties, from }, context);
    for (const { api, from: binding } of bound) {
      const named = { PluginId: reference, ApiId: api.reference, StageName: stageOf(api) };
      stack.add({
        type: 'PluginAttachment',
        name: bindingName(reference, api.reference, api.stage),
        id: '',
        properties: named,
        from: binding,
      });
    }
  }
}

/** A policy that lets apps in by their address cannot be said as plug-in data: it is unknown. */
function ipControlData({ IpControlType }: JsonObject, { items, missing }: RecordedList): JsonValue {
  const isPlain = items.every(({ value }) => textOf(value, 'AppId') === undefined);
  if (missing !== undefined || !isPlain || typeof IpControlType !== 'string') return NOT_RECORDED;
  const blocks = items.flatMap(({ value }) => (textOf(value, 'CidrIp') ?? '').split(/[;,]/).filter(Boolean));
  return JSON.stringify({ type: IpControlType, items: [{ blocks }] });
}

interface Bound {
  readonly api: RecordedApi;
  readonly from: RecordedItem;
}

/** The APIs that a policy is bound to, as far as a policy has an effect on them. */
function boundApis(
  call: CallName,
  file: string,
  { answers }: BindingContext,
  apis: readonly RecordedApi[],
): Bound[] {
  return answers.list(call, file).items.flatMap((from) => {
    const [apiId, stage] = [textOf(from.value, 'ApiId'), textOf(from.value, 'StageName')];
    const named = apis.filter(
      (api) => api.apiId === apiId && (api.stage === undefined || api.stage === stage),
    );
    return named.map((api) => ({ api, from }));
  });
}

function addResource(
  type: string,
  id: string,
  { from, properties }: { readonly from: RecordedItem; readonly properties: JsonObject },
  { stack }: BindingContext,
): JsonObject {
  const [, name = id] = Object.entries(properties).find(([member]) => member.endsWith('Name')) ?? [];
  return stack.add({ type, name: String(name), id, properties, from, pathOf: ([, ...path]) => path });
}

function addPolicyBindings(
  type: 'TrafficControl' | 'Signature',
  reference: JsonObject,
  bound: readonly Bound[],
  { stack }: BindingContext,
): void {
  for (const { api, from } of bound)
    stack.add({
      type: `${type}Binding`,
      name: `${String(reference.Ref)} at ${String(api.reference.Ref)}`,
      id: '',
      properties: {
        GroupId: api.group,
        ApiIds: [api.reference],
        StageName: stageOf(api),
        [`${type}Id`]: reference,
      },
      from,
    });
}

function stageOf({ stage }: RecordedApi): JsonValue {
  return stage ?? NOT_RECORDED;
}

function addAuthorizations(api: RecordedApi, { answers, stack }: BindingContext): void {
  if (api.stage === undefined) return;
  const { apiId, group, groupId, reference, stage } = api;
  for (const from of answers.list('DescribeAuthorizedApps', RECORDED_FILES.apps(groupId, apiId, stage))
    .items) {
    const app = memberOf(from.value, 'AppId');
    if (app === undefined || isJsonObject(app)) continue;
    const properties = { GroupId: group, ApiIds: [reference], StageName: stage, AppIds: [app] };
    stack.add({
      type: 'Authorization',
      name: `app ${String(app)} for ${nameIn(reference)} in ${stage}`,
      id: '',
      properties,
      from,
    });
  }
}
