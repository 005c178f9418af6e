import type * as ros from '@alicloud/ros-cdk-core';

/** A part of a template that is finished and large. */
export interface DeferredPart {
  /** Puts the part into the template that core wrote without it. */
  putInto(template: LargeTemplate): void;
}

/** A template as far as its large parts need to know it. */
export interface LargeTemplate {
  Resources?: Record<string, { readonly Type: string; readonly Properties?: object }>;
}

const parts = new WeakMap<ros.Stack, DeferredPart[]>();
const deferred = new WeakSet<ros.Stack>();

/** Makes a part of a stack known, so that it can be deferred. */
export function addDeferredPart(stack: ros.Stack, part: DeferredPart): void {
  parts.set(stack, [...(parts.get(stack) ?? []), part]);
}

/** Whether the large parts of a stack are to be left out of what core writes just now. */
export function isDeferred(stack: ros.Stack): boolean {
  return deferred.has(stack);
}

/**
 * Renders a stack without its large parts, and puts them in afterwards. Core goes through a whole template twice
 * more after it has resolved its parts, and so does each stack around it; what is finished need not be looked at.
 *
 * @param render what core does
 */
export function renderDeferred<Template extends LargeTemplate>(
  stack: ros.Stack,
  render: () => Template,
): Template {
  deferred.add(stack);
  try {
    const template = render();
    for (const part of parts.get(stack) ?? []) part.putInto(template);
    return template;
  } finally {
    deferred.delete(stack);
  }
}

/** What core asks for large parts: nothing but their tokens is looked at, and what is finished not at all. */
export class FinishedPart implements ros.IResolvable {
  readonly creationStack = [];

  constructor(
    private readonly part: {
      /** What core has to look at: it finds references to other stacks by them. */
      readonly tokens: () => readonly unknown[];
      readonly finish: () => unknown;
    },
  ) {}

  resolve(context: ros.IResolveContext): unknown {
    if (context.preparing) return this.part.tokens();
    context.registerPostProcessor({ postProcess: () => this.part.finish() });
    return null;
  }
}
