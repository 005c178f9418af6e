import { LIMITS } from '../facts';
import { oncePer } from '../once-per';

/**
 * The text that is written for a finished template: with two spaces, as core writes it. Where ROS would not take
 * that for its size, compactly, but for a line for each section and each resource, also of nested stacks: half the
 * bytes, and a difference between two templates still shows resource by resource. `ros-cdk deploy` sends this text as it is.
 */
export const templateText = oncePer((template: object): string => {
  const spaced = JSON.stringify(template, undefined, 2);
  const fits = Buffer.byteLength(spaced) <= LIMITS.templateBytes.value;
  return ofOneByteCharacters(fits ? spaced : compactText(template));
});

/** One id that V8 holds with two bytes a character makes it hold the whole text so, and all that is read of it. */
function ofOneByteCharacters(text: string): string {
  return Buffer.byteLength(text) === text.length ? Buffer.from(text, 'latin1').toString('latin1') : text;
}

function compactText(template: object): string {
  return objectText(template, (section, members) =>
    section === 'Resources' && isObject(members)
      ? objectText(members, (_id, resource) => resourceText(resource))
      : JSON.stringify(members),
  );
}

/** On one line, unless it is a nested stack. */
function resourceText(resource: unknown): string {
  if (!isObject(resource) || !('Properties' in resource) || !isObject(resource.Properties)) {
    return JSON.stringify(resource);
  }
  const { TemplateBody, ...others } = resource.Properties as { TemplateBody?: unknown };
  if (!isObject(TemplateBody)) return JSON.stringify(resource);
  const [before, after] = JSON.stringify({
    ...resource,
    Properties: { ...others, TemplateBody: null },
  }).split(/(?<="TemplateBody":)null/);
  return `${before}${compactText(TemplateBody)}${after}`;
}

/** Each member on a line of its own. */
function objectText(object: object, textOf: (key: string, value: unknown) => string): string {
  const members = Object.entries(object).filter(([, value]) => value !== undefined);
  return `{\n${members.map(([key, value]) => `${JSON.stringify(key)}:${textOf(key, value)}`).join(',\n')}\n}`;
}

/** Whether it may have members, or items. */
export function isObject(x: unknown): x is object {
  return typeof x === 'object' && x !== null;
}
