import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '../../lib/errors';
import { PublicKeySet } from '../../lib/jwk';
import { createTokenVerifier } from '../../lib/token';
import { CASES, hasCases } from '../shared-cases';

// The payloads of these vectors are no JSON, which alone would refuse each of them.
jest.mock('../../lib/token/decode', () => ({
  ...jest.requireActual('../../lib/token/decode'),
  readClaims: () => ({}),
}));

type Jwk = Readonly<Record<string, unknown>>;

interface Vector {
  readonly tcId: number;
  readonly comment: string;
  readonly jws?: string | object;
  readonly result: 'valid' | 'invalid';
}

interface Group {
  readonly private?: Jwk | { readonly keys: readonly Jwk[] };
  readonly public?: Jwk | { readonly keys: readonly Jwk[] };
  readonly tests: readonly Vector[];
}

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth'];

/** The public halves; a symmetric key is none, and stays what it is. */
function publicKeysOf({ private: own, public: shared = own }: Group): unknown {
  const keys = shared !== undefined && 'keys' in shared ? (shared.keys as readonly Jwk[]) : [shared ?? {}];
  return {
    keys: keys.map((key) =>
      Object.fromEntries(Object.entries(key).filter(([name]) => !PRIVATE_MEMBERS.includes(name))),
    ),
  };
}

async function isAccepted(keys: unknown, jws: string): Promise<boolean> {
  try {
    const checked = await createTokenVerifier(PublicKeySet.parse(keys)).checkSignature(jws);
    return 'signed' in checked;
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return false;
    throw error;
  }
}

/** What is invalid and accepted, and how many valid ones are, of keys that can be public. */
async function outcomeOf(file: string) {
  const text = readFileSync(join(CASES, 'wycheproof', `json_web_${file}_test.json`), 'utf8');
  const { testGroups } = JSON.parse(text) as { readonly testGroups: readonly Group[] };
  const wrong: string[] = [];
  let [right, looked] = [0, 0];
  for (const group of testGroups)
    for (const { comment, jws, result, tcId } of group.tests) {
      if (typeof jws !== 'string') continue;
      looked += 1;
      const accepted = await isAccepted(publicKeysOf(group), jws);
      if (accepted && result === 'invalid') wrong.push(`${tcId} ${comment}`);
      if (accepted && result === 'valid') right += 1;
    }
  return { wrong, right, looked };
}

(hasCases ? test : test.skip).each<[string, number, number]>([
  ['signature', 32, 401],
  ['key', 1, 26],
  ['crypto', 2, 48],
])('no invalid vector of Wycheproof is accepted: %s', async (file, right, looked) => {
  expect(await outcomeOf(file)).toEqual({ wrong: [], right, looked });
});
