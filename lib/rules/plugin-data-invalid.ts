import type { Problem } from '../errors';
import { LIMITS, PLUGIN_TYPES, pluginTypeFact, SOURCES } from '../facts';
import { isJsonObject } from '../json';
import { findTokenPlace, type GatewayModel, type GatewayPlugin, parameterMappingOf } from '../model';
import { findPluginType, findPrivateKeys } from '../plugin';
import { didYouMean } from '../shape';
import { isUnknown } from '../template';
import { fragment, pluginFragment } from './fragment';
import type { Judgement, Rule, Severity } from './rule';
import { fail, pluginSubject, routeSubject, type Subject, unknown } from './subject';

const browsers = (origins: string): string =>
  fragment(pluginFragment('Browsers', 'cors', `        allowOrigins: ${origins}\n`));

export const pluginDataInvalid: Rule = Object.freeze<Rule>({
  id: 'plugin-data-invalid',
  title: 'The data of a plug-in is not what the service takes for its type.',
  why: 'The service refuses such a plug-in, or ignores a misspelt key: what the plug-in should protect is then open.',
  remediation:
    'Write PluginData as the text of one object in JSON or YAML, with the keys that the page of the plug-in type lists.',
  severity: 'error',
  source: SOURCES.pluginOverview,
  grade: 'doc',
  bad: browsers('[shop.example.com]'),
  good: browsers('shop.example.com'),
  *check(model) {
    for (const plugin of model.plugins) yield* judgePluginData(plugin, model);
  },
});

function* judgePluginData(plugin: GatewayPlugin, model: GatewayModel): Generator<Judgement> {
  const { data, problem, resource, type } = plugin;
  // That it is missing, or too large, other rules tell.
  if (resource.properties.PluginData === undefined || isTooLarge(data)) return yield 'not-applicable';
  const subject = pluginSubject(plugin);
  const here = { ...subject, origin: subject.origin.at('Properties', 'PluginData') };
  if (isUnknown(data)) return yield unknown(here, `PluginData is made by ${data.expression}`);
  if (!isJsonObject(data))
    return yield fail(here, typeof data === 'string' && problem ? problem : 'PluginData is no object');
  if (isUnknown(type)) return yield unknown(here, `PluginType is ${type.expression}`);
  if (pluginTypeFact(type) === undefined) return yield judgeUnknownType(type, subject);
  // A private key is told by a rule of its own, and must be taken out before anything else.
  if (findPrivateKeys(data).length > 0) return yield 'not-applicable';
  const { doubts, problems } = findPluginType(type)?.inspect(data) ?? { doubts: [], problems: [] };
  const found = [
    ...problems.map((each) => outcomeAt(subject, each, 'error')),
    ...doubts.map((each) => outcomeAt(subject, each, 'warning')),
    ...tokenPlaceProblems(plugin, model),
  ];
  yield* found.length === 0 ? (['pass'] as const) : found;
}

function isTooLarge(data: unknown): boolean {
  return typeof data === 'string' && Buffer.byteLength(data) > LIMITS.pluginDataBytes.value;
}

/** The vendor lists no types in ROS: one that is not known here may be new, or a mistake. */
function judgeUnknownType(type: string, subject: Subject): Judgement {
  const here = { ...subject, origin: subject.origin.at('Properties', 'PluginType') };
  const advice = didYouMean(type, Object.keys(PLUGIN_TYPES));
  const words = `PluginType is ${JSON.stringify(type)}, which is no type that we know`;
  return advice === undefined
    ? unknown(here, words)
    : { ...fail(here, `${words}: ${advice}`), severity: 'warning' };
}

function outcomeAt(subject: Subject, { message, path }: Problem, severity: Severity): Judgement {
  const origin = subject.origin.at('Properties', 'PluginData', ...stepsOf(path));
  const named = path === '$' ? subject.subject : `${subject.subject} ${path}`;
  return { ...fail({ ...subject, subject: named, origin }, message), severity };
}

/** The members and items of a JSON path: `$.jwks[1]["x y"]`. */
function stepsOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\.([\w-]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g)].map(
    ([, name, index, quoted]) =>
      name ?? (index === undefined ? String(JSON.parse(quoted ?? '""')) : Number(index)),
  );
}

/** Without `parameterLocation` the token is in a parameter that each API declares, which a PASSTHROUGH API cannot. */
function* tokenPlaceProblems(plugin: GatewayPlugin, { routes }: GatewayModel): Generator<Judgement> {
  const { jwtAuth } = plugin;
  if (jwtAuth === undefined || jwtAuth.model.parameterLocation !== undefined) return;
  for (const route of routes) {
    if (!route.bindings.some((each) => each.plugin === plugin && each.maybe === undefined)) continue;
    const mapping = parameterMappingOf(route);
    const subject = { ...pluginSubject(plugin), route: routeSubject(route).subject };
    const named = { ...subject, subject: `${subject.subject} at ${subject.route}` };
    if (mapping.requestMode === 'PASSTHROUGH')
      yield fail(named, 'has no parameterLocation, which an API with RequestMode PASSTHROUGH needs');
    else if (!isUnknown(mapping.requestMode) && findTokenPlace(jwtAuth.model, mapping) === undefined)
      yield {
        ...fail(named, `has no parameterLocation, and the API has no parameter ${jwtAuth.model.parameter}`),
        severity: 'warning',
      };
  }
}
