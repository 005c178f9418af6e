/**
 * Floor 3: the local gateway, a function from requests to answers, made from the gateway model. Knows neither
 * sockets nor files: clock, network and randomness are passed in.
 */
export { UNEMULATED_HEADER } from './answer';
export {
  createGateway,
  EXPLAIN_HEADER,
  type Gateway,
  type GatewayOptions,
  REPLACED_KEYS_HEADER,
} from './create-gateway';
export type { Decision, TraceStep } from './decision';
export type { GatewayRequest, GatewayResponse, HeaderLine } from './exchange';
export { OBSTACLES, type ObstacleName } from './obstacles';
export type { ServedRoute, Unemulated } from './served-route';
export { responseOf } from './web';
