import { GatewayError } from '../errors';
import { redactorOf } from '../model';
import { tokenEvaluationRows } from '../report';
import { decodeToken } from '../token';
import { evaluateToken } from '../token-evaluation';
import { jsonAnswer, problemAnswer } from './answer';
import { readBody } from './body';
import type { Endpoint } from './endpoint';

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

// As it is copied from an Authorization header.
function withoutScheme(text: string): string {
  return text.trim().replace(/^bearer\s+/i, '');
}

function decoded(token: string): object {
  try {
    const { claims, header, signatureBytes } = decodeToken(token);
    return { header, claims, signatureBytes };
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return { problem: error.message };
    throw error;
  }
}
