import { createHmac, createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { JWT_ERRORS } from '../../lib/facts';
import { PublicKeySet } from '../../lib/jwk';
import type { HeaderLine, ProbeAnswer, ProbeRequest } from '../../lib/probe';
import { verifyToken } from '../../lib/token';
import { type FixtureAlgorithm, fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { api, binding, deployment, getAtt, group, type Loose, model, plugin } from '../model/sample';

export const NOW_SECONDS = 1_767_225_600;
export const now = () => NOW_SECONDS * 1000;

/** Texts that differ, the same in every run. */
export function counter(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `random-${count}`;
  };
}

const claimRules = {
  parameters: { iss: 'Token:iss', aud: 'Token:aud', scope: 'Token:scope' },
  rules: [
    { name: 'issuer', condition: "$iss = 'https://login.example.com'", ifFalse: 'DENY' },
    { name: 'audience', condition: "$aud = 'orders'", ifFalse: 'DENY' },
    {
      name: 'requires',
      condition:
        "$scope = 'orders:write' or $scope like 'orders:write %' or $scope like '% orders:write' or $scope like '% orders:write %'",
      ifFalse: 'DENY',
    },
  ],
};

/** One route with a JWT plug-in for the key, and the rules that look at issuer and audience. */
export function gatewayResources(jwk: Loose, jwt: Loose = {}): Loose {
  return {
    Group: group(),
    Api: api(),
    Release: deployment(),
    Jwt: plugin('jwtAuth', {
      parameter: 'Authorization',
      parameterLocation: 'header',
      preventJtiReplay: true,
      jwk,
      ...jwt,
    }),
    Binding: binding(),
    Claims: plugin('accessControl', claimRules),
    ClaimsBinding: binding({ PluginId: getAtt('Claims', 'PluginId') }),
  };
}

export const gatewayModel = (jwk: Loose, jwt: Loose = {}) => model(gatewayResources(jwk, jwt));

/** What a broken gateway lets in, of a token it should refuse. */
export type Defect = (token: Decoded, keys: PublicKeySet) => boolean;

export interface Decoded {
  readonly text: string;
  readonly header: Loose;
  readonly claims: Loose;
  readonly signature: Buffer;
}

export const fixtureKeys = (algorithm: FixtureAlgorithm) => PublicKeySet.of([fixturePublicJwk(algorithm)]);

/** A gateway that does all it must, but for its defect. */
export function fakeGateway(keys: PublicKeySet, defect: Defect = () => false) {
  const used = new Set<unknown>();
  return async ({ headers }: Pick<ProbeRequest, 'headers'>): Promise<ProbeAnswer> => {
    const values = headers.filter(([name]) => name === 'Authorization').map(([, value]) => value);
    const text = values[0]?.replace(/^Bearer ?/, '') ?? '';
    const token = decoded(text);
    if (defect(token, keys)) return through(token);
    if (text === '') return refused('I400JR');
    if (values.length > 1) return refused('I400JD');
    const verification = await verifyToken(text, keys, { now });
    if (!verification.verified) return refused(verification.code);
    const { aud, iss, jti, scope } = token.claims;
    if (jti === undefined) return refused('S403JI');
    if (used.has(jti)) return refused('S403JU');
    used.add(jti);
    const isWritten = String(scope).split(' ').includes('orders:write');
    const isAccepted = iss === 'https://login.example.com' && aud === 'orders' && isWritten;
    return isAccepted ? through(token) : refused('A403AC');
  };
}

function decoded(text: string): Decoded {
  const [header = '', claims = '', signature = ''] = text.split('.');
  return { text, header: json(header), claims: json(claims), signature: Buffer.from(signature, 'base64url') };
}

function json(part: string): Loose {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return {};
  }
}

const ID: HeaderLine = ['X-Ca-Request-Id', '1'];

export function refused(code: string, status = Number(code.slice(1, 4))): ProbeAnswer {
  const message = (JWT_ERRORS as Loose)[code]?.value.message ?? 'forbidden';
  return { status, headers: [ID, ['X-Ca-Error-Code', code], ['X-Ca-Error-Message', message]] };
}

const through = (_: Decoded): ProbeAnswer => ({ status: 200, headers: [ID] });

/** Whether a key of any sort has signed the token with the algorithm of its header. */
export function isSignedWith(jwk: Loose, { header, signature, text }: Decoded): boolean {
  const input = Buffer.from(text.slice(0, text.lastIndexOf('.')));
  const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  const hash = /^(?:RS|PS|ES)(\d+)$/.exec(header.alg)?.[1];
  const options = header.alg.startsWith('ES') ? { key, dsaEncoding: 'ieee-p1363' as const } : key;
  return verify(hash === undefined ? null : `sha${hash}`, input, options, signature);
}

export function isHmacWith(secret: string | Buffer, { signature, text }: Decoded): boolean {
  const input = text.slice(0, text.lastIndexOf('.'));
  return createHmac('sha256', secret).update(input).digest().equals(signature);
}
