/**
 * Floor 3: the local gateway, a function from requests to answers, made from the gateway model. Knows neither
 * sockets nor files: clock, network and randomness are passed in.
 */
export { UNEMULATED_HEADER } from './answer';
export { createGateway, EXPLAIN_HEADER, type Gateway, type GatewayOptions } from './create-gateway';
export type { Decision, TraceStep } from './decision';
export type { GatewayRequest, GatewayResponse, HeaderLine } from './exchange';
export { OBSTACLES, type ObstacleName } from './obstacles';
export { ReplayMemories } from './replay-memory';
export type { ServedRoute, Unemulated } from './served-route';
export { responseOf } from './web';
