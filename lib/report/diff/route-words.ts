import { listed, plural } from '../../text';

/** Of so many addresses that are left out, or stand in a row, each is named. */
const [MOST_LEFT_OUT, MOST_NAMED] = [2, 4];

/** A part of a sentence: a text of a template, or words of ours. */
export type Part = { readonly code: string } | string;

/**
 * Routes in words: up to two by their addresses; of more, what they have in common and which are not among them.
 * `all 4 routes below /partners`, `8 of 9 routes below /shop, all but GET /shop/health`.
 *
 * @param all every route of the gateway
 */
export function routeParts(routes: readonly string[], all: readonly string[]): readonly Part[] {
  const names = [...new Set(routes)];
  if (names.length <= 2) return joined(names);
  const prefix = commonPath(names);
  const below = new Set(all.filter((each) => isBelow(each, prefix)));
  const others = [...below].filter((each) => !names.includes(each));
  const known = names.every((each) => below.has(each));
  const where: Part[] = prefix === '' ? [] : [' below ', { code: prefix }];
  if (known && others.length === 0) return [`all ${names.length} routes`, ...where];
  if (known && others.length <= MOST_LEFT_OUT && others.length < names.length)
    return [`${names.length} of ${below.size} routes`, ...where, ', all but ', ...joined(others)];
  const more = names.length - MOST_NAMED;
  const shown = names.slice(0, more > 1 ? MOST_NAMED : names.length);
  return [`${plural(names.length, 'route')}: `, ...joined(shown, names.length - shown.length)];
}

/** The same as plain text. */
export function routeText(routes: readonly string[], all: readonly string[]): string {
  return partsText(routeParts(routes, all));
}

export function partsText(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.code)).join('');
}

function joined(names: readonly string[], more = 0): readonly Part[] {
  const parts = names.flatMap((code, index): Part[] => {
    if (index === 0) return [{ code }];
    return [index === names.length - 1 && more === 0 ? ' and ' : ', ', { code }];
  });
  return more > 0 ? [...parts, ` and ${more} more`] : parts;
}

/** The path of an address: what stands after its method, without the group that tells it from another. */
function pathOf(address: string): string {
  return address.slice(address.indexOf(' ') + 1).replace(/ \(group .*\)$/, '');
}

/** The segments that all paths begin with: `/shop`. */
function commonPath(addresses: readonly string[]): string {
  const [first = [], ...others] = addresses.map((each) => pathOf(each).split('/'));
  const same = first.findIndex((segment, at) => others.some((each) => each[at] !== segment));
  return first.slice(0, same === -1 ? first.length : same).join('/');
}

function isBelow(address: string, prefix: string): boolean {
  const path = pathOf(address);
  return prefix === '' || path === prefix || path.startsWith(`${prefix}/`);
}

/** `a`, `a and b`, or the first ones: callers, as sentences name them. */
export function callersText(callers: readonly string[]): string {
  return listed([...new Set(callers)], 4);
}
