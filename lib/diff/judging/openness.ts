import {
  certainProtection,
  type GatewayRoute,
  isPreflightAnswer,
  LOCK_WORDS,
  publicWords,
  type RouteStage,
} from '../../model';
import type { Posture, Verdict } from '../change';
import { weakestProtection } from './stage-protection';
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
