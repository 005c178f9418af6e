import type { ProbeReport } from '../../probe';
import type { Redactor } from '../../text';
import type { Formatter } from '../formats/formatter';
import { renderVerificationJson } from './verification-json';
import { renderVerificationText } from './verification-text';

/** How the outcome of a probe is shown. */
export interface VerificationOptions {
  readonly format: 'text' | 'json';
  /**
   * Whether the text is painted for a terminal.
   * @default false
   */
  readonly color?: boolean;
  /**
   * How many columns the table may have, 72 at least; requests are never shortened.
   * @default - as many as it takes: nothing is shortened
   */
  readonly width?: number;
  /**
   * Hides the secrets of the template that was probed.
   * @default - only what is a secret by its shape is hidden
   */
  readonly hide?: Redactor;
}

const FORMATS = {
  text: (report, { color = false, hide = nothing, width = Number.POSITIVE_INFINITY }) =>
    hide(renderVerificationText(report, { color, width })),
  json: (report, { hide = nothing }) => renderVerificationJson(report, hide),
} as const satisfies Record<VerificationOptions['format'], Formatter<ProbeReport, VerificationOptions>>;

const nothing: Redactor = (text) => text;

/** What a gateway was shown to refuse and to let in, in one format. It holds no token, and ends with a line break. */
export function renderVerification(report: ProbeReport, options: VerificationOptions): string {
  return FORMATS[options.format](report, options);
}
