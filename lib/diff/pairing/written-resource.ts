import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../../json';
import type { GatewayModel } from '../../model';
import type { Origin, Resource, Stack } from '../../template';

/** A resource as it is written, be it made once, several times, or never. */
export interface WrittenResource {
  /** The logical id. */
  readonly id: string;
  /** `ALIYUN::ApiGateway::Api`; empty for what has none. */
  readonly type: string;
  readonly stack: Stack;
  readonly origin: Origin;
  readonly written: JsonObject;
  /** The first of its instances; `undefined` when a condition rules it out. */
  readonly instance: Resource | undefined;
}

/** Every resource that the templates of a gateway write down. */
export function writtenResources({ stacks }: Pick<GatewayModel, 'stacks'>): WrittenResource[] {
  const all: WrittenResource[] = [];
  for (const stack of stacks) {
    const resources = memberOf(stack.written, 'Resources');
    if (!isJsonObject(resources)) continue;
    for (const id of Object.keys(resources)) all.push(writtenResource(stack, id, resources[id] ?? null));
  }
  return all;
}

/** The resources in a nested stack that can be read, and in those inside it; any other resource itself. */
export function contentsOf(resource: WrittenResource): WrittenResource[] {
  const { id, stack } = resource;
  const children = (stack.resources.get(id) ?? []).flatMap((each) => stack.children.get(each) ?? []);
  if (children.length === 0) return [resource];
  return writtenResources({ stacks: children }).flatMap(contentsOf);
}

function writtenResource(stack: Stack, id: string, raw: JsonValue): WrittenResource {
  const instance = stack.resources.get(id)?.[0];
  const type = instance?.type ?? memberOf(raw, 'Type');
  return {
    id,
    type: typeof type === 'string' ? type : '',
    stack,
    origin: instance?.origin ?? stack.origin.at('Resources', id),
    written: isJsonObject(raw) ? raw : { '': raw },
    instance,
  };
}
