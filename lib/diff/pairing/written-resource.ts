import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../../json';
import type { GatewayModel, Origin, Resource, Stack } from '../../template';

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
export function writtenResources({ stacks }: GatewayModel): WrittenResource[] {
  return stacks.flatMap((stack) => {
    const resources = memberOf(stack.written, 'Resources');
    return Object.entries(isJsonObject(resources) ? resources : {}).map(([id, raw]) =>
      writtenResource(stack, id, raw),
    );
  });
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
