import { GatewayError } from '../errors';
import { type JsonValue, memberOf, parseJsonIfAny } from '../json';
import { checkAddress, type FetchOptions, fetchText, type KeyNetwork, unreachable } from './fetch-text';

/** Where OpenID Connect Discovery 1.0 section 4 puts the document. */
const WELL_KNOWN = '/.well-known/openid-configuration';

/**
 * Asks the discovery document of an issuer where its keys are.
 *
 * @param issuer as it stands in tokens, to the letter
 * @throws GatewayError `issuer-differs` when the document is another issuer's; `provider-invalid` when it names no keys;
 *   `provider-unreachable`
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 */
export async function discoverKeys(issuer: string, network: KeyNetwork, options: FetchOptions): Promise<URL> {
  const base = issuerAddress(issuer);
  const address = new URL(`${issuer.replace(/\/$/, '')}${WELL_KNOWN}`);
  const place = address.href;
  const document = parse(await fetchText(address, network, options), place);
  checkIssuer(memberOf(document, 'issuer'), issuer, place);
  const named = memberOf(document, 'jwks_uri');
  if (typeof named !== 'string' || !URL.canParse(named)) {
    throw new GatewayError('provider-invalid', 'names no address of keys (jwks_uri)', { place });
  }
  const keys = new URL(named);
  checkAddress(keys, base);
  if (base.protocol === 'https:' && keys.protocol !== 'https:')
    throw unreachable(keys, 'is no https address, as the issuer is');
  return keys;
}

function issuerAddress(issuer: string): URL {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new GatewayError('usage', `'${issuer}' is not the address of an issuer`, {
      place: '--issuer',
      hint: 'write it as it stands in tokens, like https://login.example.com',
    });
  }
  return url;
}

function parse(text: string, place: string): JsonValue {
  const document = parseJsonIfAny(text);
  if (document === undefined) throw new GatewayError('provider-invalid', 'is not JSON', { place });
  return document;
}

function checkIssuer(found: unknown, issuer: string, place: string): void {
  if (found === issuer) return;
  const isSlash = typeof found === 'string' && found.replace(/\/$/, '') === issuer.replace(/\/$/, '');
  throw new GatewayError(
    'issuer-differs',
    `says that its issuer is ${typeof found === 'string' ? found : 'nothing'}, not ${issuer}`,
    {
      place,
      hint: isSlash
        ? 'only the slash at the end differs; tokens have it to the letter, so write it as the document does'
        : 'tokens carry the issuer to the letter: ask the one that they name',
    },
  );
}
