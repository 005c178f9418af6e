import { type JwtLock, type KeySummary, keyText } from '../../model';
import type { ComparedPlugins, Comparison, Difference } from '../comparing/comparison';
import { below, pluginsOfType } from './plugin-differences';

/** The keys of a JWT plug-in on both sides. */
export interface ComparedKeys {
  readonly plugins: ComparedPlugins;
  readonly lost: readonly KeySummary[];
  readonly gained: readonly KeySummary[];
  /** Whether some key is on both sides, so that tokens in flight stay good while callers move on. */
  readonly overlap: boolean;
  /** Other keys under the same `kid`. */
  readonly swapped: readonly { readonly before: KeySummary; readonly after: KeySummary }[];
}

/** The keys of every JWT plug-in that can be read on both sides and whose keys are not the same. */
export function* comparedKeys(comparison: Comparison): Generator<ComparedKeys> {
  for (const plugins of pluginsOfType(comparison, 'jwtAuth')) {
    const [before, after] = [plugins.before.jwtAuth?.keys, plugins.after.jwtAuth?.keys];
    if (before === undefined || after === undefined) continue;
    const lost = without(before, after);
    const gained = without(after, before);
    if (lost.length + gained.length === 0) continue;
    const overlap = lost.length < before.length;
    const swapped = lost.flatMap((key) => {
      const other = gained.find(({ kid }) => kid !== undefined && kid === key.kid);
      return overlap && other !== undefined ? [{ before: key, after: other }] : [];
    });
    yield { plugins, lost, gained, overlap, swapped };
  }
}

function without(keys: readonly KeySummary[], others: JwtLock['keys']): readonly KeySummary[] {
  const prints = new Set(others.map(({ thumbprint }) => thumbprint));
  return keys.filter(({ thumbprint }) => !prints.has(thumbprint));
}

/** The differences that keys are. */
export function differencesOfKeys(plugins: ComparedPlugins, keys: readonly KeySummary[]): Difference[] {
  return keys.flatMap(({ thumbprint }) => below(plugins, 'keys', thumbprint));
}

/** `kid a1b2 · RS256 · NzbLsXh8` */
export function keyWords({ alg, kid, thumbprint }: KeySummary): string {
  const short = thumbprint.slice(0, 8);
  return [
    keyText({ alg, kid, thumbprint }),
    ...(alg ? [alg] : []),
    ...(kid === undefined ? [] : [short]),
  ].join(' · ');
}
