import { ROS_IMPORT } from '../facts';
import { logicalIdOfRoute, logicalWords } from '../route';
import { hasApp } from './api-code';
import type { DeclaredGroup } from './take-over';

/** One item of `ResourcesToImport` of a change set of ROS. */
interface ResourceToImport {
  readonly LogicalResourceId: string;
  readonly ResourceType: string;
  readonly ResourceIdentifier: Readonly<Record<string, string>>;
}

/** What ROS imports, with the logical ids that the constructs give. */
export function resourcesToImport(groups: readonly DeclaredGroup[]): ResourceToImport[] {
  return groups.flatMap(({ apis, group, id }) => {
    const GroupId = group.groupId;
    const all = [itemOf('Group', logicalWords(id), { GroupId })];
    for (const { api, apps, stages } of apis) {
      const { apiId: ApiId, properties, route } = api;
      if (route.route === undefined) continue;
      const logicalId = `${logicalWords(id)}${logicalIdOfRoute(route.route)}`;
      all.push(itemOf('Api', logicalId, { GroupId, ApiId }));
      for (const StageName of stages) {
        const place = `${logicalId}${logicalWords(StageName.toLowerCase())}`;
        all.push(itemOf('Deployment', place, { GroupId, ApiId, StageName }));
        if (hasApp(properties) && apps.length > 0)
          all.push(
            itemOf('Authorization', `${place}Apps`, { GroupId, ApiId, StageName, AppId: apps.join() }),
          );
      }
    }
    return all;
  });
}

function itemOf(type: string, id: string, known: Readonly<Record<string, string>>): ResourceToImport {
  const names = ROS_IMPORT.value[type] ?? [];
  return {
    LogicalResourceId: id,
    ResourceType: `ALIYUN::ApiGateway::${type}`,
    ResourceIdentifier: Object.fromEntries(names.map((name) => [name, known[name] ?? ''])),
  };
}
