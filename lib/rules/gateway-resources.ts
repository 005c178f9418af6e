import { type GatewayModel, logicalIdOf, type Resource } from '../template';
import type { Subject } from './subject';

/** The types of the service's resources begin like this. */
export const GATEWAY_TYPE = 'ALIYUN::ApiGateway::';

/** Every resource of every stack as it is written: of the instances of a `Count`, the first. */
export function* writtenResources({ stacks }: GatewayModel): Generator<Resource> {
  for (const stack of stacks)
    for (const [resource] of stack.resources.values()) if (resource !== undefined) yield resource;
}

/** Those of the service. */
export function* gatewayResources(model: GatewayModel): Generator<Resource> {
  for (const resource of writtenResources(model)) if (resource.type.startsWith(GATEWAY_TYPE)) yield resource;
}

/** `Orders.RequestConfig.RequestPath` */
export function propertySubject(resource: Resource, ...path: readonly (string | number)[]): Subject {
  const id = logicalIdOf(resource);
  return {
    subject: [id, ...path].join('.'),
    origin: resource.origin.at('Properties', ...path),
    logicalId: id,
    stack: resource.stack.name,
  };
}
