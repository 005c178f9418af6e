import type { JsonValue } from '../../json';
import type { ComparedPlugins, Comparison, Difference } from '../comparing/comparison';

/** A plug-in that differs, with the differences below one member of its data. */
export interface PluginDifference {
  readonly plugins: ComparedPlugins;
  readonly difference: Difference;
}

/** The plug-ins of a type on both sides. */
export function* pluginsOfType(
  { plugins }: Pick<Comparison, 'plugins'>,
  type: string,
): Generator<ComparedPlugins> {
  for (const each of plugins)
    if (each.differences.length > 0 && each.before.type === type && each.after.type === type) yield each;
}

/** Where the data of plug-ins of a type differ, at a member or below it. */
export function* pluginDifferences(
  comparison: Pick<Comparison, 'plugins'>,
  type: string,
  ...path: readonly string[]
): Generator<PluginDifference> {
  for (const plugins of pluginsOfType(comparison, type))
    for (const difference of below(plugins, ...path)) yield { plugins, difference };
}

/** The differences of a plug-in at a member of its data, or below it. */
export function below({ differences }: ComparedPlugins, ...path: readonly string[]): Difference[] {
  return differences.filter((each) => path.every((name, index) => dataPath(each)[index] === name));
}

/** From PluginData to the value. */
export function dataPath({ path }: Difference): readonly string[] {
  return path.slice(2);
}

/** Whether a switch is on; the service's default is off. */
export function isOn(value: JsonValue | undefined): boolean {
  return String(value).toLowerCase() === 'true';
}
