import { type API, RESERVED_HEADERS } from '../facts';

/** A name under which a backend reads a value, in the words of `claimParameters`. */
export interface BackendName {
  readonly location: 'query' | 'header' | 'path' | 'formData';
  readonly name: string;
}

/**
 * Whether a backend might take a name for one of those given. As loose as the loosest backend: PHP reads `user.id`,
 * `user id` and `user[id` as `user_id`, CGI `-` as `_`; others fold case, read `userId[]` and `userId.x` as a part of
 * `userId`, end a name at a NUL, or ask for a parameter without saying whether it stands in the query or in a form.
 *
 * @param names what is taken
 * @returns a function, since a gateway asks it of every name of every request
 */
export function takenNames(names: readonly BackendName[]): (asked: BackendName) => boolean {
  const whole = new Set(names.map(keyOf));
  const parts = new Set(names.flatMap(partKeysOf));
  const places = new Set(names.map(({ location }) => PLACES[location]));
  return (asked) => {
    if (!places.has(PLACES[asked.location])) return false;
    // Some bytes of it are no UTF-8, and each backend makes something else of them.
    if (asked.name.includes('\uFFFD')) return true;
    return parts.has(keyOf(asked)) || partKeysOf(asked).some((key) => whole.has(key));
  };
}

/** Whether a backend might take two names for one. */
export function isSameAtBackend(a: BackendName, b: BackendName): boolean {
  return takenNames([a])(b);
}

/** What a header of that name does, where no claim belongs; `undefined` for any other place. */
export function findReservedHeader(target: BackendName): string | undefined {
  const reserved = Object.entries(RESERVED_HEADERS).find(([name]) =>
    isSameAtBackend(target, { location: 'header', name }),
  );
  return reserved?.[1].value;
}

type Place = 'header' | 'parameter' | 'path';

/** Servlets and PHP mix the query and a form. */
const PLACES = {
  header: 'header',
  query: 'parameter',
  formData: 'parameter',
  path: 'path',
} as const satisfies Record<BackendName['location'], Place>;

function keyOf({ location, name }: BackendName): string {
  const place = PLACES[location];
  // What stands in brackets in the path of the backend is read by the gateway alone.
  return `${place} ${place === 'path' ? name : folded(name)}`;
}

/** The name, and what a backend might read of it if it takes the rest for an index or a member. */
function partKeysOf(each: BackendName): readonly string[] {
  const place = PLACES[each.location];
  if (place !== 'parameter') return [keyOf(each)];
  const keys = new Set<string>();
  let read = `${place} `;
  for (const part of each.name.split(/[[.\0]/)) {
    read += folded(part);
    // A name of brackets alone begins nothing.
    if (read !== `${place} `) keys.add(read);
  }
  return keys.size === 0 ? [read] : [...keys];
}

// Last to upper case: some letters have their plain form only there, such as the long s.
function folded(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Where parameters stand, as ROS templates write it and as plug-ins do. */
export const PARAMETER_LOCATIONS = {
  HEAD: 'header',
  QUERY: 'query',
  PATH: 'path',
  BODY: 'formData',
} as const satisfies Record<(typeof API.parameterLocations.value)[number], BackendName['location']>;

/** The location of a parameter of an API, from the word of the template: `HEAD` is `header`; `undefined` for any other word. */
export function findLocation(written: string): BackendName['location'] | undefined {
  return Object.hasOwn(PARAMETER_LOCATIONS, written)
    ? PARAMETER_LOCATIONS[written as keyof typeof PARAMETER_LOCATIONS]
    : undefined;
}
