import type { GatewayErrorCode } from '../facts';

/** What a caller who gets this code should look at. The codes and their grades stand in lib/facts. */
const WORDS = {
  I400JR: 'The route wants a token, and the request has none where the plug-in looks for it.',
  I400JD: 'What stands in the place of the token cannot be read as one.',
  A403JT: 'The token is not accepted: its signature, its algorithm, its header or its time is wrong.',
  A403JK:
    "None of the plug-in's keys is the one that the token names: it was signed with another key, or the key is not published yet.",
  A403JE: 'The token has expired: get a new one.',
  S403JI: 'The plug-in takes each token once and tells them apart by jti, which this token does not have.',
  S403JU: 'The plug-in takes each token once, and this one was used before: get a new one.',
  I400JP: "The plug-in's data is broken: no token can be checked with it.",
  I400HD: 'A header cannot be read, or comes more than once where it may not.',
  I400BD: 'The body cannot be read as the API declares it.',
  I400PA: 'The path cannot be read.',
  I400RU: 'The address cannot be read.',
  I400CT: 'The Content-Type does not fit what the API declares.',
  I400SG: 'No API is published to the stage that X-Ca-Stage names.',
  I403PT: 'The API does not take requests over this protocol.',
  I404NF: 'No API has this method and path in this stage.',
  I413RL: 'The body is larger than the gateway takes.',
  I413UL: 'Address and headers together are larger than the gateway takes; a long token counts.',
  I400MP: 'A parameter that the API demands is missing.',
  I400IP: 'A parameter is not of the type, length or form that the API declares.',
  A403IP: "An ipControl plug-in keeps the caller's address out.",
  A403AC:
    'A rule of an accessControl plug-in denies the request: often the issuer or the audience of the token.',
  A403CO: 'The cors plug-in does not know the origin of the page that asks.',
  T429PR: 'Too many requests in this time: a trafficControl plug-in holds the caller back.',
  D504CO: 'The backend could not be reached.',
  D504TO: 'The backend did not answer in time.',
  X500ER: 'The gateway failed.',
} as const satisfies Readonly<Record<GatewayErrorCode, string>>;

/** An error code in words; `undefined` for one that is not known. */
export function findErrorWords(code: string): string | undefined {
  return Object.hasOwn(WORDS, code) ? WORDS[code as GatewayErrorCode] : undefined;
}
