import { SOURCES } from '../facts';
import type { GatewayPlugin } from '../model';
import { type AccessControlModel, comparisonsOf, type Operand, readCondition } from '../plugin';
import { isUnknown } from '../template';
import { fragment, pluginFragment } from './fragment';
import type { Judgement, Rule } from './rule';
import { fail, pluginSubject, unknown } from './subject';

const rules = (source: string): string =>
  fragment(
    pluginFragment(
      'Rules',
      'accessControl',
      `        parameters: { role: '${source}' }
        rules:
          - { name: admins, condition: "$role = 'admin'", ifFalse: DENY }
`,
    ),
  );

export const accessControlReadsCallerInput: Rule = Object.freeze<Rule>({
  id: 'access-control-reads-caller-input',
  title: 'An accessControl rule decides by a value that every caller can write.',
  why: 'A header, a query parameter or a form field is what the caller says of itself: whoever knows the value that is asked for sends it.',
  remediation:
    'Decide by a claim of the token (Token:role), or compare what the caller sends with one: $userId = $tokenUserId.',
  severity: 'warning',
  source: SOURCES.conditions,
  grade: 'doc',
  bad: rules('Header:X-Role'),
  good: rules('Token:role'),
  *check({ plugins }) {
    for (const plugin of plugins) {
      if (isUnknown(plugin.type))
        yield unknown(pluginSubject(plugin), `PluginType is ${plugin.type.expression}`);
      else if (plugin.type === 'accessControl') yield judgeSources(plugin);
    }
  },
});

/** Where a request has what its caller wrote; what is compared with it must not be a constant. */
const CALLERS_OWN: ReadonlySet<string> = new Set(['header', 'query', 'form']);

function isCallersOwn(source: string): boolean {
  return CALLERS_OWN.has(source.replace(/:.*/s, '').toLowerCase());
}

function judgeSources(plugin: GatewayPlugin): Judgement {
  const { accessControl, problem } = plugin;
  const subject = pluginSubject(plugin);
  if (accessControl === undefined) return unknown(subject, problem ?? 'PluginData is no object');
  const { model } = accessControl;
  if (!Object.values(model.parameters).some(isCallersOwn)) return 'pass';
  for (const [index, rule] of model.rules.entries()) {
    const read = readCondition(rule.condition);
    if (read.kind !== 'read') return unknown(subject, `the condition of rule ${rule.name} cannot be read`);
    const variable = callersWord(read.condition, model);
    if (variable === undefined) continue;
    const origin = subject.origin.at('Properties', 'PluginData', 'rules', index, 'condition');
    const source = model.parameters[variable] ?? '';
    return fail(
      { ...subject, origin },
      `rule ${rule.name} compares $${variable}, which is ${source}, with a constant`,
    );
  }
  return 'pass';
}

/** A variable with a value of the caller's that is compared with nothing but a constant. */
function callersWord(
  condition: Parameters<typeof comparisonsOf>[0],
  { parameters }: AccessControlModel,
): string | undefined {
  const isCallers = (operand: Operand): boolean =>
    operand.kind === 'variable' && isCallersOwn(parameters[operand.name] ?? '');
  for (const { left, right } of comparisonsOf(condition)) {
    const [mine, other] = isCallers(left) ? [left, right] : [right, left];
    if (isCallers(mine) && other.kind !== 'variable' && mine.kind === 'variable') return mine.name;
  }
  return undefined;
}
