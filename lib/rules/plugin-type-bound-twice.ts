import { SOURCES } from '../facts';
import type { GatewayPlugin, RouteBinding } from '../model';
import { isUnknown } from '../template';
import { boundType } from './bound-type';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import { type PublishedStage, publishedStages } from './published-stages';
import type { Judgement, Rule } from './rule';
import { fail, stageSubject, unknown } from './subject';

const orders = (type: string): string =>
  fragment(
    apiFragment(),
    deploymentFragment(),
    pluginFragment('Office', 'ipControl', '{ type: ALLOW, items: [{ blocks: [203.0.113.0/24] }] }'),
    pluginFragment('Second', type, '{}'),
    bindingFragment('Office'),
    bindingFragment('Second'),
  );

export const pluginTypeBoundTwice: Rule = Object.freeze<Rule>({
  id: 'plugin-type-bound-twice',
  title: 'Two plug-ins of one type are bound to an API in one stage.',
  why: 'An API has one plug-in of each type: the one that happens to be bound last takes the place of the other.',
  remediation: 'Keep one binding, or put what both plug-ins say into one plug-in.',
  severity: 'error',
  source: SOURCES.pluginOverview,
  grade: 'doc',
  bad: orders('ipControl'),
  good: orders('cors'),
  check: (model) =>
    publishedStages(model)
      .filter(({ stage }) => stage.bindings.length > 0)
      .map(judge),
});

function judge({ route, stage }: PublishedStage): Judgement {
  const { bindings, maybe } = stage;
  if (bindings.length === 1 || areOfDifferentTypes(bindings)) return 'pass';
  const subject = stageSubject(route, stage);
  const certain = pluginsByType(bindings.filter((each) => each.maybe === undefined));
  for (const [type, plugins] of certain) {
    if (!areDifferent(plugins)) continue;
    if (maybe !== undefined) return unknown(subject, maybe);
    const names = [...plugins].map((plugin) => (typeof plugin === 'string' ? plugin : plugin.id));
    return fail(subject, `has ${plugins.size} ${type} plug-ins: ${names.join(', ')}`);
  }
  const doubt = doubtOf(bindings);
  return doubt === undefined ? 'pass' : unknown(subject, doubt);
}

/** The usual case. */
function areOfDifferentTypes(bindings: readonly RouteBinding[]): boolean {
  const types = bindings.map(boundType);
  return types.every((type, at) => !isUnknown(type) && types.indexOf(type) === at);
}

/** A plug-in, or the expression for one that is made elsewhere. */
type Bound = GatewayPlugin | string;

/** The plug-ins of each type. The same plug-in bound twice is bound once. */
function pluginsByType(bindings: readonly RouteBinding[]): ReadonlyMap<string, ReadonlySet<Bound>> {
  const types = new Map<string, Set<Bound>>();
  for (const each of bindings) {
    const type = boundType(each);
    const plugin = isUnknown(each.plugin) ? each.plugin.expression : each.plugin;
    if (!isUnknown(type)) types.set(type, (types.get(type) ?? new Set()).add(plugin));
  }
  return types;
}

/** Two expressions may stand for the same plug-in; anything else is different. */
function areDifferent(plugins: ReadonlySet<Bound>): boolean {
  return plugins.size > 1 && [...plugins].some((plugin) => typeof plugin !== 'string');
}

/** Why two of the bindings may be of one type. */
function doubtOf(bindings: readonly RouteBinding[]): string | undefined {
  const stranger = bindings.map(boundType).find(isUnknown);
  if (stranger !== undefined) return stranger.expression;
  const twice = [...pluginsByType(bindings)].find(([, { size }]) => size > 1);
  if (twice === undefined) return undefined;
  const ofType = bindings.filter((each) => boundType(each) === twice[0]);
  return (
    ofType.find(({ maybe }) => maybe !== undefined)?.maybe ?? `two ${twice[0]} plug-ins may be the same one`
  );
}
