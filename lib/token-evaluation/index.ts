/**
 * Floor 3: which routes of a gateway model would take a token, and why others would not. A pure function of model,
 * token and clock that the command line and the local gateway's page share; knows no requests and shows nothing.
 */

export { evaluateToken } from './evaluate-token';
export type { TokenEvaluation, TokenVerdict } from './token-evaluation';
