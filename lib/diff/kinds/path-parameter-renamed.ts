import { isJsonObject, type JsonValue, memberOf } from '../../json';
import type { GatewayRoute } from '../../model';
import type { Comparison, Difference } from '../comparing/comparison';
import { differencesAt, isPathParameter } from '../judging/differences-at';
import { changeAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { checksOf } from '../judging/parameter-checks';
import { neutral, safe } from '../judging/verdict';
import type { Both } from '../pairing/pair';

const renamed: ChangeKind = {
  id: 'path-parameter-renamed',
  title: 'A parameter in the path of a route has another name.',
  area: 'request',
  direction: 'changed',
  mirror: 'path-parameter-renamed',
  asymmetry: undefined,
  posture: 'neutral: the route takes the same requests',
  callers: 'safe: addresses stay the same',
  why: 'The backend may read it under the old name.',
};

export const pathParameterRenamed: Detector = {
  kinds: [renamed],
  *find(comparison) {
    const open = new Set(differencesAt(comparison, 'Api', 'RequestConfig', 'RequestPath'));
    if (open.size === 0) return;
    for (const { after, before } of comparison.routes) {
      // Paths that are routes were paired by what they take.
      if (before?.route === undefined || before.route.signature !== after?.route?.signature) continue;
      for (const difference of comparison.of(after))
        if (open.has(difference))
          yield changeAt(renamed, difference, {
            message: 'its path parameters have other names',
            posture: neutral('it takes the same requests'),
            callers: safe('addresses stay the same'),
            explains: [
              difference,
              ...renamedIn({ before, after }, comparison),
              ...renamedAtBackend({ before, after }, comparison),
            ],
          });
    }
  },
};

/** Their declarations under the old and the new names, where both check the same: else that is told by itself. */
function renamedIn({ after, before }: Both<GatewayRoute>, { of }: Comparison): Difference[] {
  const declared = of(after).filter(isPathParameter);
  const at = (name: string | undefined) => declared.filter(({ path }) => path[2] === name);
  const names = (before.route?.parameters ?? []).map((name, index) => [name, after.route?.parameters[index]]);
  return names.flatMap(([old, name]) => {
    const [lost, gained] = [at(old), at(name)];
    const isSame = checksOf(lost[0]?.before) === checksOf(gained[0]?.after);
    return isSame ? [...lost, ...gained] : [];
  });
}

/** What the backend gets, where it is the same once the names in the path are: then it cannot tell the two apart. */
const BACKEND = ['ServicePath', 'ServiceParameters', 'ServiceParametersMap'];

function renamedAtBackend({ after, before }: Both<GatewayRoute>, { of }: Comparison): Difference[] {
  const names = new Map(
    (before.route?.parameters ?? []).map((name, index) => [name, after.route?.parameters[index] ?? name]),
  );
  const [mine, theirs] = [before, after].map(({ resource }) => backendParts(resource.properties));
  if (JSON.stringify(withNames(mine ?? null, names)) !== JSON.stringify(theirs)) return [];
  return of(after).filter(({ path: [, property = '', member = ''] }) => {
    return BACKEND.includes(property) || (property === 'ServiceConfig' && BACKEND.includes(member));
  });
}

function backendParts({
  ServiceConfig,
  ServiceParameters,
  ServiceParametersMap,
}: Readonly<Record<string, JsonValue>>) {
  const path = memberOf(ServiceConfig, 'ServicePath');
  return [path ?? null, ServiceParameters ?? null, ServiceParametersMap ?? null];
}

/** The value with other names for what stands in the path, by itself or in square brackets. */
function withNames(value: JsonValue, names: ReadonlyMap<string, string>): JsonValue {
  if (typeof value === 'string')
    return (
      names.get(value) ??
      value.replace(/\[([^\]]*)\]/g, (whole, name: string) => `[${names.get(name) ?? whole.slice(1, -1)}]`)
    );
  if (Array.isArray(value)) return value.map((item: JsonValue) => withNames(item, names));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withNames(member, names)]));
}
