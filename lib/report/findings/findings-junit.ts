import type { Finding } from '../../rules';
import { type JunitCase, renderJunit } from '../formats/junit';
import type { FindingsOptions, FindingsReport } from './findings-report';

/** Findings as results of tests: each rule that found nothing, each finding, and what is not judged or read. */
export function renderFindingsJunit(
  { model, result, rules }: FindingsReport,
  { failing = ['error'] }: FindingsOptions,
): string {
  const { failures, unknowns, verdicts } = result;
  const open = new Set([...failures, ...unknowns].map(({ rule }) => rule.id));
  return renderJunit('jwt-gateway check', [
    ...failures.map((finding) => {
      return caseOf(finding, failing.includes(finding.rule.severity) ? 'failure' : 'system-out');
    }),
    ...unknowns.map((finding) => caseOf(finding, 'skipped')),
    ...model.problems.map(({ message, origin }): JunitCase => {
      return { className: 'not-read', name: `${origin}`, outcome: { kind: 'skipped', text: message } };
    }),
    ...rules
      .filter(({ id }) => verdicts.has(id) && !open.has(id))
      .map(({ id, title }): JunitCase => ({ className: id, name: `not found: ${title}` })),
  ]);
}

function caseOf(
  { message, origin, rule, subject }: Finding,
  kind: NonNullable<JunitCase['outcome']>['kind'],
): JunitCase {
  const advice = kind === 'skipped' ? '' : `. ${rule.remediation}`;
  return {
    className: rule.id,
    name: subject,
    outcome: { kind, text: `${message}${advice}` },
    place: `${origin}`,
  };
}
