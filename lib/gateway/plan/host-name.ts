/** The name of a host without its port and in lower case: `[::1]:8080` is `[::1]`. */
export function hostName(host: string): string {
  return host.replace(/:\d*$/, '').toLowerCase();
}
