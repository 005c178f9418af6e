import { literal, type MembersOf, oneOf } from './props';
/** Where the caller puts the token: `parameter` and `parameterLocation` of the JWT plug-in. */
export interface TokenSource {
  readonly parameter: string;
  /** Left out when the token is a parameter that each API declares. */
  readonly parameterLocation?: 'header' | 'query' | 'cookie';
}

/**
 * The places a token can come from.
 *
 * @example
 * const token = TokenSource.header('X-Token');
 *
 * @see https://www.alibabacloud.com/help/en/api-gateway/traditional-api-gateway/user-guide/jwt-authentication
 */
export const TokenSource = {
  /** `Authorization: Bearer <token>` (RFC 6750 section 2.1). */
  bearer: (): TokenSource => ({ parameter: 'Authorization', parameterLocation: 'header' }),

  /** The whole value of a header, such as `X-Token`. */
  header: (name: string): TokenSource => ({ parameter: name, parameterLocation: 'header' }),

  /** A query parameter. URLs are logged by proxies, browsers and the gateway: prefer a header. */
  query: (name: string): TokenSource => ({ parameter: name, parameterLocation: 'query' }),

  /** A field of the Cookie header. The vendor documents the ability; the literal `cookie` is inferred. */
  cookie: (name: string): TokenSource => ({ parameter: name, parameterLocation: 'cookie' }),

  /** A request parameter that every MAPPING API using this authorization declares under this name. */
  apiParameter: (name: string): TokenSource => ({ parameter: name }),
};

export const TOKEN_SOURCE: MembersOf<TokenSource> = {
  parameter: literal,
  parameterLocation: oneOf(['header', 'query', 'cookie']),
};
