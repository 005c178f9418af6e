/**
 * Floor 3: the local gateway, a function from request to answer. Knows no sockets, no files and no terminal.
 */
export type { GatewayRequest, GatewayResponse, HeaderLine } from './exchange';
