import fc, { type Arbitrary } from 'fast-check';
import type { PublicJwk } from '../../lib/jwk';
import type {
  AccessControlModel,
  CorsModel,
  IpControlItem,
  IpControlModel,
  JsonObject,
  JwtAuthModel,
  TrafficControlModel,
} from '../../lib/plugin';

const text = fc.string({ minLength: 1, maxLength: 12, unit: 'binary' });
const id = fc.oneof(fc.stringMatching(/^[0-9a-f]{1,32}$/), fc.nat());
const token = fc.stringMatching(/^[A-Za-z0-9*:/.-]{1,16}$/);

/** Keys that nobody knows. JSON has no negative zero, and `toEqual` cannot see an own `__proto__`. */
const other = fc
  .dictionary(fc.stringMatching(/^x[A-Za-z]{0,8}$/), fc.jsonValue({ maxDepth: 2 }), {
    minKeys: 1,
    maxKeys: 3,
  })
  .map((value): JsonObject => JSON.parse(JSON.stringify(value).replaceAll('__proto__', 'proto')));

/** A record some of whose members may be left out. */
function model<T extends object>(
  members: { [K in keyof T]-?: Arbitrary<NonNullable<T[K]>> },
  requiredKeys: readonly (keyof T)[],
): Arbitrary<T> {
  return fc.record(members, { requiredKeys: [...requiredKeys] }) as unknown as Arbitrary<T>;
}

// A random odd number of 2048 bits stands for a modulus: nothing here is signed.
const modulus = fc.uint8Array({ minLength: 256, maxLength: 256 }).map((bytes) => {
  const n = Buffer.from(bytes);
  n.writeUInt8(n.readUInt8(0) | 0x80, 0);
  n.writeUInt8(n.readUInt8(255) | 0x01, 255);
  return n.toString('base64url');
});

export const publicJwks: Arbitrary<readonly PublicJwk[]> = fc
  .array(fc.record({ n: modulus, use: fc.boolean(), alg: fc.boolean() }), { minLength: 1, maxLength: 3 })
  .map((keys) =>
    keys.map(({ n, use, alg }, index) => ({
      n,
      kty: 'RSA',
      kid: `key-${index}`,
      ...(use ? { use: 'sig' } : {}),
      ...(alg ? { alg: 'RS256' } : {}),
      e: 'AQAB',
    })),
  );

const claimParameter = model<NonNullable<JwtAuthModel['claimParameters']>[number]>(
  {
    claimName: text,
    parameterName: text,
    location: fc.constantFrom('query', 'header', 'path', 'formData'),
    other,
  },
  ['claimName', 'parameterName', 'location'],
);

const jwtAuthWithoutKeys = model<Omit<JwtAuthModel, 'jwk' | 'jwks'>>(
  {
    parameter: text,
    parameterLocation: fc.constantFrom('header', 'query', 'cookie'),
    claimParameters: fc.array(claimParameter, { maxLength: 3 }),
    preventJtiReplay: fc.boolean(),
    bypassEmptyToken: fc.boolean(),
    ignoreExpirationCheck: fc.boolean(),
    blockByDataSet: text,
    blockClaimParameterName: text,
    other,
  },
  ['parameter'],
);

export const jwtAuthModels: Arbitrary<JwtAuthModel> = fc
  .tuple(jwtAuthWithoutKeys, publicJwks, fc.boolean(), fc.boolean())
  .map(([rest, [first, ...more], single, both]) => ({
    ...rest,
    ...(single || both ? { jwk: first } : {}),
    ...(single && !both ? {} : { jwks: single || both ? more : [first, ...more] }),
  })) as Arbitrary<JwtAuthModel>;

const variable = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9]{1,8}$/);
const verdict = fc.constantFrom('ALLOW' as const, 'DENY' as const);

const ruleOver = (names: readonly string[]) =>
  model<AccessControlModel['rules'][number]>(
    {
      name: text,
      condition: fc.oneof(
        fc.constant("'$nobody' = 'nobody'"),
        ...names.map((name) => fc.constant(`$${name} = 'x' and $${name} <> null`)),
      ),
      ifTrue: verdict,
      ifFalse: verdict,
      statusCode: fc.integer({ min: 100, max: 599 }),
      errorMessage: fc.string(),
      responseHeaders: fc.dictionary(fc.stringMatching(/^[A-Za-z-]{1,12}$/), fc.string(), { maxKeys: 3 }),
      responseBody: fc.string(),
      other,
    },
    ['name', 'condition'],
  );

export const accessControlModels: Arbitrary<AccessControlModel> = fc
  .dictionary(variable, fc.constantFrom('Method', 'Token:sub', 'path:userId', 'Header:X A', 'Later:x'), {
    maxKeys: 20,
  })
  .chain((parameters) =>
    model<AccessControlModel>(
      {
        parameters: fc.constant(parameters),
        rules: fc.array(ruleOver(Object.keys(parameters)), { maxLength: 20 }),
        other,
      },
      ['parameters', 'rules'],
    ),
  );

const list = fc.array(token, { maxLength: 4 });

export const corsModels: Arbitrary<CorsModel> = model<CorsModel>(
  {
    allowOrigins: list,
    allowMethods: list,
    allowHeaders: list,
    exposeHeaders: list,
    allowCredentials: fc.boolean(),
    maxAge: fc.nat(),
    other,
  },
  [],
);

const block = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.tuple(fc.ipV4(), fc.nat(32)).map(([address, bits]) => `${address}/${bits}`),
  fc.tuple(fc.ipV6(), fc.nat(128)).map(([address, bits]) => `${address}/${bits}`),
);
const blocks = fc.array(block, { minLength: 1, maxLength: 4 });

const ipControlItem = (type: IpControlModel['type']) =>
  fc
    .tuple(
      model<IpControlItem>({ blocks, blocksDatasetId: text, appId: id, other }, [
        'blocks',
        'blocksDatasetId',
      ]),
      fc.constantFrom('blocks' as const, 'blocksDatasetId' as const),
    )
    .map(
      ([{ blocks, blocksDatasetId, appId, ...rest }, source]): IpControlItem => ({
        ...rest,
        ...(source === 'blocks' ? { blocks } : { blocksDatasetId }),
        ...(type === 'ALLOW' && appId !== undefined ? { appId } : {}),
      }),
    );

export const ipControlModels: Arbitrary<IpControlModel> = fc
  .constantFrom('ALLOW' as const, 'REFUSE' as const)
  .chain((type) =>
    model<IpControlModel>(
      {
        type: fc.constant(type),
        items: fc.array(ipControlItem(type), { minLength: 1, maxLength: 4 }),
        other,
      },
      ['type', 'items'],
    ),
  );

const policy = model<{ key: string | number; value: number; other: JsonObject }>(
  { key: id, value: fc.nat(), other },
  ['key', 'value'],
);

const special = model<NonNullable<TrafficControlModel['specials']>[number]>(
  { type: fc.constantFrom('APP', 'USER'), policies: fc.array(policy, { maxLength: 3 }), other },
  ['type', 'policies'],
);

export const trafficControlModels: Arbitrary<TrafficControlModel> = fc
  .tuple(fc.nat(), fc.nat(), fc.nat())
  .map((limits) => limits.sort((a, b) => b - a))
  .chain(([api = 0, user = 0, app = 0]) =>
    model<TrafficControlModel>(
      {
        unit: fc.constantFrom('SECOND', 'MINUTE', 'HOUR', 'DAY'),
        apiDefault: fc.constant(api),
        userDefault: fc.constant(user),
        appDefault: fc.constant(app),
        specials: fc.array(special, { maxLength: 3 }),
        other,
      },
      ['unit', 'apiDefault'],
    ),
  );
