import { isCloudNativeRoute } from '../cloud-native';
import { CLOUD_NATIVE, RETIREMENT } from '../facts';
import {
  apiDefinitionOf,
  basePathOf,
  findJwtLock,
  findTokenPlace,
  type GatewayModel,
  type GatewayPlugin,
  type GatewayRoute,
  isCheckedParameter,
  type JwtLock,
  type Lock,
  type RouteStage,
} from '../model';
import { isUnknown, textOrExpression } from '../template';
import type { Decision } from './decisions';
import { STANDINGS, type Standing, TOPICS, type TopicId } from './topics';

/** A topic of a route, and whether anything was decided. */
export interface JudgedTopic {
  readonly id: TopicId;
  readonly standing: Standing;
  /** The plug-ins that it comes from. */
  readonly plugins: readonly string[];
  readonly decision: Decision | undefined;
}

/** A route, and what becomes of it. */
export interface AssessedRoute {
  readonly route: GatewayRoute;
  /** The worst of its topics that nothing was decided of. */
  readonly standing: Standing;
  /** The worst first. */
  readonly topics: readonly JudgedTopic[];
}

/** A day of the vendor, and how far it is. */
export interface Deadline {
  /** `2027-03-21`, which begins at midnight in UTC+8. */
  readonly day: string;
  readonly what: string;
  /** Whole days that are left, counted in UTC+8; below 0 when the day has passed. */
  readonly daysLeft: number;
}

/** What becomes of a gateway. */
export interface Assessment {
  readonly deadlines: readonly Deadline[];
  readonly routes: readonly AssessedRoute[];
  /** Decisions that fit nothing. */
  readonly unused: readonly Decision[];
  /** Decisions that no longer count. */
  readonly expired: readonly Decision[];
}

const DAY = 24 * 60 * 60 * 1000;
const UTC_PLUS_8 = 8 * 60 * 60 * 1000;

/**
 * What becomes of each route of a traditional gateway in the move to a cloud-native one.
 *
 * @param now milliseconds since 1970
 */
export function assessMigration(
  model: GatewayModel,
  { decisions, now }: { readonly decisions: readonly Decision[]; readonly now: number },
): Assessment {
  const today = Math.floor((now + UTC_PLUS_8) / DAY);
  const isExpired = ({ expires }: Decision) => Date.parse(`${expires}T00:00:00Z`) / DAY < today;
  const valid = decisions.filter((each) => !isExpired(each));
  const routes = model.routes
    .filter((route) => !isCloudNativeRoute(route))
    .map((route) => assessRoute(route, valid));
  const used = new Set(routes.flatMap(({ topics }) => topics.map(({ decision }) => decision)));
  return {
    deadlines: Object.values(RETIREMENT).map(({ note = '', value }) => ({
      day: value,
      what: note,
      daysLeft: Date.parse(`${value}T00:00:00Z`) / DAY - today,
    })),
    routes,
    unused: valid.filter((each) => !used.has(each)),
    expired: decisions.filter(isExpired),
  };
}

function assessRoute(route: GatewayRoute, decisions: readonly Decision[]): AssessedRoute {
  const found = new Map<TopicId, Set<string>>();
  const tell = (id: TopicId, plugin?: string) => {
    const plugins = found.get(id) ?? new Set();
    found.set(id, plugin === undefined ? plugins : plugins.add(plugin));
  };
  for (const stage of route.stages) findTopics(route, stage, tell);
  if (route.stages.length > 1) tell('stages');
  findInDefinition(route, tell);
  const names = namesOf(route);
  const topics = [...found].map(([id, plugins]): JudgedTopic => {
    const isMeant = ({ plugin, route: named, topic }: Decision) =>
      topic === id && (named === undefined ? plugins.has(plugin ?? '') : names.includes(named));
    return { id, standing: TOPICS[id].standing, plugins: [...plugins], decision: decisions.find(isMeant) };
  });
  topics.sort((a, b) => rank(a.standing) - rank(b.standing) || (a.id < b.id ? -1 : 1));
  const open = topics.filter(({ decision }) => decision === undefined);
  return { route, topics, standing: open[0]?.standing ?? 'carries over' };
}

const rank = (standing: Standing) => STANDINGS.indexOf(standing);

type Tell = (id: TopicId, plugin?: string) => void;

function findTopics(route: GatewayRoute, stage: RouteStage, tell: Tell): void {
  const { bindings, protection } = stage;
  if (protection.kind === 'unknown' || stage.maybe !== undefined) tell('protection-unknown');
  else if (protection.kind === 'public' && protection.optionalToken === undefined) tell('public-route');
  const lock = findJwtLock(protection);
  if (lock !== undefined) findInLock(route, lock, tell);
  const locks = protection.kind === 'locked' ? [...protection.locks, ...protection.perhaps] : [];
  for (const { kind } of locks) {
    const id = LOCKS[kind];
    if (id !== undefined) tell(id);
  }
  for (const { plugin } of bindings) {
    if (isUnknown(plugin)) tell('other-plugin', plugin.expression);
    else findInPlugin(plugin, tell);
  }
}

const LOCKS: Readonly<Record<Lock['kind'], TopicId | undefined>> = {
  jwt: undefined,
  'jwt-auth': undefined,
  app: 'app-signature',
  basic: 'other-authentication',
  openid: 'other-authentication',
};

function findInLock(route: GatewayRoute, lock: JwtLock, tell: Tell): void {
  const { plugin } = lock;
  tell('jwt-keys', plugin);
  if (lock.preventsReplay) tell('replay', plugin);
  if (lock.allowsMissingToken) tell('optional-token', plugin);
  if (lock.ignoresExpiry) tell('expired-tokens', plugin);
  const rules = [lock.issuer, lock.audience, ...lock.otherClaims.map(({ rule }) => rule)];
  if (rules.some((rule) => rule?.kind === 'values' && rule.values.length > 1)) tell('several-keys', plugin);
  else if (rules.some((rule) => rule?.kind === 'values')) tell('exact-claims', plugin);
  if (rules.some((rule) => rule !== undefined && rule.kind !== 'values')) tell('claim-condition', plugin);
  for (const { location } of lock.forwards)
    tell(location.toLowerCase() === 'header' ? 'claim-to-header' : 'claim-elsewhere', plugin);
  const place = findTokenPlace(lock, apiDefinitionOf(route));
  if (place === undefined || isUnknown(place) || place.location === 'form' || place.location === 'path')
    tell('token-in-form', plugin);
}

const PLUGINS: Readonly<Record<string, TopicId | undefined>> = {
  cors: 'cors',
  ipControl: 'ip-control',
  trafficControl: 'throttling',
};

function findInPlugin({ accessControl, id, type }: GatewayPlugin, tell: Tell): void {
  const name = isUnknown(type) ? '' : type;
  if (name === 'jwtAuth' || name === 'basicAuth') return;
  if (name !== 'accessControl') {
    tell(PLUGINS[name] ?? 'other-plugin', id);
    return;
  }
  // Rules that only demand one value of claims are claims of a consumer; any other is an expression.
  const isPlain = accessControl !== undefined && isOfClaimsOnly(accessControl);
  if (!isPlain) tell('claim-condition', id);
}

function isOfClaimsOnly({
  evaluation,
  audience,
  issuer,
  otherClaims,
}: NonNullable<GatewayPlugin['accessControl']>) {
  const demanded = new Set([
    ...(issuer?.kind === 'values' ? ['iss'] : []),
    ...(audience?.kind === 'values' ? ['aud'] : []),
    ...otherClaims.flatMap(({ claim, rule }) => (rule.kind === 'values' ? [claim] : [])),
  ]);
  const other = evaluation.readerOf(({ location }) => location !== 'token');
  return (
    evaluation.problem === undefined && other === undefined && evaluation.claims.every((c) => demanded.has(c))
  );
}

function findInDefinition(route: GatewayRoute, tell: Tell): void {
  const { backend, requestParameters } = apiDefinitionOf(route);
  if (route.method === 'ANY') tell('any-method');
  const areChecked = isUnknown(requestParameters) || requestParameters.some(isCheckedParameter);
  if (areChecked && !CLOUD_NATIVE.parametersChecked.value) tell('parameter-checks');
  if (isUnknown(backend)) return;
  if (backend.protocol === 'FunctionCompute') tell('backend-function');
  if (backend.isInVpc !== false) tell('backend-vpc');
}

function namesOf(route: GatewayRoute): readonly string[] {
  const base = basePathOf(route);
  const path = textOrExpression(route.path);
  const method = textOrExpression(route.method);
  return [`${method} ${path}`, ...(isUnknown(base) ? [] : [`${method} ${base}${path}`])];
}
