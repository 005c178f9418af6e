import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../../json';
import { endOfReference, findCall, functionIn, knownWhole, namesIn, type Stack } from '../../template';

/** What a resource, a parameter, or anything else that a stack names is called where two gateways are compared. */
export type NameOf = (stack: Stack, name: string) => string;

/** How many references of one value are followed to lists and objects: what more than these lead to may be very long. */
const MOST_FOLLOWED = 1_000;

/**
 * A value with what its references lead to, through parameters and outputs of nested stacks, under names that both
 * gateways have: what flat stacks and nested ones say differently and mean alike is the same value.
 */
export function followedValue(value: JsonValue, stack: Stack, nameOf: NameOf): JsonValue {
  let left = MOST_FOLLOWED;
  const follow = (each: JsonValue, here: Stack): JsonValue => {
    if (Array.isArray(each)) return each.map((item: JsonValue) => follow(item, here));
    if (!isJsonObject(each)) return each;
    if (!isReference(each)) return looked(each, here) ?? members(each, here);
    // Of several instances each may mean another one: none is asked.
    const { scope, value: end } = endOfReference(each, { stack: here });
    if (end === each) return named(each, here);
    if (isReference(end)) return named(end, scope.stack);
    if (typeof end !== 'object') return end;
    left -= 1;
    return left < 0 ? named(each, here) : follow(end, scope.stack);
  };
  // What other sections of the template say may change under the same letters: it is added to them.
  const looked = (each: JsonObject, here: Stack): JsonValue | undefined => {
    const call = functionIn(each);
    const isFilled = call === 'Fn::Sub' && namesIn(each).some((name) => valueIn(name, here) !== undefined);
    if (isFilled) return knownWhole(each, { stack: here });
    if (call !== 'Fn::FindInMap' && call !== 'Fn::If') return undefined;
    const found = knownWhole(each, { stack: here });
    const written = memberOf(each, call);
    if (found === undefined || !Array.isArray(written)) return undefined;
    if (call === 'Fn::FindInMap' && findCall(written) === undefined) return found;
    return { [call]: [...written.map((item: JsonValue) => follow(item, here)), found] };
  };
  const members = (each: JsonObject, here: Stack): JsonValue =>
    Object.fromEntries(
      Object.entries(each).map(([name, member]) => [
        name,
        name === 'Fn::Sub' ? namedText(member, here) : follow(member, here),
      ]),
    );
  const named = (call: JsonObject, here: Stack): JsonValue => {
    const name = memberOf(call, 'Ref');
    if (typeof name === 'string') return { Ref: nameOf(here, name) };
    const attribute = memberOf(call, 'Fn::GetAtt');
    const [id, ...path]: readonly JsonValue[] =
      typeof attribute === 'string'
        ? attribute.split(/\.(.*)/s, 2)
        : Array.isArray(attribute)
          ? attribute
          : [];
    if (typeof id !== 'string') return members(call, here);
    return { 'Fn::GetAtt': [nameOf(here, id), ...path.map((each) => follow(each, here))] };
  };
  const namedText = (sub: JsonValue, here: Stack): JsonValue => {
    if (Array.isArray(sub))
      return sub.map((item: JsonValue, index) => (index === 0 ? namedText(item, here) : follow(item, here)));
    if (typeof sub !== 'string') return follow(sub, here);
    const text = sub.replace(/\$\{([^}!.]+)/g, (_, name: string) => `\${${nameOf(here, name)}`);
    const found = namesIn({ 'Fn::Sub': sub }).flatMap((name) => valueIn(name, here) ?? []);
    // The same letters are another text where the parameters in them have other values.
    return found.length === 0 ? text : [text, ...found];
  };
  return follow(value, stack);
}

function isReference(value: JsonValue): value is JsonObject {
  const name = functionIn(value);
  return name === 'Ref' || name === 'Fn::GetAtt';
}

/** The value that a name in a text was given. What a parent fills in is told by itself. */
function valueIn(name: string, stack: Stack): JsonValue | undefined {
  return stack.given.get(name)?.value;
}
