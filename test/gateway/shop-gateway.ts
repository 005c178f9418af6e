import { createGateway, type Decision, type Gateway, type GatewayOptions } from '../../lib/gateway';
import { PrivateKeySet } from '../../lib/jwk';
import { parseTemplate } from '../../lib/model';
import { issueToken } from '../../lib/token';
import { type FixtureAlgorithm, fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { api, bound, plugin, published, type Resources, shop, template } from '../rules/gateway-template';
import { NOW_SECONDS, now } from '../token/handmade-token';

export { NOW_SECONDS, now };

/** A gateway over resources, and what it decided. */
export interface Served {
  readonly gateway: Gateway;
  readonly decisions: readonly Decision[];
}

/** Serves resources with an echo in place of backends. */
export function serve(resources: readonly Resources[], options: Partial<GatewayOptions> = {}): Served {
  const text = JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', ...template(shop, ...resources) });
  const decisions: Decision[] = [];
  let ids = 0;
  const gateway = createGateway(parseTemplate(text, 'shop.json'), {
    now,
    fetch: () => Promise.reject(new Error('no network in tests')),
    mock: true,
    randomId: () => `id-${++ids}`,
    onDecision: (decision) => decisions.push(decision),
    ...options,
  });
  return { gateway, decisions };
}

/** A jwtAuth plug-in `Customers` with the RS256 fixture, and what a test adds. */
export function customers(more: object = {}): Resources {
  return plugin('Customers', 'jwtAuth', {
    parameter: 'Authorization',
    parameterLocation: 'header',
    jwk: fixturePublicJwk('RS256'),
    ...more,
  });
}

/** An API published to RELEASE with plug-ins bound to it. */
export function route(
  id: string,
  text: string,
  { plugins = [], ...options }: Parameters<typeof api>[2] & { readonly plugins?: readonly string[] } = {},
): Resources {
  const bindings = plugins.map((each) => bound(id, each));
  return Object.assign({}, api(id, text, options), published(id, 'RELEASE'), ...bindings);
}

/** A token of a fixture key, good for ten minutes from `now`. */
export function tokenOf(
  claims: Readonly<Record<string, string>> = { sub: 'alice' },
  algorithm: FixtureAlgorithm = 'RS256',
): Promise<string> {
  return issueToken(PrivateKeySet.parse(fixtureText(algorithm)).signingKey(), { claims, now });
}

/** What a call gave: status, error code and text. */
export async function call(
  { gateway }: Served,
  text: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): Promise<{
  readonly status: number;
  readonly code: string | null;
  readonly text: string;
  readonly headers: Headers;
}> {
  const [method = '', path = ''] = text.split(' ');
  const url = path.startsWith('http') ? path : `http://localhost${path}`;
  const response = await gateway(
    new Request(url, { method, headers, ...(body === undefined ? {} : { body }) }),
  );
  return {
    status: response.status,
    code: response.headers.get('X-Ca-Error-Code'),
    text: await response.text(),
    headers: response.headers,
  };
}
