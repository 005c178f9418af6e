import { groupBy } from '../group-by';
import type { RosTemplate, RosTemplateResource } from './ros-template';

/**
 * How the APIs of a template that is too large could be split: each group by the start of its paths, with how
 * many APIs and bytes there are. Undefined when there are no APIs whose paths are known.
 */
export function proposeSplit(template: RosTemplate): string | undefined {
  const shares = [...sharesByGroup(template)].map(([group, paths]) => {
    const parts = [...paths].sort(([, a], [, b]) => b.bytes - a.bytes);
    return { group, parts, bytes: parts.reduce((sum, [, { bytes }]) => sum + bytes, 0) };
  });
  if (shares.length === 0) return undefined;
  return shares
    .sort((a, b) => b.bytes - a.bytes)
    .map(({ bytes, group, parts }) => `${group} has ${kilobytes(bytes)}: ${inWords(parts)}`)
    .join('; ');
}

interface Share {
  readonly apis: number;
  readonly bytes: number;
}

const SHOWN = 5;

function inWords(parts: readonly [path: string, share: Share][]): string {
  const shown = parts.slice(0, SHOWN).map(([path, { apis, bytes }]) => {
    return `${path} ${apis} ${apis === 1 ? 'API' : 'APIs'} with ${kilobytes(bytes)}`;
  });
  const rest = parts.length - shown.length;
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${rest} more`;
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} KB`;
}

function sharesByGroup(template: RosTemplate): Map<string, Map<string, Share>> {
  const groups = groupBy(
    apisIn(template, (id) => id),
    ({ group }) => group,
  );
  return new Map([...groups].map(([group, apis]) => [group, sharesOf(apis)]));
}

/** By the first part of the path that tells APIs apart: where all begin with `/v1`, that says nothing. */
function sharesOf(apis: readonly Api[]): Map<string, Share> {
  for (let parts = 1; ; parts += 1) {
    const shares = new Map<string, Share>();
    for (const { bytes, path } of apis) {
      const start = path.split('/', parts + 1).join('/');
      const before = shares.get(start) ?? { apis: 0, bytes: 0 };
      shares.set(start, { apis: before.apis + 1, bytes: before.bytes + bytes });
    }
    if (shares.size > 1 || parts >= DEEPEST) return shares;
  }
}

const DEEPEST = 4;

interface Api extends Pick<Share, 'bytes'> {
  readonly group: string;
  readonly path: string;
}

/** @param groupOf which group of the root template an id of this one is */
function* apisIn(template: RosTemplate, groupOf: (id: string) => string): Generator<Api> {
  const bytes = bytesByApi(template);
  for (const [id, resource] of Object.entries(template.Resources ?? {})) {
    const { GroupId, Parameters, RequestConfig, TemplateBody } = (resource.Properties ?? {}) as Properties;
    const path = RequestConfig?.RequestPath;
    const group = idIn(GroupId);
    if (typeof path === 'string' && group !== undefined) {
      yield { group: groupOf(group), path, bytes: bytes.get(id) ?? 0 };
    }
    if (TemplateBody !== undefined) yield* apisIn(TemplateBody, (name) => idIn(Parameters?.[name]) ?? name);
  }
}

interface Properties {
  readonly ApiId?: unknown;
  readonly GroupId?: unknown;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly RequestConfig?: { readonly RequestPath?: unknown };
  readonly TemplateBody?: RosTemplate;
}

/** An API with its deployments and bindings. */
function bytesByApi(template: RosTemplate): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>();
  for (const [id, resource] of Object.entries(template.Resources ?? {})) {
    const api = idIn((resource.Properties as Properties | undefined)?.ApiId) ?? id;
    bytes.set(api, (bytes.get(api) ?? 0) + bytesOf(id, resource));
  }
  return bytes;
}

function bytesOf(id: string, resource: RosTemplateResource): number {
  return Buffer.byteLength(JSON.stringify({ [id]: resource })) - 1;
}

/** What `Ref` or `Fn::GetAtt` names, or the text itself. */
function idIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute } = Object(value) as { Ref?: unknown; 'Fn::GetAtt'?: unknown };
  const id = Array.isArray(attribute) ? attribute[0] : Ref;
  return typeof id === 'string' ? id : undefined;
}
