import type { JsonValue } from '../../json';
import {
  type BackendDefinition,
  type GatewayRoute,
  type RouteStage,
  redactorOfStack,
  STAGED_PARTS,
  type StagedPart,
  stageBackendOf,
  variablesReadBy,
} from '../../model';
import { isSame, isUnknown, type Maybe, textIn } from '../../template';
import type { Comparison, Difference } from '../comparing/comparison';
import { type Both, isBoth } from '../pairing/pair';
import type { RoutePair, StagePair } from '../pairing/pair-routes';
import { masked, type Side, wordsFor } from './draft';

/** A route in both gateways whose backend reads variables of stages. */
export interface RouteBackends {
  readonly route: RoutePair;
  /** The stages of both gateways; none where the route is published to no such stage. */
  readonly stages: readonly StageBackends[];
  /** Where the API says otherwise what a stage makes its backend of. */
  readonly own: readonly Difference[];
}

/** What the backend of a route is in one stage of both gateways. */
export interface StageBackends {
  readonly pair: StagePair;
  /** What is not the same, or not known to be the same. */
  readonly parts: readonly StagedPart[];
  readonly before: Side | undefined;
  readonly after: Side | undefined;
  readonly addresses: Readonly<Record<'before' | 'after', Maybe<string> | undefined>>;
  /** The values of the variables that it reads, where they differ. */
  readonly variables: readonly Difference[];
}

/** The routes whose backends read variables, on one side at least; none where there are no variables at all. */
export function routeBackendsIn(comparison: Comparison): readonly RouteBackends[] {
  const { base, head, routes } = comparison;
  if (base.stageConfigs.length + head.stageConfigs.length === 0) return [];
  return routes.flatMap((route) => {
    if (!isBoth(route)) return [];
    const names = new Set(
      [route.before, route.after].flatMap((side) => variablesReadBy(side).uses.map(({ name }) => name)),
    );
    if (names.size === 0) return [];
    const own = comparison.of(route.after).filter(isStaged);
    const stages = route.stages.flatMap((pair) =>
      isBoth(pair) ? [stageBackends(pair, { route, names, own, comparison })] : [],
    );
    return [{ route, stages, own }];
  });
}

function isStaged({ path: [section, property, part] }: Difference): boolean {
  const parts: readonly string[] = Object.values(STAGED_PARTS);
  return (
    section === 'Properties' && property === 'ServiceConfig' && (part === undefined || parts.includes(part))
  );
}

interface Context {
  readonly route: RoutePair & Both<GatewayRoute>;
  readonly names: ReadonlySet<string>;
  readonly own: readonly Difference[];
  readonly comparison: Comparison;
}

function stageBackends(pair: StagePair & Both<RouteStage>, context: Context): StageBackends {
  const { comparison, names, own, route } = context;
  const configs = [...pair.before.variables.configs, ...pair.after.variables.configs];
  const told = [...new Set(configs.flatMap((config) => comparison.of(config)))];
  const [before, after] = [
    { route: route.before, backend: stageBackendOf(route.before, pair.before) },
    { route: route.after, backend: stageBackendOf(route.after, pair.after) },
  ];
  const isTouched = own.length > 0 || told.some((each) => decides(each, names));
  const parts = (Object.keys(STAGED_PARTS) as StagedPart[]).filter((part) =>
    isChanged(partOf(before, part), partOf(after, part), isTouched),
  );
  return {
    pair,
    parts,
    before: sideOf(before, parts, names),
    after: sideOf(after, parts, names),
    addresses: { before: textOf(before), after: textOf(after) },
    variables: told.filter((each) => isOfVariables(each, names)),
  };
}

/** Whether a difference of a StageConfig may give a variable another value: also that it came, or is for another stage. */
function decides(difference: Difference, names: ReadonlySet<string>): boolean {
  const [section, property] = difference.path;
  if (section !== 'Properties')
    return section === undefined || section === 'Condition' || section === 'Count';
  return property !== 'Variables' || isOfVariables(difference, names);
}

function isOfVariables({ path: [, property, name] }: Difference, names: ReadonlySet<string>): boolean {
  return property === 'Variables' && (name === undefined || names.has(name));
}

/** A backend, and the route whose template says it. */
interface Shown {
  readonly route: GatewayRoute;
  readonly backend: Maybe<BackendDefinition>;
}

type PartValue = Maybe<string> | Readonly<Record<string, Maybe<string> | undefined>> | undefined;

function partOf({ backend, route }: Shown, part: StagedPart): PartValue {
  const value = isUnknown(backend) ? backend : backend[part];
  if (value === undefined || isUnknown(value) || typeof value === 'string') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, textIn(member, route.resource)]),
  );
}

function textOf(shown: Shown): Maybe<string> | undefined {
  const value = partOf(shown, 'address');
  return isUnknown(value) || typeof value === 'string' ? value : undefined;
}

/** What only ROS knows on both sides is the same where nothing that it is made of differs. */
function isChanged(before: PartValue, after: PartValue, isTouched: boolean): boolean {
  if (isUnknown(before) && isUnknown(after)) return isTouched && !isSame(before, after);
  if (typeof before !== 'object' || typeof after !== 'object') return before !== after;
  if (isUnknown(before) || isUnknown(after)) return true;
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].some((name) => isChanged(before[name], after[name], isTouched));
}

/** `https://orders.example.com`; of several parts with their names. What a variable that is called a secret makes is hidden. */
function sideOf(shown: Shown, parts: readonly StagedPart[], names: ReadonlySet<string>): Side | undefined {
  const { route } = shown;
  const hide = redactorOfStack(route.resource.stack);
  const [first] = parts;
  if (first === undefined) return undefined;
  const words = parts.map((part): string => {
    const value = dataOf(partOf(shown, part));
    return wordsFor(masked(value, [...names, STAGED_PARTS[part]], hide));
  });
  const [only = ''] = words;
  const text =
    words.length === 1 ? only : parts.map((part, at) => `${STAGED_PARTS[part]}: ${words[at]}`).join(' · ');
  return { text, value: words, origin: route.origin.at('Properties', 'ServiceConfig', STAGED_PARTS[first]) };
}

function dataOf(value: PartValue): JsonValue {
  if (value === undefined) return 'none';
  if (isUnknown(value)) return value.expression;
  if (typeof value === 'string') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, dataOf(member)]));
}
