import type { GatewayGroup, GatewayModel } from '../../model';
import { isUnknown, type Unknown } from '../../template';

/** Whether a group answers on the host of a request. */
export type GroupFilter = (group: GatewayGroup | Unknown) => boolean;

/**
 * Which groups answer on a host: those of the custom domain of that name, or the one group that
 * `GROUP.localhost` names. On any other host, such as `127.0.0.1`, all of them do.
 */
export function createHosts({ domains, groups }: GatewayModel): (host: string) => GroupFilter {
  const byDomain = new Map<string, Set<GatewayGroup | Unknown>>();
  for (const { group, name } of domains) {
    if (typeof name !== 'string') continue;
    const key = name.toLowerCase();
    byDomain.set(key, (byDomain.get(key) ?? new Set()).add(group));
  }
  const byLabel = (label: string): readonly GatewayGroup[] =>
    groups.filter(({ id, name }) =>
      [id, name].some((each) => typeof each === 'string' && each.toLowerCase() === label),
    );
  return (host) => {
    const name = hostName(host);
    const [, label] = /^(.+)\.localhost$/.exec(name) ?? [];
    const served =
      label === undefined ? (byDomain.get(name) ?? byDomain.get(wildcardOf(name))) : new Set(byLabel(label));
    if (served === undefined || [...served].some(isUnknown)) return everyGroup;
    return (group) => isUnknown(group) || served.has(group);
  };
}

const everyGroup: GroupFilter = () => true;

/** `*.example.com` stands for `api.example.com`. */
function wildcardOf(name: string): string {
  return name.replace(/^[^.]+/, '*');
}

/** The name of a host without its port and in lower case: `[::1]:8080` is `[::1]`. */
export function hostName(host: string): string {
  return host.replace(/:\d*$/, '').toLowerCase();
}
