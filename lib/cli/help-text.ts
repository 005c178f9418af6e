/** What stands below the options in a command's help. */
export interface HelpExtras {
  /** Command lines that work, each without its `$`. */
  readonly examples: readonly string[];
  /** What exit code 0 means here. */
  readonly fine: string;
  /** What exit code 1 means here, for a command that can find something. */
  readonly findings?: string;
}

/** The examples and exit codes of a command's help. */
export function renderHelpExtras({ examples, fine, findings }: HelpExtras): string {
  const codes = [
    `0  ${fine}`,
    ...(findings === undefined ? [] : [`1  ${findings}`]),
    '2  it could not run: bad input, an unreadable file, an unknown option',
    '70 a bug of this program, with its stack',
  ];
  return [
    '',
    ...section(
      'Examples:',
      examples.map((line) => `$ ${line}`),
    ),
    '',
    ...section('Exit codes:', codes),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return [title, ...lines.map((line) => `  ${line}`)];
}
