import { isJsonObject, type JsonValue, memberOf } from '../../json';
import type { GatewayPlugin } from '../../model';
import { isUnknown } from '../../template';
import type { ComparedPlugins } from '../comparing/comparison';
import { type Draft, sideOf } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { pluginsOfType } from '../judging/plugin-differences';
import { callersUnclear, safe, stronger, weaker } from '../judging/verdict';

const weakened: ChangeKind = {
  id: 'signing-key-weakened',
  title: 'The shortest RSA key of a JWT plug-in is shorter than before.',
  area: 'authentication',
  direction: 'widened',
  mirror: 'signing-key-strengthened',
  asymmetry: undefined,
  posture: 'weaker',
  callers: 'safe: what happens to tokens is told at the keys',
  why: 'Whoever breaks the weakest key signs any token.',
};

const strengthened: ChangeKind = {
  id: 'signing-key-strengthened',
  title: 'The shortest RSA key of a JWT plug-in is longer than before.',
  area: 'authentication',
  direction: 'narrowed',
  mirror: 'signing-key-weakened',
  asymmetry: undefined,
  posture: 'stronger',
  callers: 'safe: what happens to tokens is told at the keys',
  why: 'The weakest key decides how hard it is to forge a token.',
};

export const signingKeyWeakened: Detector = {
  kinds: [weakened, strengthened],
  *find(comparison) {
    for (const plugins of pluginsOfType(comparison, 'jwtAuth')) {
      const [before, after] = [shortestKey(plugins.before), shortestKey(plugins.after)];
      if (before !== undefined && after !== undefined && before !== after)
        yield draftOf(plugins, { before, after });
    }
  },
};

function draftOf(plugins: ComparedPlugins, { after, before }: { before: number; after: number }): Draft {
  const isWeaker = after < before;
  const reason = `the shortest RSA key has ${after} bits instead of ${before}`;
  return {
    kind: isWeaker ? weakened : strengthened,
    place: plugins.place,
    message: `its shortest RSA key has ${after} bits instead of ${before}`,
    before: sideOf(`${before} bits`, plugins.before),
    after: sideOf(`${after} bits`, plugins.after),
    posture: isWeaker ? weaker(reason) : stronger(reason),
    callers:
      plugins.after.problem === undefined
        ? safe('what happens to tokens is told at the keys')
        : callersUnclear(`the data is not in order: ${plugins.after.problem}`),
    exposure: undefined,
    affects: plugins.uses,
    explains: [],
  };
}

/** In bits; read from the data as it stands, since a key that is too short makes it unreadable as a whole. */
function shortestKey({ data }: GatewayPlugin): number | undefined {
  if (isUnknown(data) || !isJsonObject(data)) return undefined;
  const { jwk, jwks } = data;
  const keys: readonly JsonValue[] = [jwk ?? null, ...(Array.isArray(jwks) ? jwks : [])];
  const sizes = keys.flatMap((key) => {
    const modulus = memberOf(key, 'n');
    return typeof modulus === 'string' ? [bitsOf(modulus)] : [];
  });
  return sizes.length === 0 ? undefined : Math.min(...sizes);
}

function bitsOf(modulus: string): number {
  const hex = Buffer.from(modulus, 'base64url')
    .toString('hex')
    .replace(/^(?:00)+/, '');
  const first = Number.parseInt(hex.slice(0, 2), 16);
  return Number.isNaN(first) ? 0 : (hex.length / 2 - 1) * 8 + (32 - Math.clz32(first));
}
