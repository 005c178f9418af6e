import { type ConsoleOptions, createConsole } from '../../lib/console';
import { createGateway, type GatewayRequest, type HeaderLine } from '../../lib/gateway';
import { PrivateKeySet } from '../../lib/jwk';
import type { GatewayModel } from '../../lib/model';
import { issueToken } from '../../lib/token';
import { fixtureText } from '../fixtures/keys/fixture-keys';
import { now } from '../token/handmade-token';
import { shop } from './sample-gateway';

const KEY = PrivateKeySet.parse(fixtureText('RS256')).signingKey();

/** Signs with the key that the sample gateway knows. */
export const signer: ConsoleOptions['signer'] = (claims, { ttlSeconds }) =>
  issueToken(KEY, { now, claims, ttlSeconds });

/** A console in front of a gateway whose backends echo; its clock stands still. */
export function openConsole(options: Partial<ConsoleOptions> = {}, model: GatewayModel = shop()) {
  const page = createConsole({ served: () => ({ model, gateway }), now, signer, ...options });
  const noNetwork = () => Promise.reject(new Error('a test asked the network'));
  let requests = 0;
  const randomId = () => `request-${++requests}`;
  const gateway = createGateway(model, {
    now,
    fetch: noNetwork,
    mock: true,
    randomId,
    onDecision: page.observe,
  });
  return { page, answer: (request: GatewayRequest) => page(request) ?? gateway.handle(request) };
}

/** A request as a tool on this machine sends it. */
export function request(target: string, given: Partial<GatewayRequest> = {}): GatewayRequest {
  const host = 'localhost:8080';
  return {
    method: 'GET',
    protocol: 'http',
    host,
    target,
    headers: [['Host', host]],
    body: undefined,
    clientAddress: '127.0.0.1',
    ...given,
  };
}

/** A POST of JSON, or of a text as it stands. */
export function post(
  target: string,
  body: unknown,
  { type = 'application/json', headers = [] as readonly HeaderLine[] } = {},
): GatewayRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return request(target, {
    method: 'POST',
    headers: [['Content-Type', type], ...headers],
    body: streamOf(text),
  });
}

async function* streamOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
