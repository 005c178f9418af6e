import { memberOf } from '../../json';
import { type BackendDefinition, type GatewayRoute, stageBackendOf, variablesReadBy } from '../../model';
import { isUnknown, type Maybe, textIn, Unknown } from '../../template';
import type { RouteRow } from './route-rows';

/** Whether backends are worth a column: those that read variables differ from stage to stage. */
export function areBackendsShown(rows: readonly RouteRow[]): boolean {
  return rows.some(({ route, stage }) => {
    if (stage === undefined) return false;
    const { unclear, uses } = variablesReadBy(route);
    return uses.length > 0 || unclear !== undefined;
  });
}

/** Where the requests of a route go in a stage: `https://orders.example.com/v2/orders`, `function shop/orders`. */
export function backendOf({ route, stage }: RouteRow): Maybe<string> | undefined {
  if (stage === undefined) return undefined;
  const old = stage.deployments.find(({ historyVersion }) => historyVersion !== undefined);
  if (old !== undefined) return new Unknown(`that of the version deployment ${old.id} names`);
  const backend = stageBackendOf(route, stage);
  return isUnknown(backend) ? backend : wordsOf(backend, route);
}

function wordsOf(backend: BackendDefinition, { resource }: GatewayRoute): Maybe<string> {
  const { address, functionComputeConfig, isInVpc, isMock, path, protocol, vpcConfig } = backend;
  if (isMock === true) return 'a fixed answer';
  const unknown = [isMock, protocol, isInVpc].find(isUnknown);
  if (unknown !== undefined) return unknown;
  const member = (config: typeof vpcConfig, name: string) =>
    isUnknown(config) ? config : textIn(memberOf(config, name), resource);
  if (protocol === 'FunctionCompute') {
    const url = member(functionComputeConfig, 'FcBaseUrl');
    if (url !== undefined) return put([url, member(functionComputeConfig, 'Path')], '');
    const names = ['ServiceName', 'FunctionName'].map((name) => member(functionComputeConfig, name));
    return put(['function ', put(names, '/')], '');
  }
  if (isInVpc !== true) return put([withoutFinalSlash(address), path], '');
  const place = put([member(vpcConfig, 'InstanceId'), member(vpcConfig, 'Port')], ':');
  return put(['VPC ', place, path], '');
}

function withoutFinalSlash(address: Maybe<string> | undefined): Maybe<string> | undefined {
  return typeof address === 'string' ? address.replace(/\/$/, '') : address;
}

/** The parts that there are as one text; what has an unknown part is unknown. */
function put(parts: readonly (Maybe<string> | undefined)[], between: string): Maybe<string> {
  return parts.find(isUnknown) ?? parts.filter((part) => part !== undefined).join(between);
}
