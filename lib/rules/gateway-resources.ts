import type { GatewayModel } from '../model';
import { oncePer } from '../once-per';
import { logicalIdOf, type Resource } from '../template';
import type { Subject } from './subject';

/** The types of the service's resources begin like this. */
export const GATEWAY_TYPE = 'ALIYUN::ApiGateway::';

/** Every resource of every stack as it is written: of the instances of a `Count`, the first. */
export const writtenResources = oncePer(({ stacks }: GatewayModel): readonly Resource[] => {
  const written: Resource[] = [];
  for (const stack of stacks)
    for (const [resource] of stack.resources.values()) if (resource !== undefined) written.push(resource);
  return written;
});

/** Those of the service. */
export const gatewayResources = oncePer((model: GatewayModel): readonly Resource[] =>
  writtenResources(model).filter(({ type }) => type.startsWith(GATEWAY_TYPE)),
);

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
