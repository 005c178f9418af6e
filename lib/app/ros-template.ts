import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ros from '@alicloud/ros-cdk-core';
import { renderDeferred } from '../constructs';
import { isObject, templateText } from './template-text';

/** What a rendered template is known to have. */
export interface RosTemplate {
  Resources?: Record<string, RosTemplateResource>;
  [section: string]: unknown;
}

/** One resource of it. */
export interface RosTemplateResource {
  readonly Type: string;
  readonly Properties?: object;
  readonly DependsOn?: string | string[];
  readonly Count?: unknown;
}

/** What core calls to get a stack's template; its types keep it to subclasses. */
interface Renderer {
  _toRosTemplate(): RosTemplate | undefined;
  synthesize(session: ros.ISynthesisSession): void;
}

/** The order of the vendor's description of a template; core takes them as they come. */
const SECTIONS = [
  'ROSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Mappings',
  'Conditions',
  'Rules',
  'Resources',
  'Outputs',
];

/** The sections whose members stand in no order. `Parameters` keep theirs: it is the order of a form. */
const UNORDERED = ['Conditions', 'Mappings', 'Outputs', 'Resources'];

/** Renders a stack once, in an order that does not depend on the code's; this template is written then. */
export function renderStack(stack: ros.Stack): RosTemplate {
  const renderer = stack as unknown as Renderer;
  Reflect.deleteProperty(renderer, '_toRosTemplate'); // of an earlier synthesis that was refused
  const template = renderDeferred(stack, () => renderer._toRosTemplate() ?? {});
  settleOrder(template);
  if (ros.NestedStack.isNestedStack(stack)) renderer._toRosTemplate = () => template;
  else keepText(stack, templateText(template));
  return template;
}

/** Of a large app only the texts are kept; core would write any template with two spaces. */
function keepText(stack: ros.Stack, text: string): void {
  const renderer = stack as unknown as Renderer;
  renderer._toRosTemplate = () => JSON.parse(text);
  renderer.synthesize = ({ assembly }) => writeFileSync(join(assembly.outdir, stack.templateFile), text);
}

/** In place: the parent of a nested stack has the very same object inside its own template. */
function settleOrder(template: RosTemplate): void {
  for (const section of Object.keys(template).sort(bySection)) {
    const members = template[section];
    delete template[section];
    template[section] = UNORDERED.includes(section) && isObject(members) ? sortedByKey(members) : members;
  }
  for (const { DependsOn } of Object.values(template.Resources ?? {})) {
    if (Array.isArray(DependsOn)) DependsOn.sort();
  }
}

function bySection(a: string, b: string): number {
  return SECTIONS.indexOf(a) - SECTIONS.indexOf(b);
}

function sortedByKey(members: object): object {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
}
