import { type Formatter, formatNames } from '../formats/formatter';
import { renderFindingsGithub } from './findings-github';
import { renderFindingsJson } from './findings-json';
import { renderFindingsJunit } from './findings-junit';
import { renderFindingsMarkdown } from './findings-markdown';
import type { FindingsOptions, FindingsReport } from './findings-report';
import { renderFindingsSarif } from './findings-sarif';
import { renderFindingsText } from './findings-text';
import { renderInfraguardWaivers } from './infraguard-waivers';

const FORMATS = {
  text: renderFindingsText,
  json: renderFindingsJson,
  markdown: renderFindingsMarkdown,
  sarif: renderFindingsSarif,
  github: renderFindingsGithub,
  junit: renderFindingsJunit,
  infraguard: renderInfraguardWaivers,
} as const satisfies Record<string, Formatter<FindingsReport, FindingsOptions>>;

/** A format of the findings. */
export type FindingsFormat = keyof typeof FORMATS;

/** All of them. */
export const FINDINGS_FORMATS: readonly FindingsFormat[] = formatNames(FORMATS);

/** How findings are shown, and in which format. */
export interface FindingsRendering extends FindingsOptions {
  readonly format: FindingsFormat;
}

/** The findings in one format. The same findings always make the same text; it ends with a line break. */
export function renderFindings(report: FindingsReport, { format, ...options }: FindingsRendering): string {
  return FORMATS[format](report, options);
}
