import { type Formatter, formatNames } from '../formats/formatter';
import { renderDiffGithub } from './diff-github';
import { renderDiffJson } from './diff-json';
import { renderDiffJunit } from './diff-junit';
import { renderDiffMarkdown } from './diff-markdown';
import type { DiffOptions, DiffReport } from './diff-report';
import { renderDiffSarif } from './diff-sarif';
import { renderDiffText } from './diff-text';

const FORMATS = {
  text: renderDiffText,
  json: renderDiffJson,
  markdown: renderDiffMarkdown,
  sarif: renderDiffSarif,
  github: renderDiffGithub,
  junit: renderDiffJunit,
} as const satisfies Record<string, Formatter<DiffReport, DiffOptions>>;

/** A format of the difference. */
export type DiffFormat = keyof typeof FORMATS;

/** All of them. */
export const DIFF_FORMATS: readonly DiffFormat[] = formatNames(FORMATS);

/** How a difference is shown, and in which format. */
export interface DiffRendering extends DiffOptions {
  readonly format: DiffFormat;
}

/** The difference in one format. The same difference always makes the same text; it ends with a line break. */
export function renderDiff(report: DiffReport, { format, ...options }: DiffRendering): string {
  return FORMATS[format](report, options);
}
