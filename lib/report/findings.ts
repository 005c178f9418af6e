import type { Rule, WaivedResult } from '../rules';
import type { GatewayModel } from '../template';
import { renderFindingsGithub } from './findings-github';
import { renderFindingsJson } from './findings-json';
import { renderFindingsMarkdown } from './findings-markdown';
import { renderFindingsSarif } from './findings-sarif';
import { renderFindingsText } from './findings-text';

/** What was checked, by which rules, and what they found. */
export interface FindingsReport {
  readonly model: GatewayModel;
  readonly result: WaivedResult;
  readonly rules: readonly Rule[];
}

/** How findings are shown. */
export interface FindingsOptions {
  readonly format: 'text' | 'json' | 'markdown' | 'sarif' | 'github';
  /**
   * Whether text and Markdown list what is waived; JSON and SARIF always do.
   * @default false
   */
  readonly showWaived?: boolean;
  /**
   * Whether the text is painted for a terminal.
   * @default false
   */
  readonly colour?: boolean;
  /**
   * How many columns the text may have, 72 at least; lines of the template are cut to it, addresses are not.
   * @default 100
   */
  readonly width?: number;
  /**
   * A line of a template, counted from 1, for text.
   * @default - no line is shown
   */
  readonly lineOf?: (file: string, line: number) => string | undefined;
  /**
   * The directory that paths in SARIF and in workflow commands are relative to.
   * @default '.'
   */
  readonly base?: string;
  /**
   * The version of the tool, for SARIF.
   * @default - left out
   */
  readonly version?: string;
}

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
