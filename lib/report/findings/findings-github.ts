import type { Severity } from '../../rules';
import { type AnnotationLevel, workflowCommand } from '../formats/workflow-command';
import { findingsByRule } from './findings-by-rule';
import type { FindingsOptions, FindingsReport } from './findings-report';
import { renderFindingsSummary } from './findings-summary';

const COMMANDS: Readonly<Record<Severity, AnnotationLevel>> = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
};

/**
 * Findings as workflow commands, which GitHub shows at their lines; what is not judged is a notice that says so.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderFindingsGithub(report: FindingsReport, { base = '.' }: FindingsOptions): string {
  const { model, result } = report;
  const failures = findingsByRule(result.failures).flatMap(({ findings, rule }) =>
    findings.map(({ message, origin, severity, subject }) => {
      const text = `${subject}: ${message}. ${rule.remediation}`;
      return workflowCommand(COMMANDS[severity], { base, origin, title: rule.id, text });
    }),
  );
  const unknowns = result.unknowns.map(({ message, origin, rule, subject }) => {
    return workflowCommand('notice', {
      base,
      origin,
      title: `${rule.id}: not judged`,
      text: `${subject}: ${message}`,
    });
  });
  const problems = model.problems.map(({ message, origin }) => {
    return workflowCommand('notice', { base, origin, title: 'not read', text: message });
  });
  return [...failures, ...unknowns, ...problems, renderFindingsSummary(report), ''].join('\n');
}
