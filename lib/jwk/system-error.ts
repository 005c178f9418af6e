/** The code of an error of the operating system, such as `ENOENT`. */
export function systemCodeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : undefined;
}

/** Such an error without the system call and the path: `ENOENT: no such file or directory`. */
export function systemErrorInWords(error: unknown): string {
  const { message } = (error ?? {}) as Error;
  return typeof message === 'string' ? message.replace(/, .*/s, '') : 'for an unknown reason';
}
