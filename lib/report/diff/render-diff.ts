import { renderDiffGithub } from './diff-github';
import { renderDiffJson } from './diff-json';
import { renderDiffMarkdown } from './diff-markdown';
import type { DiffOptions, DiffReport } from './diff-report';
import { renderDiffSarif } from './diff-sarif';
import { renderDiffText } from './diff-text';

/** The difference in one format. The same difference always makes the same text; it ends with a line break. */
export function renderDiff(report: DiffReport, options: DiffOptions): string {
  switch (options.format) {
    case 'text':
      return renderDiffText(report, options);
    case 'json':
      return renderDiffJson(report);
    case 'markdown':
      return renderDiffMarkdown(report, options);
    case 'sarif':
      return renderDiffSarif(report, options);
    case 'github':
      return renderDiffGithub(report, options);
  }
}
