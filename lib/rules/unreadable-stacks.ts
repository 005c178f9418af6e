import type { GatewayModel } from '../template';
import { writtenResources } from './gateway-resources';
import { resourceSubject, type Subject } from './subject';

/** The nested stacks whose templates stand elsewhere, or cannot be read. */
export function* unreadableStacks(model: GatewayModel): Generator<Subject> {
  for (const resource of writtenResources(model)) {
    if (resource.type !== 'ALIYUN::ROS::Stack' || resource.stack.children.has(resource)) continue;
    const { existsIf, id, origin, stack } = resource;
    yield resourceSubject('nested stack', { id, origin, stack: stack.name, resource, existsIf });
  }
}
