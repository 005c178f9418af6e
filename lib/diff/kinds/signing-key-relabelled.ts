import { changeAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { dataPath, pluginDifferences } from '../judging/plugin-differences';
import { mayBreak, neutral, safe } from '../judging/verdict';

const relabelled: ChangeKind = {
  id: 'signing-key-relabelled',
  title: 'A key of a JWT plug-in stayed, and what is said of it changed.',
  area: 'authentication',
  direction: 'changed',
  mirror: 'signing-key-relabelled',
  asymmetry: undefined,
  posture: 'neutral: the same private halves sign',
  callers: 'may break where kid or alg changed, or jwk became jwks, which is not documented; else safe',
  why: 'Tokens name their key by its kid and their algorithm by alg; those in flight name the old ones.',
};

/** What tokens are held against. */
const NAMED_BY_TOKENS: ReadonlySet<string | undefined> = new Set(['kid', 'alg']);

export const signingKeyRelabelled: Detector = {
  kinds: [relabelled],
  *find(comparison) {
    for (const { difference, plugins } of pluginDifferences(comparison, 'jwtAuth', 'keys')) {
      const [, thumbprint = '', member] = dataPath(difference);
      if (member === undefined) continue;
      yield changeAt(relabelled, difference, {
        message: `key ${thumbprint.slice(0, 8)} has another ${member}`,
        posture: neutral('the same private halves sign'),
        callers: NAMED_BY_TOKENS.has(member)
          ? mayBreak(`tokens in flight name the old ${member}`)
          : safe('tokens do not name it'),
        affects: plugins.uses,
      });
    }
    for (const { difference, plugins } of pluginDifferences(comparison, 'jwtAuth', 'keysIn'))
      yield changeAt(relabelled, difference, {
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
