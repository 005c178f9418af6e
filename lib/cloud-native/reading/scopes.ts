import { CLOUD_NATIVE } from '../../facts';
import { isUnknown } from '../../template';
import type { JwtAuthPart } from '../jwt-auth/config';
import { type JwtAuthScope, scopeOf } from '../jwt-auth/scope';
import { type Reach, type RoutePlace, reachOf } from './places';
import type { Installation, PluginAttachment } from './plugins';

/** Whose rule is looked for first. */
const LEVELS = CLOUD_NATIVE.operationRuleWins.value ? (['own', 'api'] as const) : (['api', 'own'] as const);

/** More than so many things that are open at once are not tried one by one. */
const MOST_OPEN = 5;

/** What an attachment may turn out to be. */
type State =
  /** It works. */
  | 'on'
  /** It is there and switched off, which the plug-in takes for a rule that lets everything through. */
  | 'off'
  /** It is not there. */
  | 'absent';

interface Placed {
  readonly attachment: PluginAttachment;
  /** `undefined` where it is for other routes only. */
  readonly reach: Reach | undefined;
  readonly states: readonly State[];
}

/**
 * Whom one installation of jwt-auth asks for a token before a route. What the template leaves open is tried every way:
 * only where all ways end alike is anything said.
 */
export function jwtAuthScopeOf(
  installation: Installation,
  attachments: readonly PluginAttachment[],
  place: RoutePlace & { readonly gateways: ReadonlySet<string> },
): JwtAuthScope {
  const own = attachments.filter(({ installation: { key } }) => key === installation.key);
  const doubt = findDoubt(installation, own, place);
  if (doubt !== undefined) return { kind: 'unknown', why: doubt };
  const placed = own.map((attachment): Placed => {
    const reach = reachOf(attachment, place);
    return { attachment, reach, states: statesOf(attachment, reach, place) };
  });
  const open = placed.filter(({ states }) => states.length > 1);
  if (open.length > MOST_OPEN)
    return { kind: 'unknown', why: `${open.length} attachments of ${installation.words} are not certain` };
  const scopes = waysOf(placed).flatMap((way) =>
    elsewheresOf(installation).map((more) => scopeIn(way, more)),
  );
  const scope = agreed(scopes, open);
  // A part for the whole gateway that nobody sees here may ask for a token.
  return scope.kind === 'open' && !installation.isOwn ? { kind: 'unknown', why: NOT_ALL_HERE } : scope;
}

/** What cannot be told for any route. */
function findDoubt(
  { gateway, words }: Installation,
  own: readonly PluginAttachment[],
  { gateways }: { readonly gateways: ReadonlySet<string> },
): string | undefined {
  const domain = own.find(({ attachKind }) => attachKind === 'Domain');
  if (domain !== undefined)
    return `${domain.resource.id} is attached to a domain: which rule comes first is not documented`;
  const other = gateway === undefined ? undefined : [...gateways].find((each) => each !== gateway);
  return (
    other &&
    `${words} is installed in another gateway than the API is deployed to, or in one that cannot be compared`
  );
}

function statesOf(
  { enable, resource }: PluginAttachment,
  reach: Reach | undefined,
  { granted }: RoutePlace,
): readonly State[] {
  // Off is a rule that lets everything through, or no rule at all: that is not documented.
  const switched: readonly State[] =
    enable === true ? ['on'] : isUnknown(enable) ? ['on', 'off', 'absent'] : ['off', 'absent'];
  const isSure =
    reach === undefined ? resource.existsIf.every((text) => granted.has(text)) : reach.maybe === undefined;
  return isSure ? switched : [...new Set<State>([...switched, 'absent'])];
}

interface InState extends Placed {
  readonly state: State;
}

/** Every way in which the attachments may turn out. */
function waysOf(placed: readonly Placed[]): readonly (readonly InState[])[] {
  return placed.reduce<readonly (readonly InState[])[]>(
    (ways, each) => ways.flatMap((way) => each.states.map((state) => [...way, { ...each, state }])),
    [[]],
  );
}

/** What another template may have attached. */
interface Elsewhere {
  readonly hasRules: boolean;
  readonly global: JwtAuthPart | undefined;
}

const NOBODY: JwtAuthPart = { consumers: [], allow: undefined, globalAuth: false, enableHeaders: [] };

/** A plug-in that is installed elsewhere may have rules, and a part for the whole gateway, that nobody sees here. */
function elsewheresOf({ isOwn }: Installation): readonly Elsewhere[] {
  const nothing = { hasRules: false, global: undefined };
  return isOwn ? [nothing] : [nothing, { hasRules: true, global: NOBODY }];
}

function scopeIn(way: readonly InState[], elsewhere: Elsewhere): JwtAuthScope {
  const there = way.filter(({ state }) => state !== 'absent');
  const globals = there.filter(
    ({ attachment, state }) => attachment.attachKind === 'Gateway' && state === 'on',
  );
  const rules = there.filter(({ attachment }) => attachment.attachKind !== 'Gateway');
  const [global, second] = globals;
  if (global !== undefined && second !== undefined) return twice(global, second);
  const bad = rules.find(({ attachment, state }) => state === 'on' && attachment.config.kind !== 'read');
  if (bad !== undefined) return badRule(bad);
  const globalConfig = global?.attachment.config;
  if (globalConfig?.kind === 'unknown')
    return { kind: 'unknown', why: `${global?.attachment.resource.id}: ${globalConfig.why}` };
  for (const level of LEVELS) {
    const here = rules.filter(({ reach }) => reach?.level === level);
    const [rule, another] = here;
    if (rule === undefined) continue;
    if (another !== undefined) return twice(rule, another);
    return scopeWith({ global, elsewhere, rule, hasRules: true });
  }
  return scopeWith({ global, elsewhere, rule: undefined, hasRules: rules.length > 0 || elsewhere.hasRules });
}

interface Parts {
  readonly global: InState | undefined;
  readonly elsewhere: Elsewhere;
  readonly rule: InState | undefined;
  readonly hasRules: boolean;
}

function scopeWith({ elsewhere, global, hasRules, rule }: Parts): JwtAuthScope {
  const config = global?.attachment.config;
  const part = rule?.attachment.config;
  if (rule?.state === 'on' && part?.kind === 'read' && saysNothing(part.part))
    return { kind: 'unknown', why: `${rule.attachment.resource.id} has neither consumers nor allow` };
  return scopeOf({
    global: config === undefined ? elsewhere.global : config.kind === 'read' ? config.part : undefined,
    isGlobalBroken: config?.kind === 'wrong',
    hasRules,
    rule:
      rule === undefined
        ? undefined
        : rule.state === 'off'
          ? 'disabled'
          : part?.kind === 'read'
            ? part.part
            : undefined,
  });
}

function saysNothing({ allow, consumers }: JwtAuthPart): boolean {
  return allow === undefined && consumers.length === 0;
}

function badRule({ attachment: { config, resource } }: InState): JwtAuthScope {
  const why = config.kind === 'read' ? '' : config.why;
  return {
    kind: CLOUD_NATIVE.failStrategy.value,
    why: `${resource.id}: ${why}; whether calls pass where a rule is wrong is not documented`,
  };
}

function twice(first: InState, second: InState): JwtAuthScope {
  const both = `${first.attachment.resource.id} and ${second.attachment.resource.id}`;
  return {
    kind: 'unknown',
    why: `${both} attach one plug-in to one thing: which of them counts is not documented`,
  };
}

/** What all ways have in common. */
function agreed(scopes: readonly JwtAuthScope[], open: readonly Placed[]): JwtAuthScope {
  const [first, ...others] = scopes;
  if (first === undefined) throw new TypeError('there is one way at least');
  const unknown = scopes.find(({ kind }) => kind === 'unknown');
  if (unknown !== undefined) return unknown;
  if (others.every((each) => isSameScope(first, each))) return first;
  return { kind: 'unknown', why: open.map(doubtOn).find((why) => why !== undefined) ?? NOT_ALL_HERE };
}

const NOT_ALL_HERE = 'the plug-in is installed elsewhere, where it may have other rules';

function doubtOn({ attachment: { enable, resource }, reach }: Placed): string | undefined {
  if (reach?.maybe !== undefined) return reach.maybe;
  if (isUnknown(enable)) return `Enable of ${resource.id} is ${enable.expression}`;
  if (enable !== true)
    return `${resource.id} is not enabled: whether that lets every call pass or does nothing is not documented`;
  return resource.existsIf.length === 0
    ? undefined
    : `${resource.id} is there only if ${resource.existsIf.join(' and ')}`;
}

function isSameScope(a: JwtAuthScope, b: JwtAuthScope): boolean {
  if (a.kind !== 'checked' || b.kind !== 'checked') return a.kind === b.kind;
  return (
    a.consumers === b.consumers &&
    isSameSet(a.allow, b.allow) &&
    a.enableHeaders.join() === b.enableHeaders.join()
  );
}

function isSameSet(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.size === b.size && [...a].every((each) => b.has(each));
}
