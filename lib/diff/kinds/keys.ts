import { isJsonObject, type JsonValue, memberOf } from '../../json';
import { type GatewayPlugin, type JwtLock, type KeySummary, keyRetirements, keyText } from '../../model';
import { isUnknown } from '../../template';
import { listed } from '../../text';
import type { CallerEffect, Verdict } from '../change';
import type { ComparedPlugins, Comparison, Difference } from '../comparing/comparison';
import { below, dataPath, pluginDifferences, pluginsOfType } from '../judging/differences';
import { changeAt, type Draft, sideOf } from '../judging/draft';
import { alone, type Detector, mirrored, STEPS } from '../judging/kind';
import { breaks, callersUnclear, mayBreak, neutral, safe, stronger, weaker } from '../judging/verdict';

const signingKeysReplaced = alone(
  { area: 'authentication', direction: 'replaced' },
  {
    id: 'signing-keys-replaced',
    title: 'All keys of a JWT plug-in were replaced in one step.',
    posture: 'neutral: callers still have to show a token',
    callers: 'break: every token in flight is refused',
    why: 'A rotation that breaks nobody adds the new key, moves the signers, and removes the old key when its last token has expired.',
    avoid: STEPS.rotate,
  },
);

const signingKeyChanged = alone(
  { area: 'authentication', direction: 'replaced' },
  {
    id: 'signing-key-changed',
    title: 'Another key stands under the kid of an old one.',
    posture: 'neutral: callers still have to show a token',
    callers: 'break: tokens of the old key name the kid of the new one',
    why: 'Tokens name their key by its kid. Under one kid there can be no overlap, and nobody sees from a token which key it means.',
    avoid: STEPS.rotate,
  },
);

export const replacedKeys: Detector = {
  kinds: [signingKeysReplaced, signingKeyChanged],
  *find(comparison) {
    for (const { gained, lost, overlap, plugins, swapped } of comparedKeys(comparison)) {
      const common = { place: plugins.place, exposure: undefined, affects: plugins.uses };
      const wordsOf = (keys: typeof lost) => listed(keys.map(keyWords));
      if (!overlap)
        yield {
          ...common,
          kind: signingKeysReplaced,
          message: `replaced all keys in one step: ${listed(gained.map(keyText))} instead of ${listed(lost.map(keyText))}`,
          before: sideOf(wordsOf(lost), plugins.before),
          after: sideOf(wordsOf(gained), plugins.after),
          posture: neutral('callers still have to show a token, of the new keys'),
          callers: breaks(
            'every token in flight is refused: no old key is left (jwt-gateway keys rotate plans it without that)',
          ),
          explains: differencesOfKeys(plugins, [...lost, ...gained]),
        };
      for (const { after, before } of swapped)
        yield {
          ...common,
          kind: signingKeyChanged,
          message: `has another key under ${keyText(before)}`,
          before: sideOf(keyWords(before), plugins.before),
          after: sideOf(keyWords(after), plugins.after),
          posture: neutral('callers still have to show a token, of the new key'),
          callers: breaks('tokens of the old key are refused'),
          explains: differencesOfKeys(plugins, [before, after]),
        };
    }
  },
};

const [signingKeyAdded, signingKeyRemoved] = mirrored(
  {
    area: 'authentication',
    direction: 'added',
    asymmetry:
      'adding a key is the first step of every rotation, so it is neutral; removing one shuts its tokens out',
  },
  {
    id: 'signing-key-added',
    title: 'A JWT plug-in accepts tokens of one more key.',
    posture: 'neutral: who may call stays up to those who hold the private halves',
    callers: 'safe: tokens of the other keys stay good',
    why: 'Whoever holds the private half of the key can sign tokens for every route of the plug-in.',
  },
  {
    id: 'signing-key-removed',
    title: 'A JWT plug-in no longer accepts tokens of a key.',
    posture: 'stronger',
    callers:
      'break: tokens signed with it are refused; safe past the date at which the plan of its rotation lets it go',
    why: 'Nobody may use tokens of the key any more, however long they are still valid.',
    avoid: STEPS.rotate,
  },
);

export const addedKeys: Detector = {
  kinds: [signingKeyAdded, signingKeyRemoved],
  *find(comparison) {
    for (const compared of comparedKeys(comparison)) {
      if (!compared.overlap) continue;
      const isSwapped = (key: KeySummary) =>
        compared.swapped.some(({ after, before }) => key === before || key === after);
      for (const key of compared.gained) if (!isSwapped(key)) yield keyCame(key, compared);
      for (const key of compared.lost) if (!isSwapped(key)) yield keyWent(key, compared, comparison.now);
    }
  },
};

function keyCame(key: KeySummary, { plugins }: ComparedKeys): Draft {
  return {
    kind: signingKeyAdded,
    place: plugins.place,
    message: `accepts tokens of ${keyText(key)}, too`,
    after: sideOf(keyWords(key), plugins.after),
    posture: neutral('whoever holds its private half can sign tokens; the other keys stay'),
    callers: safe('tokens of the other keys stay good'),
    affects: plugins.uses,
    explains: differencesOfKeys(plugins, [key]),
  };
}

function keyWent(key: KeySummary, { plugins }: ComparedKeys, now: number | undefined): Draft {
  return {
    kind: signingKeyRemoved,
    place: plugins.place,
    message: `no longer accepts tokens of ${keyText(key)}`,
    before: sideOf(keyWords(key), plugins.before),
    posture: stronger('tokens of the key are refused'),
    callers: removalOf(key, plugins.before, now),
    affects: plugins.uses,
    explains: differencesOfKeys(plugins, [key]),
  };
}

/** What the removal of a key does to callers, by the plan of its rotation, which stands in the Metadata. */
function removalOf(key: KeySummary, before: GatewayPlugin, now: number | undefined): Verdict<CallerEffect> {
  const refused = `tokens signed with ${keyText(key)} are refused`;
  // Where two dates are said of one kid, only the later one is sure.
  const from = keyRetirements(before)
    .flatMap(({ kid, retireFrom }) => (kid === key.kid ? [retireFrom] : []))
    .sort()
    .at(-1);
  if (from === undefined) return breaks(`${refused}, however long they are valid`);
  if (now === undefined || now < Date.parse(from))
    return breaks(`${refused}; until ${from} some of them may be good`);
  return safe(
    `since ${from} no token signed with ${keyText(key)} is good any more, by the plan of its rotation`,
  );
}

const [signingKeyWeakened, signingKeyStrengthened] = mirrored(
  { area: 'authentication', direction: 'widened' },
  {
    id: 'signing-key-weakened',
    title: 'The shortest RSA key of a JWT plug-in is shorter than before.',
    callers: 'safe: what happens to tokens is told at the keys',
    why: 'Whoever breaks the weakest key signs any token.',
  },
  {
    id: 'signing-key-strengthened',
    title: 'The shortest RSA key of a JWT plug-in is longer than before.',
    callers: 'safe: what happens to tokens is told at the keys',
    why: 'The weakest key decides how hard it is to forge a token.',
  },
);

export const shortestKeys: Detector = {
  kinds: [signingKeyWeakened, signingKeyStrengthened],
  *find(comparison) {
    for (const plugins of pluginsOfType(comparison, 'jwtAuth')) {
      const [before, after] = [shortestKey(plugins.before), shortestKey(plugins.after)];
      if (before !== undefined && after !== undefined && before !== after)
        yield shortestKeyDraft(plugins, { before, after });
    }
  },
};

function shortestKeyDraft(
  plugins: ComparedPlugins,
  { after, before }: { before: number; after: number },
): Draft {
  const isWeaker = after < before;
  const reason = `the shortest RSA key has ${after} bits instead of ${before}`;
  return {
    kind: isWeaker ? signingKeyWeakened : signingKeyStrengthened,
    place: plugins.place,
    message: `its shortest RSA key has ${after} bits instead of ${before}`,
    before: sideOf(`${before} bits`, plugins.before),
    after: sideOf(`${after} bits`, plugins.after),
    posture: isWeaker ? weaker(reason) : stronger(reason),
    callers:
      plugins.after.problem === undefined
        ? safe('what happens to tokens is told at the keys')
        : callersUnclear(`the data is not in order: ${plugins.after.problem}`),
    affects: plugins.uses,
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

const signingKeyRelabelled = alone(
  { area: 'authentication', direction: 'changed' },
  {
    id: 'signing-key-relabelled',
    title: 'A key of a JWT plug-in stayed, and what is said of it changed.',
    posture: 'neutral: the same private halves sign',
    callers: 'may break where kid or alg changed, or jwk became jwks, which is not documented; else safe',
    why: 'Tokens name their key by its kid and their algorithm by alg; those in flight name the old ones.',
  },
);

/** What tokens are held against. */
const NAMED_BY_TOKENS: ReadonlySet<string | undefined> = new Set(['kid', 'alg']);

export const relabelledKeys: Detector = {
  kinds: [signingKeyRelabelled],
  *find(comparison) {
    for (const { difference, plugins } of pluginDifferences(comparison, 'jwtAuth', 'keys')) {
      const [, thumbprint = '', member] = dataPath(difference);
      if (member === undefined) continue;
      yield changeAt(signingKeyRelabelled, difference, {
        message: `key ${thumbprint.slice(0, 8)} has another ${member}`,
        posture: neutral('the same private halves sign'),
        callers: NAMED_BY_TOKENS.has(member)
          ? mayBreak(`tokens in flight name the old ${member}`)
          : safe('tokens do not name it'),
        affects: plugins.uses,
      });
    }
    for (const { difference, plugins } of pluginDifferences(comparison, 'jwtAuth', 'keysIn'))
      yield changeAt(signingKeyRelabelled, difference, {
        message: `its keys stand in ${difference.after} instead of ${difference.before}`,
        posture: neutral('the same private halves sign'),
        callers:
          difference.after === 'jwk'
            ? safe('every vendor example has jwk')
            : mayBreak('what the service makes of jwks is not documented: run jwt-gateway verify'),
        affects: plugins.uses,
      });
  },
};

/** The keys of a JWT plug-in on both sides. */
interface ComparedKeys {
  readonly plugins: ComparedPlugins;
  readonly lost: readonly KeySummary[];
  readonly gained: readonly KeySummary[];
  /** Whether some key is on both sides, so that tokens in flight stay good while callers move on. */
  readonly overlap: boolean;
  /** Other keys under the same `kid`. */
  readonly swapped: readonly { readonly before: KeySummary; readonly after: KeySummary }[];
}

/** The keys of every JWT plug-in that can be read on both sides and whose keys are not the same. */
function* comparedKeys(comparison: Comparison): Generator<ComparedKeys> {
  for (const plugins of pluginsOfType(comparison, 'jwtAuth')) {
    const [before, after] = [plugins.before.jwtAuth?.keys, plugins.after.jwtAuth?.keys];
    if (before === undefined || after === undefined) continue;
    const lost = lessKeys(before, after);
    const gained = lessKeys(after, before);
    if (lost.length + gained.length === 0) continue;
    const overlap = lost.length < before.length;
    const swapped = lost.flatMap((key) => {
      const other = gained.find(({ kid }) => kid !== undefined && kid === key.kid);
      return overlap && other !== undefined ? [{ before: key, after: other }] : [];
    });
    yield { plugins, lost, gained, overlap, swapped };
  }
}

function lessKeys(keys: readonly KeySummary[], others: JwtLock['keys']): readonly KeySummary[] {
  const prints = new Set(others.map(({ thumbprint }) => thumbprint));
  return keys.filter(({ thumbprint }) => !prints.has(thumbprint));
}

/** The differences that keys are. */
function differencesOfKeys(plugins: ComparedPlugins, keys: readonly KeySummary[]): Difference[] {
  return keys.flatMap(({ thumbprint }) => below(plugins, 'keys', thumbprint));
}

/** `kid a1b2 · RS256 · NzbLsXh8` */
function keyWords({ alg, kid, thumbprint }: KeySummary): string {
  const short = thumbprint.slice(0, 8);
  return [
    keyText({ alg, kid, thumbprint }),
    ...(alg ? [alg] : []),
    ...(kid === undefined ? [] : [short]),
  ].join(' · ');
}
