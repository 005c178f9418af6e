import { isUnknown } from '../template';
import { createRedactor, findSecrets, type Redactor } from '../text';
import type { GatewayModel } from './gateway-model';

const known = new WeakMap<GatewayModel, Redactor>();

/**
 * Hides the secrets that stand in the templates of a model, wherever they turn up in a text that is made of it. They
 * are looked for when the first text is shown.
 */
export function redactorOf(model: GatewayModel): Redactor {
  const redactor = known.get(model) ?? createRedactor(secretsOf(model));
  known.set(model, redactor);
  return redactor;
}

function secretsOf({ plugins, stacks }: GatewayModel): Set<string> {
  const found = new Set<string>();
  const add = (secrets: Iterable<string>) => {
    for (const secret of secrets) found.add(secret);
  };
  // What stands as an object in the template around it was looked at there.
  for (const { parent, written } of stacks)
    if (parent === undefined || typeof parent.properties.TemplateBody === 'string') add(findSecrets(written));
  // PluginData is a text, of YAML too.
  for (const { data } of plugins) if (!isUnknown(data) && typeof data !== 'string') add(findSecrets(data));
  return found;
}
