import { pluginTypeFact } from '../../facts';
import {
  certainProtection,
  type GatewayRoute,
  isPreflightAnswer,
  LOCK_WORDS,
  type Protection,
  publicWords,
  type RouteStage,
} from '../../model';
import { isUnknown } from '../../template';
import type { Posture, Verdict } from '../change';
import type { Comparison, Difference } from '../comparing/comparison';
import type { StagePair } from '../pairing/pair-routes';
import { type neutral, type stronger, unclear, type weaker } from './verdict';

/** What it is called that a route came or went which anybody may call, or which asks for something. */
export interface Ways {
  readonly open: typeof weaker | typeof stronger;
  readonly shut: typeof neutral;
}

/** Why it is no hole that anybody may call a route which answers preflight requests. */
export const PREFLIGHT = 'it answers preflight requests with a fixed text';

/** The posture of a route in stages where its requests find no other route. */
export function openness(
  route: GatewayRoute,
  stages: readonly RouteStage[],
  { open, shut }: Ways,
): Verdict<Posture> {
  const protection = weakestProtection({ stages });
  if (protection === undefined) return shut('it is published to no stage');
  if (protection.kind === 'unknown') return unclear(protection.why);
  if (protection.kind === 'public' && isPreflightAnswer(route)) return shut(PREFLIGHT);
  if (protection.kind === 'public') return open(publicWords(protection, route.disableInternet === true));
  const locks = stages.map(certainProtection).flatMap((each) => (each.kind === 'locked' ? each.locks : []));
  const words = [...new Set(locks.map(({ kind }) => LOCK_WORDS[kind]))];
  return shut(`callers have to show ${words.join(' and ')}`);
}

/** Who gets through a route as a whole: the weakest of its stages decides. */
export function weakestProtection({ stages }: Pick<GatewayRoute, 'stages'>): Protection | undefined {
  const all = stages.map(certainProtection);
  return all.find(({ kind }) => kind === 'public') ?? all.find(({ kind }) => kind === 'unknown') ?? all[0];
}

/** The bindings of plug-ins that decide about callers in a stage, as far as they came or went. */
export function authenticationBindings({ after, before }: StagePair, { of }: Comparison): Difference[] {
  return [before, after].flatMap((stage) =>
    (stage?.bindings ?? []).flatMap(({ binding, plugin }) => {
      const type = isUnknown(plugin) ? binding?.declaredType : plugin.type;
      return typeof type !== 'string' || pluginTypeFact(type)?.effect === 'authenticates'
        ? of(binding).filter(({ path }) => path.length === 0)
        : [];
    }),
  );
}
