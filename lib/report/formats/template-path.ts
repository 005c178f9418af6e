import { isAbsolute, normalize, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The path of a file below a directory, with `/` between its parts; outside of it, the path as it is. */
export function pathBelow(base: string, file: string): string {
  const path = isAbsolute(file) ? relative(base, file) : normalize(file);
  const isOutside = isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`);
  return (isOutside ? file : path).split(sep).join('/');
}

/** The path as a URI: relative below the directory, `file:` outside of it. */
export function uriBelow(base: string, file: string): string {
  const path = pathBelow(base, file);
  // A name may hold half a character, which no URI can.
  const parts = path.split('/').map((part) => encodeURIComponent(Buffer.from(part).toString()));
  return isAbsolute(path) ? pathToFileURL(path).href : parts.join('/');
}
