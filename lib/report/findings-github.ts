import type { Severity } from '../rules';
import type { Origin } from '../template';
import { findingsByRule } from './findings-by-rule';
import type { FindingsOptions, FindingsReport } from './findings-report';
import { renderFindingsSummary } from './findings-summary';
import { pathBelow } from './template-path';
import { visible } from './visible';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/**
 * Findings as workflow commands, which GitHub shows at their lines; what is not judged is a notice that says so.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderFindingsGithub(report: FindingsReport, { base = '.' }: FindingsOptions): string {
  const { model, result } = report;
  const failures = findingsByRule(result.failures).flatMap(({ findings, rule }) =>
    findings.map(({ message, origin, subject }) => {
      const text = `${subject}: ${message}. ${rule.mend}`;
      return command(COMMANDS[rule.severity], { base, origin, title: rule.id, text });
    }),
  );
  const unknowns = result.unknowns.map(({ message, origin, rule, subject }) => {
    return command('notice', {
      base,
      origin,
      title: `${rule.id}: not judged`,
      text: `${subject}: ${message}`,
    });
  });
  const problems = model.problems.map(({ message, origin }) => {
    return command('notice', { base, origin, title: 'not read', text: message });
  });
  return [...failures, ...unknowns, ...problems, renderFindingsSummary(report), ''].join('\n');
}

interface Annotation {
  readonly base: string;
  readonly origin: Origin;
  readonly title: string;
  readonly text: string;
}

function command(name: string, { base, origin, text, title }: Annotation): string {
  const { file, line, column } = origin.toJSON();
  const properties = { file: pathBelow(base, file), line, col: column, title };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${name} ${written.join(',')}::${data(text)}`;
}

function data(text: string): string {
  return visible(text).replace(/[%\r\n]/g, encodeURIComponent);
}

function property(text: string): string {
  return data(text).replace(/[:,]/g, encodeURIComponent);
}
