import { styleText } from 'node:util';
import type { AnswerDifference, Outcome, ProbeComparison } from '../../probe';
import { tokenKind } from '../../probe';
import { plural, visible, visibleJson, withoutCommands } from '../../text';
import { pathOf, textOf } from '../routes/route-rows';
import type { VerificationOptions } from './render-verification';
import { verificationDocument } from './verification-json';
import { renderVerificationText } from './verification-text';

/**
 * What two gateways were shown to refuse and to let in, and where they differ, in one format. It holds no token, and
 * ends with a line break.
 */
export function renderVerificationComparison(
  comparison: ProbeComparison,
  { color = false, format, hide = (text) => text, width = Number.POSITIVE_INFINITY }: VerificationOptions,
): string {
  const { moved, old } = comparison;
  if (format === 'json') return `${visibleJson(documentOf(comparison), 2, hide)}\n`;
  const style = { color, width };
  return hide(
    [
      `the old gateway, ${addressOf(old.base)}`,
      renderVerificationText(old, style),
      `the new gateway, ${addressOf(moved.base)}`,
      renderVerificationText(moved, style),
      withoutCommands(`${differenceLines(comparison, color).join('\n')}\n`),
    ].join('\n'),
  );
}

const addressOf = ({ origin, pathname }: URL): string => visible(origin + pathname);

function differenceLines(comparison: ProbeComparison, color: boolean): string[] {
  const { alike, differences, unsettled } = comparison;
  const count = (wanted: AnswerDifference['effect']) =>
    differences.filter(({ effect }) => effect === wanted).length;
  return [
    ...differences.flatMap((each) => linesOf(each, color)),
    ...(differences.length === 0 ? [] : ['']),
    [
      `the new gateway lets in ${count('weaker')} that the old one refuses`,
      `refuses ${count('stricter')} that the old one lets in`,
      `${plural(alike, 'answer')} alike`,
      ...(unsettled === 0 ? [] : [`${plural(unsettled, 'answer')} could not be compared`]),
    ].join(' · '),
  ];
}

const WORDS = {
  weaker: { word: 'WEAKER', does: 'the new gateway lets in', color: 'red' },
  stricter: { word: 'STRICTER', does: 'the new gateway refuses', color: 'yellow' },
} as const;

function linesOf(difference: AnswerDifference, color: boolean): string[] {
  const { effect, kind, moved, old, variant } = difference;
  const { color: paint, does, word } = WORDS[effect];
  const label = color ? styleText(paint, word, { validateStream: false }) : word;
  const name = variant === undefined ? kind : `${kind} (${variant})`;
  return [
    `${label} ${visible(`${routeOf(difference)}: ${does} ${tokenKind(kind).what}`)}`,
    visible(`  kind: ${name}; old: ${answerOf(old)}; new: ${answerOf(moved)}`),
  ];
}

function routeOf({ route, stage }: AnswerDifference): string {
  const parts = [textOf(route.method), pathOf(route), textOf(stage?.stage)];
  return parts.filter((part) => part !== '').join(' ');
}

/** `403 A403JE` */
function answerOf(outcome: Outcome): string {
  const code = outcome.kind === 'refused' ? outcome.code : undefined;
  return [outcome.status, code].filter((part) => part !== undefined).join(' ');
}

/** For programs, as `schemas/verification-comparison.schema.json` describes it. */
function documentOf({ alike, differences, moved, old, unsettled }: ProbeComparison) {
  return {
    version: 1,
    summary: {
      weaker: differences.filter(({ effect }) => effect === 'weaker').length,
      stricter: differences.filter(({ effect }) => effect === 'stricter').length,
      alike,
      unsettled,
    },
    differences: differences.map(({ effect, kind, moved: after, old: before, route, stage, variant }) => ({
      method: textOf(route.method),
      path: pathOf(route),
      stage: stage === undefined ? null : textOf(stage.stage),
      kind,
      ...(variant === undefined ? {} : { variant }),
      effect,
      old: seen(before),
      new: seen(after),
    })),
    old: verificationDocument(old),
    new: verificationDocument(moved),
  };
}

function seen(outcome: Outcome) {
  const code = outcome.kind === 'refused' ? outcome.code : undefined;
  return { outcome: outcome.kind, status: outcome.status, ...(code === undefined ? {} : { code }) };
}
