import { renderFindingsGithub } from './findings-github';
import { renderFindingsJson } from './findings-json';
import { renderFindingsMarkdown } from './findings-markdown';
import type { FindingsOptions, FindingsReport } from './findings-report';
import { renderFindingsSarif } from './findings-sarif';
import { renderFindingsText } from './findings-text';

/** The findings in one format. The same findings always make the same text; it ends with a line break. */
export function renderFindings(report: FindingsReport, options: FindingsOptions): string {
  switch (options.format) {
    case 'text':
      return renderFindingsText(report, options);
    case 'json':
      return renderFindingsJson(report);
    case 'markdown':
      return renderFindingsMarkdown(report, options);
    case 'sarif':
      return renderFindingsSarif(report, options);
    case 'github':
      return renderFindingsGithub(report, options);
  }
}
