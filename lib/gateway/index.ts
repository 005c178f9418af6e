/**
 * Floor 3: the local gateway, a function from requests to answers, made from the gateway model. Knows neither
 * sockets nor files: clock, network and randomness are passed in.
 */
export {
  createGateway,
  EXPLAIN_HEADER,
  type Gateway,
  type GatewayOptions,
  REPLACED_KEYS_HEADER,
} from './create-gateway';
export type { Decision, TraceStep } from './decision';
export { UNEMULATED_HEADER } from './exchange/answer';
export type { GatewayRequest, GatewayResponse, HeaderLine } from './exchange/exchange';
export { responseOf } from './exchange/web';
export type { ServedRoute, Unemulated } from './plan/served-route';
export { UNSUPPORTED, type UnsupportedName } from './plan/unsupported';
export { ReplayMemories } from './steps/replay-memory';
