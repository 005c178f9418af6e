import { GatewayError } from '../errors';
import { isJsonObject } from '../json';
import {
  type AccessControlModel,
  type CorsModel,
  cors,
  type IpControlModel,
  ipControl,
  type JwtAuthModel,
  type TrafficControlModel,
  trafficControl,
} from '../plugin';
import { type GatewayPlugin, isUnknown, type RouteBinding, type RouteStage } from '../template';
import { isObstacleName, type ObstacleName } from './obstacles';

/** Something in the way, before it is told of a route. */
export interface Hindrance {
  readonly name: ObstacleName;
  readonly why: string;
}

/** The plug-ins of a route in a stage that the gateway takes part in. */
export interface BoundPlugins {
  readonly jwtAuth: { readonly plugin: GatewayPlugin; readonly model: JwtAuthModel } | undefined;
  readonly ipControl: IpControlModel | undefined;
  readonly accessControl: AccessControlModel | undefined;
  readonly trafficControl:
    | { readonly plugin: GatewayPlugin; readonly model: TrafficControlModel }
    | undefined;
  readonly cors: CorsModel | undefined;
  readonly hindrances: readonly Hindrance[];
}

const EMULATED = ['jwtAuth', 'ipControl', 'accessControl', 'trafficControl', 'cors'];

/** Reads the plug-ins that are bound, or may be bound: what may be bound is taken for bound, and told. */
export function readBoundPlugins({ bindings }: RouteStage): BoundPlugins {
  const hindrances = bindings.flatMap(hindranceOf);
  const models = new ModelReader(bindings, hindrances);
  return {
    jwtAuth: models.read('jwtAuth', (plugin) => plugin.jwtAuth && { plugin, model: plugin.jwtAuth.model }),
    ipControl: models.read('ipControl', ({ data }) => ipControl.parse(data)),
    accessControl: models.read('accessControl', (plugin) => plugin.accessControl?.model),
    trafficControl: models.read('trafficControl', (plugin) => ({
      plugin,
      model: trafficControl.parse(plugin.data),
    })),
    cors: models.read('cors', ({ data }) => cors.parse(data)),
    hindrances,
  };
}

function hindranceOf({ binding, maybe, plugin }: RouteBinding): Hindrance[] {
  if (isUnknown(plugin)) {
    const type = binding?.declaredType ?? '';
    const why = maybe ?? `what plug-in ${plugin.expression} says stands outside the template`;
    return [{ name: isObstacleName(type) ? type : 'plugin', why }];
  }
  const { id, type } = plugin;
  if (isUnknown(type))
    return [{ name: 'plugin', why: maybe ?? `the type of plug-in ${id} is ${type.expression}` }];
  const name = isObstacleName(type) ? type : 'plugin';
  if (!EMULATED.includes(type))
    return [{ name, why: `plug-in ${id} is of the type ${type}, which is not emulated` }];
  return maybe === undefined ? [] : [{ name, why: maybe }];
}

/** Reads the one plug-in of each type, and tells what it cannot read. */
class ModelReader {
  constructor(
    private readonly bindings: readonly RouteBinding[],
    private readonly hindrances: Hindrance[],
  ) {}

  read<T>(type: ObstacleName, model: (plugin: GatewayPlugin) => T | undefined): T | undefined {
    const [first, second] = pluginsOf(type, this.bindings);
    if (first === undefined) return undefined;
    const tell = (why: string) => this.hindrances.push({ name: type, why });
    if (second !== undefined) tell(`plug-ins ${first.id} and ${second.id} are both bound: one takes effect`);
    if (first.problem !== undefined) {
      tell(`plug-in ${first.id}: ${first.problem}`);
      return undefined;
    }
    try {
      const read = model(first);
      const key = unknownKey(read);
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

/** A key, at any depth, that this library does not know: what it does to callers nobody here can tell. */
function unknownKey(model: unknown): string | undefined {
  if (Array.isArray(model)) {
    for (const item of model) {
      const key = unknownKey(item);
      if (key !== undefined) return key;
    }
    return undefined;
  }
  if (!isJsonObject(model)) return undefined;
  const { other, plugin: _, ...members } = model;
  if (isJsonObject(other)) return Object.keys(other)[0];
  const lists = Object.entries(members).filter(([name, value]) => name === 'model' || Array.isArray(value));
  return unknownKey(lists.map(([, value]) => value));
}
