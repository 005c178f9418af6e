import {
  createDesk,
  type Decision,
  type DecisionFile,
  isInForce,
  oneOf,
  parseDecisions,
  readDecisions,
} from '../decisions';
import type { CallerEffect, Change, GatewayDiff, Posture, RouteChange } from './change';
import { CALLER_EFFECTS, POSTURES, worstOf } from './judging/verdict';
import { byWeight } from './order';
import { CHANGE_KINDS } from './registry';

/** A decision that changes of a kind mean something else here than they mean in general. */
export interface ChangeLevel extends Decision {
  /** The id of the one kind it is for. */
  readonly kind: string;
  /**
   * A glob over the route, `GET /orders/*`, or, for a change of no route, over `STACK/LOGICALID`: `*` and `?` do not
   * match `/`, `**` does.
   * @default - every change of the kind
   */
  readonly path?: string;
  /** @default - as judged */
  readonly posture?: Posture;
  /** @default - as judged */
  readonly callers?: CallerEffect;
  readonly reason: string;
  /** @default - nobody in particular */
  readonly owner?: string;
  /** The last day it holds, in UTC: `2030-12-31`. @default - for ever */
  readonly expires?: string;
}

/** What is wrong with a level: it names no kind, has expired, or is for no change. */
export interface LevelProblem {
  readonly level: ChangeLevel;
  /** Lower case, no final period. */
  readonly message: string;
}

/** A diff after the levels. */
export interface LevelledDiff extends GatewayDiff {
  readonly levelProblems: readonly LevelProblem[];
}

/**
 * Judges changes as a file of levels says: of several that are for a change, the first that has not expired. The change
 * keeps what was said of it in general.
 *
 * @param now the clock, in milliseconds since 1970
 */
export function applyLevels(diff: GatewayDiff, levels: readonly ChangeLevel[], now: number): LevelledDiff {
  const desk = createDesk<Change, ChangeLevel>(levels, {
    isOfKind: ({ kind }, change) => kind === change.kind,
    pathsOf: ({ logicalId, route, stack }) => [route ?? `${stack}/${logicalId}`],
    now,
  });
  const changes = diff.changes.map((change) => {
    const level = desk.decisionOn(change);
    return level === undefined ? change : levelled(change, level);
  });
  const levelProblems = levels.flatMap((level) => {
    const message = problemOf(level, { hasExpired: !isInForce(level, now), isUsed: desk.isUsed(level) });
    return message === undefined ? [] : [{ level, message }];
  });
  const isAnyUsed = levels.some((level) => desk.isUsed(level));
  const routes = isAnyUsed ? diff.routes.map((route) => levelledRoute(route, changes)) : diff.routes;
  return { ...diff, changes: [...changes].sort(byWeight), routes, levelProblems };
}

function levelled(change: Change, { callers, owner, posture, reason }: ChangeLevel): Change {
  return {
    ...change,
    posture: posture === undefined ? change.posture : { verdict: posture, reason },
    callers: callers === undefined ? change.callers : { verdict: callers, reason },
    judgedAs: { posture: change.posture, callers: change.callers, owner },
  };
}

/**
 * A route as the file says, where every change that makes it what it is was judged by the file: what only some of them
 * say is still said by the others.
 */
function levelledRoute(route: RouteChange, changes: readonly Change[]): RouteChange {
  const own = changes.filter(
    ({ fingerprint, topic }) => topic === 'callers' && route.changes.includes(fingerprint),
  );
  if (own.length === 0 || own.every(({ judgedAs }) => judgedAs === undefined)) return route;
  const isPosture = own.every(
    ({ judgedAs, posture }) => judgedAs !== undefined || posture.verdict !== route.posture.verdict,
  );
  const isCallers = own.every(
    ({ callers, judgedAs }) => judgedAs !== undefined || callers.verdict !== route.callers.verdict,
  );
  return {
    ...route,
    posture: isPosture
      ? worstOf(
          own.map(({ posture }) => posture),
          POSTURES,
        )
      : route.posture,
    callers: isCallers
      ? worstOf(
          own.map(({ callers }) => callers),
          CALLER_EFFECTS,
        )
      : route.callers,
  };
}

const KINDS: ReadonlySet<string> = new Set(CHANGE_KINDS.map(({ id }) => id));

function problemOf(
  { expires, kind }: ChangeLevel,
  { hasExpired, isUsed }: { readonly hasExpired: boolean; readonly isUsed: boolean },
): string | undefined {
  if (!KINDS.has(kind)) return `there is no kind of change ${kind}`;
  if (hasExpired) return `expired on ${expires}`;
  return isUsed ? undefined : 'no change of that kind is there';
}

/** Where levels stand unless another file is named. */
export const LEVEL_FILE = 'jwt-gateway.changes.yaml';

const LEVELS: DecisionFile<ChangeLevel> = {
  name: LEVEL_FILE,
  list: 'changes',
  what: 'levels',
  members: {
    kind: { required: true },
    path: {},
    posture: { problem: oneOf(['weaker', 'stronger', 'neutral', 'unknown'] satisfies readonly Posture[]) },
    callers: { problem: oneOf(['break', 'may break', 'safe', 'unknown'] satisfies readonly CallerEffect[]) },
    reason: { required: true },
    owner: {},
    expires: {},
  },
  problem: ({ callers, posture }) =>
    posture === undefined && callers === undefined ? 'says nothing: give posture or callers' : undefined,
  code: 'change-levels-invalid',
  hint: 'write changes: and below it a list of kind, reason, and posture or callers',
};

/**
 * Reads a text of levels: YAML or JSON with a list `changes` of objects with `kind`, `reason`, `posture` or `callers`
 * or both, and `path`, `owner` and `expires` where they are wanted; each of them a text.
 *
 * @param file its name, for messages and positions
 * @throws GatewayError `template-invalid` for what is no YAML or JSON; `change-levels-invalid` with every problem
 */
export function parseLevels(text: string, file: string): readonly ChangeLevel[] {
  return parseDecisions(LEVELS, text, file);
}

/**
 * The levels in the file that is named, or else in that of the working directory, if it has one.
 *
 * @throws GatewayError `file-unreadable`, and what {@link parseLevels} throws
 */
export function readLevels(
  named: string | undefined,
  pathOf: (written: string) => string,
): readonly ChangeLevel[] {
  return readDecisions(LEVELS, named, pathOf);
}
