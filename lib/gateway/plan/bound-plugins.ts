import { GatewayError } from '../../errors';
import { PLUGIN_TYPES } from '../../facts';
import type { GatewayPlugin, RouteBinding, RouteStage } from '../../model';
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
import { isUnknown } from '../../template';
import { isUnsupportedName, type UnsupportedName } from './unsupported';

/** Something in the way, before it is told of a route. */
export interface UnsupportedReason {
  readonly name: UnsupportedName;
  readonly why: string;
}

/** The plug-ins of a route in a stage that the gateway takes part in. */
export interface BoundPlugins {
  readonly jwtAuth: JwtAuthModel | undefined;
  readonly ipControl: IpControlModel | undefined;
  readonly accessControl: AccessControlModel | undefined;
  readonly trafficControl: TrafficControlModel | undefined;
  readonly cors: CorsModel | undefined;
  readonly unsupportedReasons: readonly UnsupportedReason[];
}

const EMULATED = ['jwtAuth', 'ipControl', 'accessControl', 'trafficControl', 'cors'];

/** Reads the plug-ins that are bound, or may be bound: what may be bound is taken for bound, and told. */
export function readBoundPlugins({ bindings }: RouteStage): BoundPlugins {
  const unsupportedReasons = bindings.flatMap(unsupportedReasonOf);
  const models = new ModelReader(bindings, unsupportedReasons);
  const plugins = {
    jwtAuth: models.read('jwtAuth', (plugin) => plugin.jwtAuth?.model),
    ipControl: models.read('ipControl', ({ data }) => ipControl.parse(data)),
    accessControl: models.read('accessControl', (plugin) => plugin.accessControl?.model),
    trafficControl: models.read('trafficControl', ({ data }) => trafficControl.parse(data)),
    cors: models.read('cors', ({ data }) => cors.parse(data)),
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
  if (!EMULATED.includes(type))
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
