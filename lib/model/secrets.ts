import { oncePer } from '../once-per';
import { isUnknown, type Stack, textsOf } from '../template';
import { createRedactor, createStrictRedactor, findSecrets, type Redactor } from '../text';
import type { GatewayModel } from './gateway';

/**
 * Hides the secrets that stand in the templates of a model, wherever they turn up in a text that is made of it. They
 * are looked for when the first text is shown.
 */
export const redactorOf = oncePer(({ plugins, stacks }: GatewayModel): Redactor => {
  const roots = stacks.filter(({ parent }) => parent === undefined);
  // PluginData is a text, of YAML too.
  const data = plugins.flatMap((plugin) => (isUnknown(plugin.data) ? [] : [...findSecrets(plugin.data)]));
  const all = [...roots.map(redactorOfStack), createRedactor(data)];
  return (text) => all.reduce((shown, hide) => hide(shown), text);
});

/** The same for the template in which a stack stands. */
export function redactorOfStack(stack: Stack): Redactor {
  return stack.parent === undefined ? redactorOfRoot(stack) : redactorOfStack(stack.parent.stack);
}

/** Hides what ROS masks and nothing else: the values of parameters with NoEcho, in an answer that is made of the template. */
export function redactorOfMasked(stack: Stack): Redactor {
  if (stack.parent !== undefined) return redactorOfMasked(stack.parent.stack);
  const masked = [...stack.given.values()].filter(({ isSecret }) => isSecret);
  return createStrictRedactor(masked.flatMap(({ value }) => textsOf(value)));
}

const redactorOfRoot = oncePer((stack: Stack): Redactor => {
  const secrets = [...stack.given.values()].filter(({ isSecret }) => isSecret);
  const inTemplate = secrets.filter(({ from }) => from !== 'given').flatMap(({ value }) => textsOf(value));
  const hideWritten = createRedactor([...writtenSecrets(stack), ...inTemplate]);
  // What somebody gave is hidden whatever it is. What stands in the template is not: it could hide a word of ours.
  const given = secrets.filter(({ from }) => from === 'given').flatMap(({ value }) => textsOf(value));
  const hideGiven = createStrictRedactor(given);
  return (text) => hideWritten(hideGiven(text));
});

/** What stands as an object in the template around it is looked at there, and what stands as a text is not. */
function writtenSecrets({ children, parent, written }: Stack): string[] {
  const isRead = parent === undefined || typeof parent.properties.TemplateBody === 'string';
  return [...(isRead ? findSecrets(written) : []), ...[...children.values()].flatMap(writtenSecrets)];
}
