import { GatewayError } from '../../errors';
import { type KnownPluginType, PLUGIN_TYPES } from '../../facts';
import type { GatewayModel, GatewayPlugin, RouteBinding, RouteStage } from '../../model';
import {
  type AccessControlModel,
  type CorsModel,
  cors,
  type IpControlModel,
  ipControl,
  type JwtAuthModel,
  type TrafficControlModel,
  trafficControl,
} from '../../plugin';
import { findUnknownKey } from '../../shape';
import { isUnknown, mentionsOf, type Resource, textIn } from '../../template';
import { isUnsupportedName, type UnsupportedName, type UnsupportedReason } from './unsupported';

/** The plug-ins of a route in a stage that the gateway takes part in. */
export interface BoundPlugins {
  readonly jwtAuth: JwtAuthModel | undefined;
  readonly ipControl: IpControlModel | undefined;
  readonly accessControl: AccessControlModel | undefined;
  readonly trafficControl: TrafficControlModel | undefined;
  readonly cors: CorsModel | undefined;
  readonly unsupportedReasons: readonly UnsupportedReason[];
}

/** What the gateway takes part in, and how each is read; every other plug-in is told. */
const READERS = {
  jwtAuth: (plugin: GatewayPlugin) => plugin.jwtAuth?.model,
  ipControl: ({ data }: GatewayPlugin) => ipControl.parse(data),
  accessControl: (plugin: GatewayPlugin) => plugin.accessControl?.model,
  trafficControl: ({ data }: GatewayPlugin) => trafficControl.parse(data),
  cors: ({ data }: GatewayPlugin) => cors.parse(data),
} satisfies Partial<Record<KnownPluginType, unknown>>;

/** Reads the plug-ins that are bound, or may be bound: what may be bound is taken for bound, and told. */
export function readBoundPlugins({ bindings }: RouteStage): BoundPlugins {
  const unsupportedReasons = bindings.flatMap(unsupportedReasonOf);
  const models = new ModelReader(bindings, unsupportedReasons);
  const plugins = {
    jwtAuth: models.read('jwtAuth', READERS.jwtAuth),
    ipControl: models.read('ipControl', READERS.ipControl),
    accessControl: models.read('accessControl', READERS.accessControl),
    trafficControl: models.read('trafficControl', READERS.trafficControl),
    cors: models.read('cors', READERS.cors),
  };
  return { ...plugins, unsupportedReasons: [...unsupportedReasons, ...datasetsOf(plugins)] };
}

/** Lists of tokens and addresses that are kept beside the template. */
function datasetsOf({
  ipControl,
  jwtAuth,
}: Pick<BoundPlugins, 'ipControl' | 'jwtAuth'>): UnsupportedReason[] {
  const { blockByDataSet, blockClaimParameterName } = jwtAuth ?? {};
  const addresses = ipControl?.items.find(({ blocksDatasetId }) => blocksDatasetId !== undefined);
  const tokens = blockByDataSet ?? blockClaimParameterName;
  return [
    ...(tokens === undefined ? [] : [dataset('which tokens are blocked stands in a plug-in dataset')]),
    ...(addresses === undefined ? [] : [dataset('which addresses may call stands in a plug-in dataset')]),
  ];
}

const dataset = (why: string): UnsupportedReason => ({ name: 'dataset', why });

function unsupportedReasonOf({ binding, maybe, plugin }: RouteBinding): UnsupportedReason[] {
  if (isUnknown(plugin)) {
    const why = maybe ?? `what plug-in ${plugin.expression} says stands outside the template`;
    return [{ name: unsupportedOf(binding?.declaredType ?? ''), why }];
  }
  const { id, type } = plugin;
  if (isUnknown(type))
    return [{ name: 'plugin', why: maybe ?? `the type of plug-in ${id} is ${type.expression}` }];
  const name = unsupportedOf(type);
  if (!Object.hasOwn(READERS, type))
    return [{ name, why: `plug-in ${id} is of the type ${type}, which is not emulated` }];
  return maybe === undefined ? [] : [{ name, why: maybe }];
}

/** A plug-in type by its own name; a template may write any other word. */
function unsupportedOf(type: string): UnsupportedName {
  const known = Object.keys(PLUGIN_TYPES).find((each) => each === type);
  return known !== undefined && isUnsupportedName(known) ? known : 'plugin';
}

/** Reads the one plug-in of each type, and tells what it cannot read. */
class ModelReader {
  constructor(
    private readonly bindings: readonly RouteBinding[],
    private readonly unsupportedReasons: UnsupportedReason[],
  ) {}

  read<T>(type: UnsupportedName, model: (plugin: GatewayPlugin) => T | undefined): T | undefined {
    const [first, second] = pluginsOf(type, this.bindings);
    if (first === undefined) return undefined;
    const tell = (why: string) => this.unsupportedReasons.push({ name: type, why });
    if (second !== undefined) tell(`plug-ins ${first.id} and ${second.id} are both bound: one takes effect`);
    if (first.problem !== undefined) {
      tell(`plug-in ${first.id}: ${first.problem}`);
      return undefined;
    }
    try {
      const read = model(first);
      const key = findUnknownKey(read);
      if (key !== undefined) tell(`plug-in ${first.id} has the key ${key}, which is not known here`);
      return read;
    } catch (error) {
      if (!GatewayError.isGatewayError(error)) throw error;
      tell(`plug-in ${first.id}: ${error.message}`);
      return undefined;
    }
  }
}

function pluginsOf(type: string, bindings: readonly RouteBinding[]): readonly GatewayPlugin[] {
  const plugins = bindings.flatMap(({ plugin }) =>
    !isUnknown(plugin) && plugin.type === type ? [plugin] : [],
  );
  return [...new Set(plugins)];
}

/** What binds policies to APIs without a plug-in, and the plug-in type that does the same. */
const BINDERS: ReadonlyMap<string, UnsupportedName> = new Map([
  ['ALIYUN::ApiGateway::TrafficControlBinding', 'trafficControl'],
  ['ALIYUN::ApiGateway::SignatureBinding', 'backendSignature'],
]);

/** For an API in a stage, the policies that are or may be bound to it without a plug-in. */
export type OlderBindings = (api: Resource, stage: RouteStage) => readonly UnsupportedReason[];

/** Finds the policies of a model; none of them is emulated. */
export function olderBindingsOf({ stacks }: GatewayModel): OlderBindings {
  const byApi = new Map<Resource, Resource[]>();
  const resources = stacks.flatMap((stack) => [...stack.resources.values()].flat());
  for (const binder of resources.filter(({ type }) => BINDERS.has(type)))
    for (const api of mentionsOf(binder.properties.ApiIds ?? null, binder))
      byApi.set(api, [...(byApi.get(api) ?? []), binder]);
  return (api, { stage }) =>
    (byApi.get(api) ?? []).flatMap((binder): UnsupportedReason[] => {
      const bound = textIn(binder.properties.StageName, binder);
      const isElsewhere = typeof bound === 'string' && !isUnknown(stage) && bound !== stage;
      const name = BINDERS.get(binder.type);
      return isElsewhere || name === undefined
        ? []
        : [{ name, why: `${binder.id} binds a policy, which is not emulated` }];
    });
}
