import {
  isCloudNativeRoute,
  isCloudNativeStage,
  isCloudNativeType,
  traditionalPartOf,
} from '../../cloud-native';
import {
  accessText,
  certainProtection,
  findJwtLock,
  fullNameOf,
  type GatewayModel,
  type GatewayRoute,
  type RouteStage,
  redactorOf,
} from '../../model';
import { textOrExpression } from '../../template';
import type { Redactor } from '../../text';
import type { Change, GatewayDiff, RouteChange } from '../change';
import { changeOf, type DiffContext, diffGateways, remembered, shownRoute } from '../diff-gateways';
import { type FullDraft, sideOf } from '../judging/draft';
import {
  breaks,
  CALLER_EFFECTS,
  mayBreak,
  neutral,
  POSTURES,
  safe,
  stronger,
  unclear,
  weaker,
  worstOf,
} from '../judging/verdict';
import { byWeight } from '../order';
import { CHANGE_KINDS } from '../registry';
import { compareCallers } from './compare-callers';
import { compareChecks } from './compare-checks';
import { findMove, type Move, type MovedCalls } from './find-move';
import type { Finding } from './finding';
import type { MovedRoute } from './moved-route';
import { notesOf } from './notes';

/**
 * What two gateways do not share, also where routes move from a traditional gateway to a cloud-native one: those are
 * paired by method and full address, and judged by whom both sides let in.
 *
 * @param base the gateway as it is
 * @param head the gateway as it would be
 */
export function diffProducts(base: GatewayModel, head: GatewayModel, context: DiffContext = {}): GatewayDiff {
  const move = findMove(base, head);
  if (move === undefined) return diffGateways(base, head, context);
  const hide = remembered((text) => redactorOf(base)(redactorOf(head)(text)));
  const told = move.calls.flatMap((calls) => toldOf(calls, hide));
  const rest = restOf({ base, head }, move, context);
  const changes = told.flatMap((each) => each.changes);
  return {
    ...rest,
    base: base.place,
    head: head.place,
    changes: [...changes, ...rest.changes].sort(byWeight),
    routes: [
      ...told.flatMap(({ fate }) => (fate === undefined ? [] : [shownRoute(fate, hide)])),
      ...rest.routes,
    ],
    addresses: head.routes.filter(({ stages }) => stages.length > 0).map((route) => hide(fullNameOf(route))),
    unread: [
      ...rest.unread,
      ...move.unread.map(({ origin }) => ({
        origin,
        message: 'only ROS knows its address, so nobody can say what takes its calls',
        side: 'base' as const,
      })),
    ],
    notes: notesOf(
      told.flatMap(({ moved }) => moved ?? []),
      changes.flatMap(({ posture, route }) => (route === undefined ? [] : [{ posture, route }])),
    ),
  };
}

/** What is not about the routes that move: nothing, where each side is of one product. */
function restOf(
  { base, head }: { readonly base: GatewayModel; readonly head: GatewayModel },
  { calls, fresh }: Move,
  context: DiffContext,
): GatewayDiff {
  const wasMixed = base.routes.some(isCloudNativeRoute);
  const isMixed = head.routes.some((route) => !isCloudNativeRoute(route));
  if (!wasMixed && !isMixed) return nothingOf(base, head);
  const others = wasMixed
    ? { ...head, routes: head.routes.filter((route) => !fresh.includes(route)) }
    : traditionalPartOf(head);
  const rest = diffGateways(base, others, context);
  const moved = new Set(calls.flatMap(({ before }) => (before === undefined ? [] : [fullNameOf(before)])));
  const isGone = ({ route }: Pick<Change, 'route'>) => route !== undefined && moved.has(route);
  return {
    ...rest,
    changes: rest.changes.filter(
      (each) => !(isGone(each) && GOING.has(each.kind)) && (wasMixed || !isOfCloudNative(each, head)),
    ),
    routes: rest.routes.filter((each) => !(isGone(each) && each.after === undefined)),
  };
}

/** Kinds that say that a route is not there any more: the other product takes its calls. */
const GOING: ReadonlySet<string> = new Set(['route-removed', 'stage-unpublished']);

/** What a new resource does to routes is compared at the routes. */
function isOfCloudNative({ kind, logicalId, stack }: Change, { stacks }: GatewayModel): boolean {
  if (kind !== 'resource-added') return false;
  const resources = stacks.find(({ name }) => name === stack)?.resources.get(logicalId) ?? [];
  return resources.some(({ type }) => isCloudNativeType(type));
}

function nothingOf(base: GatewayModel, head: GatewayModel): GatewayDiff {
  return {
    base: base.place,
    head: head.place,
    changes: [],
    routes: [],
    addresses: [],
    unread: [
      ...base.problems.map((problem) => ({ ...problem, side: 'base' as const })),
      ...head.problems.map((problem) => ({ ...problem, side: 'head' as const })),
    ],
  };
}

interface Told {
  readonly changes: readonly Change[];
  /** What becomes of callers; `undefined` where they meet the same. */
  readonly fate: RouteChange | undefined;
  readonly moved: MovedRoute | undefined;
}

/** What becomes of some calls, in each stage of the traditional gateway. */
function toldOf(calls: MovedCalls, hide: Redactor): readonly Told[] {
  const { after, before } = calls;
  const target = after?.stages[0];
  if (before === undefined)
    return target && after ? [judged({ calls, after: { route: after, stage: target } }, hide)] : [];
  return before.stages.map((stage) => {
    const source = { route: before, stage };
    if (after === undefined || target === undefined) return judged({ calls, before: source }, hide);
    return judged({ calls, before: source, after: { route: after, stage: target } }, hide);
  });
}

interface Side {
  readonly route: GatewayRoute;
  readonly stage: RouteStage;
}

interface Sides {
  readonly calls: MovedCalls;
  readonly before?: Side;
  readonly after?: Side;
}

function judged(sides: Sides, hide: Redactor): Told {
  const { after, before } = sides;
  const moved =
    before !== undefined && after !== undefined && isCloudNativeStage(after.stage)
      ? { before, after: { route: after.route, stage: after.stage } }
      : undefined;
  const findings = moved === undefined ? [comesOrGoes(sides)] : findingsAt(moved);
  const changes = findings.map((finding) => changeOf(draftOf(finding, sides), undefined, hide));
  return { changes, fate: fateOf(findings, changes, sides), moved };
}

function findingsAt(moved: MovedRoute): readonly Finding[] {
  const isLocked = moved.after.stage.protection.kind === 'locked';
  const answers = isLocked && findJwtLock(moved.before.stage.protection) !== undefined ? [ANSWERS] : [];
  return [...compareCallers(moved), ...compareChecks(moved), ...answers];
}

const ANSWERS: Finding = {
  kind: 'answers-changed',
  message: 'refuses tokens in other words',
  before: '400 or 403 and X-Ca-Error-Code: I400JR, A403JE, …',
  after: '401 and a sentence: Jwt is missing, Jwt is expired, …',
  posture: neutral('who is refused stays refused'),
  callers: mayBreak('clients that read X-Ca-Error-Code, or wait for 403, do not know the answer'),
};

/** A route that only one of the two gateways has. */
function comesOrGoes({ after, before, calls }: Sides): Finding {
  const some = calls.isPart ? 'some of its calls' : 'it';
  if (before !== undefined) {
    const isOpen = certainProtection(before.stage).kind === 'public';
    const why = `the new gateway has no route for ${some}`;
    return {
      kind: 'route-removed',
      message: `has not moved: ${why}`,
      refuses: [why],
      posture: isOpen && !calls.isPart ? stronger('anybody could call it') : neutral(why),
      callers: breaks(why),
    };
  }
  const protection = after && certainProtection(after.stage);
  const callers = safe('nobody called it before');
  const common = { kind: 'route-added', callers };
  if (after?.route.route === undefined)
    return {
      ...common,
      message: `is new, and its address cannot be read: ${after?.route.problem ?? 'the base path is not known'}`,
      posture: unclear('it may take calls of any route'),
      unclear: ['it may take calls of any route'],
    };
  const message = calls.isPart ? 'takes more calls than the old gateway did there' : 'is new';
  if (protection?.kind === 'public')
    return { ...common, message, admits: ['anybody'], posture: weaker('anybody may call it') };
  if (protection?.kind === 'locked')
    return { ...common, message, posture: neutral('callers have to show something') };
  const why = protection?.why ?? '';
  return { ...common, message, unclear: [why], posture: unclear(why) };
}

const KINDS = new Map(CHANGE_KINDS.map((kind) => [kind.id, kind]));

function draftOf(finding: Finding, { after, before, calls }: Sides): FullDraft {
  const kind = KINDS.get(finding.kind);
  if (kind === undefined) throw new TypeError(`no kind of change ${finding.kind}`);
  const stage = textOrExpression((before ?? after)?.stage.stage ?? '');
  const resource = (after ?? before)?.route.resource;
  const side = (text: string | undefined, of: Side | undefined) => of && sideOf(text ?? textOf(of), of.route);
  return {
    kind,
    message: finding.message,
    posture: finding.posture,
    callers: finding.callers,
    place: {
      subject: `${calls.name} ${stage}`,
      stack: resource?.stack.name ?? '',
      logicalId: (after ?? before)?.route.id ?? '',
      route: calls.name,
      stage,
    },
    before: side(finding.before, before),
    after: side(finding.after, after),
    exposure: undefined,
    affects: [],
    explains: [],
  };
}

function textOf({ stage }: Side): string {
  return accessText(certainProtection(stage));
}

const BROKEN: ReadonlySet<string> = new Set(['break', 'may break']);

/** One fate for each caller: by all that is said of callers there. */
function fateOf(
  findings: readonly Finding[],
  changes: readonly Change[],
  { after, before, calls }: Sides,
): RouteChange | undefined {
  const about = findings.filter((_, at) => changes[at]?.topic === 'callers');
  if (about.length === 0) return undefined;
  const all = (of: (finding: Finding) => readonly string[]) => [...new Set(about.flatMap(of))];
  const own = changes.filter(({ topic }) => topic === 'callers');
  return {
    route: calls.name,
    stage: textOrExpression((before ?? after)?.stage.stage ?? ''),
    stack: (after ?? before)?.route.stack ?? '',
    before: before && textOf(before),
    after: after && textOf(after),
    posture: worstOf(
      about.map(({ posture }) => posture),
      POSTURES,
    ),
    callers: worstOf(
      about.map(({ callers }) => callers),
      CALLER_EFFECTS,
    ),
    admits: all(({ admits, posture }) => admits ?? (posture.verdict === 'weaker' ? [posture.reason] : [])),
    also: all(({ also = [] }) => also),
    refuses: all(({ callers, refuses }) => refuses ?? (BROKEN.has(callers.verdict) ? [callers.reason] : [])),
    unclear: all(
      ({ posture, unclear: why }) => why ?? (posture.verdict === 'unknown' ? [posture.reason] : []),
    ),
    exposures: [],
    changes: own.map(({ fingerprint }) => fingerprint),
    kinds: [...new Set(own.map(({ kind }) => kind))],
  };
}
