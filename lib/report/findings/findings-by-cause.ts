import { memberOf } from '../../json';
import type { GatewayModel } from '../../model';
import type { Finding } from '../../rules';
import { findCall, namesIn } from '../../template';
import { findingsByRule } from './findings-by-rule';

/** What several rules could not judge for one reason. */
export interface CauseFindings {
  /** What decides it: `parameter Stage`, or the message that all of them have in common. */
  readonly cause: string;
  /** What to do, where whoever reads the template can tell. */
  readonly remediation: string | undefined;
  /** At least one. */
  readonly findings: readonly Finding[];
}

type Stack = GatewayModel['stacks'][number];

/** What is not judged, by what decides it, in the order of the first of each. One parameter gives one entry. */
export function findingsByCause(findings: readonly Finding[], model: GatewayModel): readonly CauseFindings[] {
  const stacks = new Map(model.stacks.map((stack) => [stack.name, stack]));
  const causes = new Map<string, { findings: Finding[] } & Pick<CauseFindings, 'cause' | 'remediation'>>();
  for (const finding of findings) {
    const stack = stacks.get(finding.stack);
    const names = stack === undefined ? [] : parametersIn(finding.message, stack);
    const key = JSON.stringify(names.length === 0 ? [finding.message] : [finding.stack, names]);
    const known = causes.get(key);
    if (known !== undefined) known.findings.push(finding);
    else causes.set(key, { findings: [finding], ...causeOf(names, stack, finding) });
  }
  return [...causes.values()];
}

function causeOf(
  names: readonly string[],
  stack: Stack | undefined,
  { message }: Finding,
): Pick<CauseFindings, 'cause' | 'remediation'> {
  if (stack === undefined || names.length === 0) return { cause: message, remediation: undefined };
  const isRoot = stack.parent === undefined;
  const cause = `${names.length === 1 ? 'parameter' : 'parameters'} ${names.join(', ')}${isRoot ? '' : ` of ${stack.name}`}`;
  const given = names.map((name) => `--parameters ${name}=…`).join(' ');
  const haveDefaults = names.every((name) => memberOf(stack.parameters[name], 'Default') !== undefined);
  const remediation = haveDefaults ? `give ${given}, or --use-defaults` : `give ${given}`;
  return { cause, remediation: isRoot ? remediation : undefined };
}

/** `Ref Stage`, `${Stage}`, `{"Ref":"Stage"}`; `only if IsProd`, `Fn::If ["IsProd"`. */
const NAMED = /\bRef (\w+)|\$\{(\w+)\}|"Ref":"(\w+)"|\b(?:only|there) if (\w+)|Fn::If"?:? ?\["(\w+)"/g;

/** The parameters that a message speaks of, by themselves or by the conditions that they decide. */
function parametersIn(message: string, stack: Stack): readonly string[] {
  const found = [...message.matchAll(NAMED)].flatMap((match) => match.slice(1).filter((name) => name));
  return [...new Set(found.flatMap((name) => parametersOf(name, stack)))].sort();
}

function parametersOf(name: string, stack: Stack, seen: ReadonlySet<string> = new Set()): readonly string[] {
  if (Object.hasOwn(stack.parameters, name)) return [name];
  const condition = Object.hasOwn(stack.conditions, name) ? stack.conditions[name] : undefined;
  if (condition === undefined || seen.has(name)) return [];
  const names = new Set<string>();
  findCall(condition, (call) => {
    for (const each of namesIn(call)) names.add(each);
    return false;
  });
  const others = Object.keys(stack.conditions).filter((each) =>
    JSON.stringify(condition).includes(`"${each}"`),
  );
  return [...names, ...others].flatMap((each) => parametersOf(each, stack, new Set([...seen, name])));
}

/** Most findings of a cause are named by rule, and of each rule the first subjects. */
interface RuleSubjects {
  readonly rule: string;
  readonly subjects: readonly string[];
}

/** The rules that a cause leaves undecided, and of what. */
export function rulesOf({ findings }: CauseFindings): readonly RuleSubjects[] {
  return findingsByRule(findings).map(({ findings: same, rule }) => ({
    rule: rule.id,
    subjects: [...new Set(same.map(({ subject }) => subject))],
  }));
}
