import type { GatewayModel } from '../../model';
import type { Rule, Severity, WaivedResult } from '../../rules';

/** What was checked, by which rules, and what they found. */
export interface FindingsReport {
  readonly model: GatewayModel;
  readonly result: WaivedResult;
  readonly rules: readonly Rule[];
}

/** How findings are shown. */
export interface FindingsOptions {
  /**
   * The severities that fail a build, for JUnit.
   * @default - errors
   */
  readonly failing?: readonly Severity[];
  /**
   * The command that made them, by which a comment on a pull request is found again.
   * @default 'check'
   */
  readonly command?: 'check' | 'openapi compare';
  /**
   * Whether text and Markdown list what is waived; JSON and SARIF always do.
   * @default false
   */
  readonly showWaived?: boolean;
  /**
   * Whether the text is painted for a terminal.
   * @default false
   */
  readonly color?: boolean;
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
   * The clock, in milliseconds since 1970, for waivers of InfraGuard.
   * @default - that of the machine
   */
  readonly now?: number;
  /**
   * The version of the tool, for SARIF.
   * @default - left out
   */
  readonly version?: string;
}
