import { pluginTypeFact } from '../../facts';
import { certainProtection, type GatewayRoute, type Protection } from '../../model';
import { isUnknown } from '../../template';
import type { Comparison, Difference } from '../comparing/comparison';
import type { StagePair } from '../pairing/pair-routes';

/** Who gets through a route as a whole: the weakest of its stages decides. */
export function weakestProtection({ stages }: Pick<GatewayRoute, 'stages'>): Protection | undefined {
  const all = stages.map(certainProtection);
  return all.find(({ kind }) => kind === 'public') ?? all.find(({ kind }) => kind === 'unknown') ?? all[0];
}

/** The bindings of plug-ins that decide about callers in a stage, as far as they came or went. */
export function authenticationBindings({ after, before }: StagePair, { of }: Comparison): Difference[] {
  return [before, after].flatMap((stage) =>
    (stage?.bindings ?? []).flatMap(({ binding, plugin }) => {
      const type = isUnknown(plugin) ? binding?.declaredType : plugin.type;
      return typeof type !== 'string' || pluginTypeFact(type)?.effect === 'authenticates'
        ? of(binding).filter(({ path }) => path.length === 0)
        : [];
    }),
  );
}
