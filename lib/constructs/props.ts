import * as ros from '@alicloud/ros-cdk-core';
import { type ErrorCode, GatewayError, type Problem } from '../errors';
import { findMeant } from '../text';

/** What one property takes, beyond what the compiler has already seen: JavaScript and casts get past it. */
export interface Member {
  /** What the value must be, as in "must be a text". */
  readonly words: string;
  readonly accepts: (value: unknown) => boolean;
  /** Looks at what stands inside a value that is accepted. */
  readonly inside?: (value: unknown, path: string) => readonly Problem[];
  /**
   * Whether leaving it out makes a gateway more open. Then a value that is given and undefined, such as that of an
   * environment variable nobody has set, is a mistake and not a wish.
   */
  readonly isSecurity?: true;
}

type AllKeys<Props> = Props extends unknown ? keyof Props : never;

/** One row for each property of a type: the compiler names what a new property needs. */
export type MembersOf<Props> = { readonly [Key in AllKeys<Props> & string]-?: Member };

type KeysBeside<Given, Props> = Exclude<AllKeys<Given>, AllKeys<Props>>;

/**
 * Given properties without a name that the type does not have. A class with a type parameter of its own needs this: what
 * the compiler infers is never too much for itself.
 */
export type Exactly<Given, Props> = Given & {
  readonly [Key in KeysBeside<Given, Props> & string]: `${Key} is no property here`;
};

/** Where properties stand, in the words of an error. */
interface PropsPlace {
  /** The construct or function, and the route: `shop/Orders 'GET /orders'`. */
  readonly place: string;
  readonly code?: ErrorCode;
  /** Set where the other properties are the data of a plug-in, whose own reader knows their names. */
  readonly others?: 'model';
}

/**
 * Refuses properties that the type does not have, values of another type, and security properties that are given but
 * undefined. A missing property is for the caller to tell.
 *
 * @throws GatewayError `parameter-invalid`, or the code of the place, with all that is wrong
 */
export function checkProps<Props>(
  props: unknown,
  members: MembersOf<Props>,
  { code = 'parameter-invalid', others, place }: PropsPlace,
): asserts props is Props {
  if (!isRecord(props)) {
    throw new GatewayError(code, `properties must be an object, got ${received(props)}`, { place });
  }
  const problems = others === undefined ? problemsOf(props, members, '') : modelProblems(props, members);
  if (problems.length > 0)
    throw new GatewayError(code, 'has properties that are refused', { place, problems });
}

function problemsOf(
  props: Readonly<Record<string, unknown>>,
  members: Readonly<Record<string, Member>>,
  path: string,
): Problem[] {
  const problems: Problem[] = [];
  // What a prototype adds is read, too.
  for (const key in props) {
    const here = path === '' ? key : `${path}.${key}`;
    const member = Object.hasOwn(members, key) ? members[key] : undefined;
    if (member === undefined) problems.push({ path: here, message: strangerText(key, members) });
    else problems.push(...valueProblems(props[key], member, here));
  }
  return problems;
}

/** What is left undefined in the data of a plug-in, at any depth: it decides who gets through. */
function modelProblems(
  props: Readonly<Record<string, unknown>>,
  members: Readonly<Record<string, Member>>,
): Problem[] {
  const isOwn = (key: string) => Object.hasOwn(members, key);
  const entries = Object.entries(props);
  return [
    ...problemsOf(Object.fromEntries(entries.filter(([key]) => isOwn(key))), members, ''),
    ...entries.filter(([key]) => !isOwn(key)).flatMap(([key, value]) => undefinedIn(value, key)),
  ];
}

function undefinedIn(value: unknown, path: string): Problem[] {
  if (value === undefined) return [{ path, message: UNDEFINED }];
  if (typeof value !== 'object' || value === null || isResolvable(value)) return [];
  const step = (key: string) => (Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
  return Object.entries(value).flatMap(([key, each]) => undefinedIn(each, step(key)));
}

function strangerText(key: string, members: Readonly<Record<string, Member>>): string {
  const names = Object.keys(members);
  const meant = findMeant(key, names);
  return meant === undefined
    ? `is no property here; there are ${names.join(', ')}`
    : `is no property here; did you mean ${meant}?`;
}

const UNDEFINED =
  'is given, but undefined, as an environment variable is that nobody has set: give it a value, or leave it out on purpose';

function valueProblems(value: unknown, member: Member, path: string): readonly Problem[] {
  if (value === undefined) return member.isSecurity ? [{ path, message: UNDEFINED }] : [];
  if (member.accepts(value)) return member.inside?.(value, path) ?? [];
  const hint = isResolvable(value) && member.words.includes(KNOWN_NOW) ? ONLY_ROS_KNOWS : '';
  return [{ path, message: `must be ${member.words}, got ${received(value)}${hint}` }];
}

const KNOWN_NOW = 'that is known at synthesis';
const ONLY_ROS_KNOWS = ', which has a value at deployment only';

/** What was received, without its content: it may be a secret. */
export function received(value: unknown): string {
  if (isResolvable(value)) return 'a value of ROS (a parameter or an attribute)';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'a text' : typeof value === 'function' ? 'a function' : String(value);
}

function isResolvable(value: unknown): boolean {
  return (
    (typeof value === 'object' || typeof value === 'string' || typeof value === 'number') &&
    value !== null &&
    ros.Token.isUnresolved(value)
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isResolvable(value);
}

const member = (words: string, accepts: Member['accepts']): Member => ({ words, accepts });

/** Without it the gateway is more open: given and undefined is refused. */
export const security = (inner: Member): Member => ({ ...inner, isSecurity: true });

/** A text, known now or at deployment. */
export const text = member(
  'a text',
  (value) => typeof value === 'string' || (typeof value === 'object' && isResolvable(value)),
);

/** A text whose content is read at synthesis. */
export const literal = member(
  `a text ${KNOWN_NOW}`,
  (value) => typeof value === 'string' && !isResolvable(value),
);

export const number = member('a number', (value) => typeof value === 'number' || isResolvable(value));

/** A number that is looked at at synthesis. */
export const knownNumber = member(
  `a number ${KNOWN_NOW}`,
  (value) => typeof value === 'number' && !isResolvable(value),
);

export const flag = member('true or false', (value) => typeof value === 'boolean');

export const record = member('an object of names and texts', isRecord);

export const anything = member('a value', () => true);

export const oneOf = (values: readonly string[]): Member =>
  member(`one of ${values.join(', ')}`, (value) => typeof value === 'string' && values.includes(value));

/** A list of what one member takes. */
export function listOf(item: Member): Member {
  return {
    words: `a list ([…]) whose items are ${item.words}`,
    accepts: Array.isArray,
    inside: (list, path) =>
      Array.from(list as readonly unknown[], (each, index) =>
        each === undefined
          ? [{ path: `${path}[${index}]`, message: UNDEFINED }]
          : valueProblems(each, item, `${path}[${index}]`),
      ).flat(),
  };
}

/** An object whose properties have names of their own. */
export function objectOf<Props>(members: MembersOf<Props>, words = 'an object'): Member {
  return {
    words,
    accepts: isRecord,
    inside: (value, path) => problemsOf(value as Readonly<Record<string, unknown>>, members, path),
  };
}

/** An object of names that the user gives. */
export function mapOf(item: Member): Member {
  return {
    words: `an object whose values are ${item.words}`,
    accepts: isRecord,
    inside: (value, path) =>
      Object.entries(value as object).flatMap(([key, each]) =>
        each === undefined
          ? [{ path: `${path}.${key}`, message: UNDEFINED }]
          : valueProblems(each, item, `${path}.${key}`),
      ),
  };
}

/** What a function or a class of ours makes. */
export const made = (words: string, accepts: Member['accepts']): Member => member(words, accepts);

/** Whether a value is an object with this member of that type. */
export function has(key: string, type: 'string' | 'object'): Member['accepts'] {
  return (value) =>
    typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[key] === type;
}
