import type { JsonValue } from '../../json';
import { isUnknown, type Maybe, type Resource, textIn, Unknown } from '../../template';
import type { Comparison, Difference } from '../comparing/comparison';
import { isInPath } from './parameter-checks';

const GATEWAY = 'ALIYUN::ApiGateway::';

/** The differences of resources of a type of the service, at a property or below it: `Api`, `RequestConfig`, … */
export function differencesAt(
  { differences }: Pick<Comparison, 'differences'>,
  type: string,
  ...path: readonly string[]
): Difference[] {
  return differences.filter((each) => each.type === GATEWAY + type && isBelow(each, path));
}

/** Whether a difference is that of one property as a whole. */
export function isProperty({ path: [section, property, ...members] }: Difference, name: string): boolean {
  return section === 'Properties' && property === name && members.length === 0;
}

function isBelow({ path }: Difference, names: readonly string[]): boolean {
  return path[0] === 'Properties' && names.every((name, index) => path[index + 1] === name);
}

/** What both sides of a difference say where both are known: texts, numbers written out. `undefined` for nothing. */
export interface KnownTexts {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The texts of a difference; `undefined` where one side is known to ROS only, or is no text. */
export function knownTexts({ after, before, sides }: Difference): KnownTexts | undefined {
  const [mine, theirs] = [textOf(before, sides.before?.instance), textOf(after, sides.after?.instance)];
  return isUnknown(mine) || isUnknown(theirs) ? undefined : { before: mine, after: theirs };
}

function textOf(value: JsonValue | undefined, instance: Resource | undefined): Maybe<string> | undefined {
  if (value === undefined || value === null) return undefined;
  if (instance !== undefined) return textIn(value, instance);
  return typeof value === 'object' ? new Unknown('a resource never made') : String(value);
}

/** Whether a parameter of a path was declared, or is no longer: under its new name, or under the old one. */
export function isPathParameter({ after, before, path }: Difference): boolean {
  if (path[1] !== 'RequestParameters' || path.length !== 3) return false;
  return isInPath(after ?? before);
}
