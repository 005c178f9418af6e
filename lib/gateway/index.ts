/**
 * Floor 3: the local gateway, a function from requests to answers, made from the gateway model. Knows neither
 * sockets nor files: clock and network are passed in.
 */
export {
  createGateway,
  EXPLAIN_HEADER,
  type Gateway,
  type GatewayOptions,
} from './create-gateway';
export type { Decision, TraceStep } from './decision';
export { type GatewayRequest, type GatewayResponse, type HeaderLine, responseOf } from './exchange/exchange';

export type { ServedRoute, Unemulated } from './plan/served-route';
export { UNSUPPORTED } from './plan/unsupported';
export { ReplayMemories } from './steps/replay-memory';
