import { type GatewayModel, type GatewayStageConfig, isStranger, variablesReadBy } from '../../model';
import { isNestedStack, isUnknown, mentionsOf, type Resource } from '../../template';
import type { Comparison, Difference } from '../comparing/comparison';

/** Whether a backend reads a variable that differs, or may read it; of a whole StageConfig, any of its variables. */
export function mayBeRead({ path: [, , name], sides }: Difference, { base, head }: Comparison): boolean {
  const sidesOfModels = [
    [base, sides.before],
    [head, sides.after],
  ] as const;
  return sidesOfModels.some(([model, side]) => {
    const config = model.stageConfigs.find(({ resource }) => resource === side?.instance);
    return config === undefined ? side !== undefined : isReadIn(model, config, name);
  });
}

function isReadIn(model: GatewayModel, config: GatewayStageConfig, name: string | undefined): boolean {
  if (isUnknown(config.group) || isToldElsewhere(config.group.resource, model)) return true;
  return model.routes.some((route) => {
    if (!route.stages.some(({ variables }) => variables.configs.includes(config))) return false;
    const { unclear, unread, uses } = variablesReadBy(route);
    const reads = uses.some((use) => name === undefined || use.name === name);
    return reads || unclear !== undefined || unread !== undefined;
  });
}

/** Whether something that cannot be read is told the group, and may make APIs of it. */
function isToldElsewhere(group: Resource, { stacks }: GatewayModel): boolean {
  return stacks.some(({ children, resources }) =>
    [...resources.values()].flat().some((each) => {
      const isUnread = isNestedStack(each) ? !children.has(each) : isStranger(each);
      return isUnread && mentionsOf(each.properties, each).includes(group);
    }),
  );
}
