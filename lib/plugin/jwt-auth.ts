import { GatewayError, type Problem } from '../errors';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { keyWarnings, type PublicJwk, PublicKeySet } from '../jwk';
import {
  type Cursor,
  type Extensible,
  flag,
  listOf,
  type MistakenKeys,
  object,
  oneOf,
  optional,
  refuse,
  type Shape,
  text,
  where,
} from '../shape';
import { type BackendName, isSameAtBackend } from './backend-name';
import { pluginType } from './plugin-type';

/** One claim of the verified token on its way to the backend. Claims should be flat strings. */
export interface ClaimParameter extends Extensible {
  /** A registered or private claim: `sub`, `userId`. */
  readonly claimName: string;
  /** The name the backend reads it under. */
  readonly parameterName: string;
  /** `path` needs a placeholder of that name in the backend path, `formData` a form body. */
  readonly location: BackendName['location'];
}

/**
 * JWT authorization. A token must be signed with one of the keys and not be past its `exp`; issuer and audience
 * are not looked at (see `tokenClaimRule`).
 *
 * Needs one key at least, in `jwk` or `jwks`. The names `jwks`, `blockByDataSet` and `blockClaimParameterName`
 * are remembered, not re-read on a vendor page; the abilities are documented.
 *
 * @see https://www.alibabacloud.com/help/en/api-gateway/traditional-api-gateway/user-guide/jwt-authentication
 */
export interface JwtAuthModel extends Extensible {
  /**
   * The header, query parameter or cookie field that holds the token; without `parameterLocation`, an API
   * parameter. In the `Authorization` header the token follows `bearer`.
   */
  readonly parameter: string;
  /**
   * Where `parameter` is. A PASSTHROUGH API needs it; leave it out where the API declares the parameter itself.
   * That cookies are read is documented, the word `cookie` is inferred.
   * @default - an API parameter of a MAPPING API
   */
  readonly parameterLocation?: 'header' | 'query' | 'cookie';
  /** @default - no claim reaches the backend */
  readonly claimParameters?: readonly ClaimParameter[];
  /**
   * Refuses a token whose `jti` was used before.
   * @default false
   */
  readonly preventJtiReplay?: boolean;
  /**
   * Forwards a request without any token to the backend: its APIs are public.
   * @default false
   */
  readonly bypassEmptyToken?: boolean;
  /**
   * Accepts tokens past their `exp`.
   * @default false
   */
  readonly ignoreExpirationCheck?: boolean;
  /** The id of a plug-in dataset of the type JWT_BLOCKING. */
  readonly blockByDataSet?: string;
  /** The claim that is looked up in the dataset. */
  readonly blockClaimParameterName?: string;
  /** One public key. */
  readonly jwk?: PublicJwk;
  /** Several public keys, as while a key is being rotated. Each but one needs a `kid`, all of them different. */
  readonly jwks?: readonly PublicJwk[];
}

const claimParameter = object<ClaimParameter>({
  claimName: text,
  parameterName: text,
  location: oneOf('query', 'header', 'path', 'formData'),
});

const claimParameters = where(listOf(claimParameter), (claims, at) => {
  claims.forEach(({ location, parameterName: name }, index) => {
    // What could not be read left a hole.
    const first = claims.findIndex(
      (each) =>
        each !== undefined &&
        isSameAtBackend({ location, name }, { location: each.location, name: each.parameterName }),
    );
    if (first < index) at.at(index).note(`goes to ${location} ${name}, as claimParameters[${first}] does`);
  });
});

const publicJwk: Shape<PublicJwk> = {
  words: 'a public JWK',
  read: (value, at) =>
    isJsonObject(value) ? keySetOf([{ jwk: value, at }], at)?.keys[0] : refuse(publicJwk.words, value, at),
  write: (jwk) => jwk as unknown as JsonValue,
};

const NOT_FETCHED = 'the plug-in fetches no keys; write the public keys into jwks';
const NOT_CHECKED =
  'the plug-in does not look at issuer and audience; bind an accessControl plug-in that denies all others';
const OTHER_GATEWAY =
  'it belongs to the JWT plug-in of the cloud-native gateway, whose data is of another kind';

const MISTAKEN_KEYS: MistakenKeys = {
  jwksUri: NOT_FETCHED,
  jwks_uri: NOT_FETCHED,
  jwksUrl: NOT_FETCHED,
  jwkUri: NOT_FETCHED,
  keys: 'the list of keys is called jwks',
  iss: NOT_CHECKED,
  issuer: NOT_CHECKED,
  aud: NOT_CHECKED,
  audience: NOT_CHECKED,
  audiences: NOT_CHECKED,
  consumers: OTHER_GATEWAY,
  global_auth: OTHER_GATEWAY,
  jwtAuth: 'it is the type of the plug-in; write what is in it one level up',
};

const shape = object<JwtAuthModel>(
  {
    parameter: text,
    parameterLocation: optional(oneOf('header', 'query', 'cookie')),
    claimParameters: optional(claimParameters),
    preventJtiReplay: optional(flag),
    bypassEmptyToken: optional(flag),
    ignoreExpirationCheck: optional(flag),
    blockByDataSet: optional(text),
    blockClaimParameterName: optional(text),
    jwk: optional(publicJwk),
    jwks: optional(listOf(publicJwk)),
  },
  (model, at, document) => {
    lookAtKeys(model, at, document);
    const { parameterLocation, bypassEmptyToken, ignoreExpirationCheck } = model;
    if (parameterLocation === 'cookie') {
      at.at('parameterLocation').note('is cookie: that cookies are read is documented, this word is not');
    }
    if (bypassEmptyToken) {
      at.at('bypassEmptyToken').note('is true: a request without any token reaches the backend');
    }
    if (ignoreExpirationCheck) at.at('ignoreExpirationCheck').note('is true: a token is good for ever');
    for (const key of ['blockByDataSet', 'blockClaimParameterName'] as const) {
      if (model[key] !== undefined) at.at(key).note('is a key that we remember and found on no vendor page');
    }
  },
  MISTAKEN_KEYS,
);

function lookAtKeys({ jwk, jwks }: Partial<JwtAuthModel>, at: Cursor, document: JsonObject): void {
  const hasKey = document.jwk !== undefined;
  const hasKeys = document.jwks !== undefined;
  if (!hasKey && (!hasKeys || jwks?.length === 0)) at.problem('has no key: give jwk or jwks');
  if (hasKey && hasKeys) {
    at.at('jwks').note('stands beside jwk: that the service takes both is not documented');
  }

  const keys: PlacedKey[] = jwk === undefined ? [] : [{ jwk, at: at.at('jwk') }];
  jwks?.forEach((each, index) => {
    keys.push({ jwk: each, at: at.at('jwks').at(index) });
  });
  const set = keys.length === 0 ? undefined : keySetOf(keys, at);
  if (set !== undefined) at.notes.push(...placed(keyWarnings(set), keys));
}

interface PlacedKey {
  readonly jwk: PublicJwk | JsonObject;
  readonly at: Cursor;
}

/** The keys as one set. What a set refuses is told at the key. */
function keySetOf(keys: readonly PlacedKey[], at: Cursor): PublicKeySet | undefined {
  try {
    return PublicKeySet.parse({ keys: keys.map(({ jwk }) => jwk) });
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    at.problems.push(...placed(error.problems, keys));
    return undefined;
  }
}

/** What was said of `$.keys[1]` in the set, said of the place of that key in the plug-in data. */
function placed(problems: readonly Problem[], keys: readonly PlacedKey[]): Problem[] {
  const place = (words: string): string =>
    words.replace(/\$\.keys\[(\d+)\]/g, (inSet, index) => keys[Number(index)]?.at.path ?? inSet);
  return problems.map(({ path, message }) => ({ path: place(path), message: place(message) }));
}

/** The keys of a plug-in, the one of `jwk` before those of `jwks`. */
export function jwtAuthKeys({ jwk, jwks = [] }: Pick<JwtAuthModel, 'jwk' | 'jwks'>): readonly PublicJwk[] {
  return jwk === undefined ? jwks : [jwk, ...jwks];
}

/** The `jwtAuth` plug-in. */
export const jwtAuth = pluginType('jwtAuth', shape);
