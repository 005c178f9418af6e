import type { Finding, Rule, WaivedFinding } from '../../rules';
import type { Origin } from '../../template';
import { visibleJson } from '../../text';
import type { FindingsReport } from './findings-report';
import { countSeverities } from './findings-summary';

/** The findings for programs, as `schemas/findings.schema.json` describes them. */
export function renderFindingsJson(report: FindingsReport): string {
  const { model, result, rules } = report;
  const counts = countSeverities(report);
  const document = {
    version: 1,
    summary: {
      errors: counts.error,
      warnings: counts.warning,
      notes: counts.note,
      unknowns: result.unknowns.length,
      problems: model.problems.length,
      waived: result.waived.length,
      routes: model.routes.length,
    },
    failures: result.failures.map(findingOf),
    unknowns: result.unknowns.map(findingOf),
    waived: result.waived.map((finding) => ({ ...findingOf(finding), waivedBy: waivedByOf(finding) })),
    problems: model.problems.map(({ message, origin }) => ({ message, place: placeOf(origin) })),
    rules: rules.map((rule) => ruleOf(rule, report)),
  };
  return `${visibleJson(document)}\n`;
}

function findingOf(finding: Finding) {
  const { fingerprint, logicalId, message, origin, route, rule, severity, stack, stage, subject } = finding;
  return {
    rule: rule.id,
    severity,
    subject,
    message,
    stack,
    logicalId,
    ...(route === undefined ? {} : { route }),
    ...(stage === undefined ? {} : { stage }),
    place: placeOf(origin),
    fingerprint,
  };
}

function waivedByOf({ waivedBy }: WaivedFinding) {
  if (waivedBy.kind === 'template') return waivedBy;
  const { expires, origin, owner, path, reason } = waivedBy.waiver;
  return { kind: waivedBy.kind, reason, owner, expires, path, place: placeOf(origin) };
}

function placeOf(origin: Origin) {
  const { file, line, column, path } = origin.toJSON();
  return { file, line, column, path };
}

function ruleOf({ grade, id, remediation, severity, source, title, why }: Rule, { result }: FindingsReport) {
  const counts = result.verdicts.get(id);
  const verdicts = counts && {
    pass: counts.pass,
    fail: counts.fail,
    unknown: counts.unknown,
    notApplicable: counts['not-applicable'],
  };
  return { id, severity, title, why, remediation, source, grade, ...(verdicts ? { verdicts } : {}) };
}
