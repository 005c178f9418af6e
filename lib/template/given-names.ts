import { type JsonValue, memberOf } from '../json';
import { functionIn } from './function-call';
import { namesIn } from './reference';
import { findDefinition, type Scope, type Scoped } from './scope';
import type { Stack } from './stack';

/** The parameters whose given values, or defaults, a value is made of. */
export function givenNames(value: JsonValue, scope: Scope): ReadonlySet<string> {
  const names = new Set<string>();
  forEachParameter(value, scope, (name, stack) => {
    const given = stack.given.get(name);
    // What the template leaves no choice of, nobody chose.
    if (given !== undefined && given.from !== 'only value') names.add(name);
  });
  return names;
}

/**
 * Calls back for each parameter of an outermost stack that a value is made of: those that it names, through local
 * variables, conditions, and the parameters of nested stacks.
 */
export function forEachParameter(
  value: JsonValue,
  scope: Scope,
  found: (name: string, stack: Stack) => void,
): void {
  const seen = new Set<JsonValue>();
  const open: Scoped[] = [{ value, scope }];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (typeof here.value !== 'object' || here.value === null || seen.has(here.value)) continue;
    seen.add(here.value);
    for (const name of namesIn(here.value)) {
      const { stack } = here.scope;
      if (stack.parent === undefined && memberOf(stack.parameters, name) !== undefined) found(name, stack);
      else open.push(...present(findDefinition(name, here.scope)));
    }
    open.push(...present(conditionIn(here)));
    for (const member of Object.values(here.value)) open.push({ value: member, scope: here.scope });
  }
}

/** The condition that decides a `Fn::If`, and one that a condition or a resource names. */
function conditionIn({ scope, value }: Scoped): Scoped | undefined {
  const choice = functionIn(value) === 'Fn::If' ? memberOf(value, 'Fn::If') : undefined;
  const named = Array.isArray(choice) ? (choice as readonly JsonValue[])[0] : memberOf(value, 'Condition');
  const condition = typeof named === 'string' ? memberOf(scope.stack.conditions, named) : undefined;
  return condition === undefined ? undefined : { value: condition, scope: { stack: scope.stack } };
}

function present(found: Scoped | undefined): readonly Scoped[] {
  return found === undefined ? [] : [found];
}
