import type { GatewayModel } from '../model';
import { oncePer } from '../once-per';
import { writtenResources } from './gateway-resources';
import { resourceSubject, type Subject } from './subject';

/** The nested stacks whose templates stand elsewhere, or cannot be read. */
export const unreadableStacks = oncePer((model: GatewayModel): readonly Subject[] =>
  writtenResources(model)
    .filter((each) => each.type === 'ALIYUN::ROS::Stack' && !each.stack.children.has(each))
    .map((resource) => {
      const { existsIf, id, origin, stack } = resource;
      return resourceSubject('nested stack', { id, origin, stack: stack.name, resource, existsIf });
    }),
);
