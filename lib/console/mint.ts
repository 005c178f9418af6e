import { GatewayError } from '../errors';
import { isJsonObject } from '../json';
import { problemAnswer, tokenAnswer } from './answer';
import { readBody } from './body';
import type { Endpoint } from './endpoint';

/** What is minted on a page is for trying things out. */
const MOST_SECONDS = 60 * 60;
const DEFAULT_SECONDS = 10 * 60;

/** A token with these claims: `{"claims": {"sub": "alice"}, "ttlSeconds": 600}`. */
export const mint: Endpoint = {
  method: 'POST',
  work: async (request, { signer }) => {
    if (signer === undefined) return problemAnswer(404, 'there is no private key to mint tokens with');
    const body = await readBody(request);
    if ('refusal' in body) return body.refusal;
    const { claims = {}, ttlSeconds = DEFAULT_SECONDS } = body.document;
    if (!isJsonObject(claims)) return problemAnswer(400, 'claims must be an object');
    if (!isLifetime(ttlSeconds)) {
      return problemAnswer(400, `ttlSeconds must be a whole number from 1 to ${MOST_SECONDS}`);
    }
    try {
      return tokenAnswer(await signer(claims, { ttlSeconds }));
    } catch (error) {
      if (GatewayError.isGatewayError(error)) return problemAnswer(400, error.message);
      throw error;
    }
  },
};

function isLifetime(seconds: unknown): seconds is number {
  return Number.isInteger(seconds) && Number(seconds) >= 1 && Number(seconds) <= MOST_SECONDS;
}
