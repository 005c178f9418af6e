import { GatewayError } from '../errors';
import { DEFAULT_LIFETIME_SECONDS } from '../facts';
import { isJsonObject } from '../json';
import { redactorOf } from '../model';
import { tokenEvaluationRows } from '../report';
import { decodeToken, withoutScheme } from '../token';
import { evaluateToken } from '../token-evaluation';
import { jsonAnswer, problemAnswer, tokenAnswer } from './answer';
import type { Endpoint } from './endpoint';
import { readBody } from './request';

/** What a token says, and what becomes of it at each route: `{"token": "eyJ…"}`. */
export const inspect: Endpoint = {
  method: 'POST',
  work: async (request, { now, served }) => {
    const body = await readBody(request);
    if ('refusal' in body) return body.refusal;
    const { token: written } = body.document;
    if (typeof written !== 'string') return problemAnswer(400, 'token must be text');
    const token = withoutScheme(written);
    const { model } = served();
    const routes = tokenEvaluationRows(await evaluateToken(token, model, { now }));
    const answer = { ...decoded(token), time: Math.floor(now() / 1000), routes };
    return jsonAnswer(answer, 200, [], redactorOf(model));
  },
};

function decoded(token: string): object {
  try {
    const { claims, header, signatureBytes } = decodeToken(token);
    return { header, claims, signatureBytes };
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return { problem: error.message };
    throw error;
  }
}

/** What is minted on a page is for trying things out. */
const MOST_SECONDS = 60 * 60;

/** A token with these claims: `{"claims": {"sub": "alice"}, "ttlSeconds": 600}`. */
export const mint: Endpoint = {
  method: 'POST',
  work: async (request, { signer }) => {
    if (signer === undefined) return problemAnswer(404, 'there is no private key to mint tokens with');
    const body = await readBody(request);
    if ('refusal' in body) return body.refusal;
    const { claims = {}, ttlSeconds = DEFAULT_LIFETIME_SECONDS } = body.document;
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
