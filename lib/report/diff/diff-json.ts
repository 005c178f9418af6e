import type { Change, ChangeLevel, ChangeSide, Exposure } from '../../diff';
import type { Origin } from '../../template';
import { visibleJson } from '../../text';
import type { DiffReport } from './diff-report';
import { diffVerdict } from './diff-summary';

/** The difference for programs, as `schemas/diff.schema.json` describes it. */
export function renderDiffJson({ diff, kinds }: DiffReport): string {
  const { base, changes, head, levelProblems, notes, unread } = diff;
  const happened = new Set(changes.map(({ kind }) => kind));
  const document = {
    version: 1,
    base,
    head,
    summary: summaryOf(diff),
    routes: diff.routes,
    changes: changes.map(changeOf),
    levels: levelProblems.map(({ level, message }) => levelOf(level, message)),
    unread: unread.map(({ message, origin, side }) => ({ side, message, place: placeOf(origin) })),
    ...(notes === undefined ? {} : { notes }),
    kinds: kinds
      .filter(({ id }) => happened.has(id))
      .map(({ callers, id, posture, title, why }) => ({ id, title, posture, callers, why })),
  };
  return `${visibleJson(document)}\n`;
}

function summaryOf(diff: DiffReport['diff']) {
  const { changes, unread } = diff;
  const posture = { weaker: 0, unknown: 0, neutral: 0, stronger: 0 };
  const callers = { break: 0, mayBreak: 0, unknown: 0, safe: 0 };
  for (const change of changes) {
    posture[change.posture.verdict] += 1;
    callers[change.callers.verdict === 'may break' ? 'mayBreak' : change.callers.verdict] += 1;
  }
  const momentsOf = (kind: Exposure['kind']) =>
    changes.filter(({ exposure }) => exposure?.kind === kind).length;
  const [open, outage] = [momentsOf('open'), momentsOf('outage')];
  return {
    words: diffVerdict(diff).words,
    posture,
    callers,
    exposures: open + outage,
    open,
    outage,
    unread: unread.length,
  };
}

function changeOf(change: Change) {
  const { callers, exposure, fingerprint, judgedAs, kind, logicalId, message, posture } = change;
  const { affects, after, avoid, before, replacement, topic, route, stack, stage, subject } = change;
  return {
    kind,
    topic,
    subject,
    message,
    ...(route === undefined ? {} : { route }),
    ...(stage === undefined ? {} : { stage }),
    stack,
    logicalId,
    affects,
    ...(before === undefined ? {} : { before: sideOf(before) }),
    ...(after === undefined ? {} : { after: sideOf(after) }),
    posture: { verdict: posture.verdict, reason: posture.reason },
    callers: { verdict: callers.verdict, reason: callers.reason },
    ...(judgedAs === undefined ? {} : { judgedAs }),
    ...(exposure === undefined ? {} : { exposure }),
    ...(avoid === undefined ? {} : { avoid }),
    ...(replacement === undefined ? {} : { replacement }),
    fingerprint,
  };
}

function sideOf({ origin, text }: ChangeSide) {
  return origin === undefined ? { text } : { text, place: placeOf(origin) };
}

function levelOf({ kind, origin, owner, path, reason, expires }: ChangeLevel, message: string) {
  return { kind, path, reason, owner, expires, message, place: placeOf(origin) };
}

function placeOf(origin: Origin) {
  const { file, line, column, path } = origin.toJSON();
  return { file, line, column, path };
}
