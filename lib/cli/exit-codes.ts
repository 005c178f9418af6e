/**
 * What the exit code of `jwt-gateway` says.
 *
 * - `fine`: done, nothing to report
 * - `findings`: done, and there is something to report, such as a token that does not verify
 * - `couldNotRun`: bad input, an unreadable file, an unknown option or command
 * - `bug`: an error of ours, with its stack (EX_SOFTWARE of sysexits.h, so that it is never taken for findings)
 */
export const EXIT_CODES = { fine: 0, findings: 1, couldNotRun: 2, bug: 70 } as const;

/** How a command that ran ended. */
export type CommandExit = typeof EXIT_CODES.fine | typeof EXIT_CODES.findings;
