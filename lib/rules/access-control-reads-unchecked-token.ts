import { SOURCES } from '../facts';
import { memberOf } from '../json';
import type { GatewayPlugin, RouteBinding } from '../model';
import { isUnknown } from '../template';
import { boundType } from './bound-type';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import { type PublishedStage, publishedStages } from './published-stages';
import type { Judgement, Rule } from './rule';
import { fail, stageSubject, unknown } from './subject';

const orders = (source: string): string =>
  fragment(
    apiFragment({ authType: 'APP' }),
    deploymentFragment(),
    pluginFragment(
      'Rules',
      'accessControl',
      `        parameters: { who: '${source}' }
        rules:
          - { name: blocked, condition: "$who = 'mallory'", ifTrue: DENY }
`,
    ),
    bindingFragment('Rules'),
  );

export const accessControlReadsUncheckedToken: Rule = Object.freeze<Rule>({
  id: 'access-control-reads-unchecked-token',
  title: 'An accessControl plug-in reads claims of a token that no plug-in checks.',
  why: 'Token:<claim> has a value only where a JWT plug-in authenticates; without one the rules compare nothing.',
  remediation: 'Bind a jwtAuth plug-in to the same API and stage.',
  severity: 'error',
  source: SOURCES.conditions,
  grade: 'doc',
  bad: orders('Token:sub'),
  good: orders('System:CaAppId'),
  *check(model) {
    const readers = model.plugins.filter(({ type }) => type === 'accessControl');
    const claimsOf = new Map(readers.map((plugin) => [plugin, claimsReadBy(plugin)]));
    for (const each of publishedStages(model))
      for (const binding of each.stage.bindings) {
        const { plugin } = binding;
        const claims = isUnknown(plugin) ? undefined : claimsOf.get(plugin);
        if (isUnknown(plugin) || claims === undefined) continue;
        if (typeof claims === 'string')
          yield unknown(stageSubject(each.route, each.stage), `plug-in ${plugin.id}: ${claims}`);
        else if (claims.length > 0) yield judge(each, { binding, plugin, claims });
      }
  },
});

/** The sources of its variables that are claims, or why they are unknown. */
function claimsReadBy({ data, problem }: GatewayPlugin): readonly string[] | string {
  const parameters = isUnknown(data) ? undefined : memberOf(data, 'parameters');
  if (parameters === undefined || typeof parameters !== 'object' || parameters === null) return problem ?? [];
  const sources = Object.values(parameters).filter((source) => typeof source === 'string');
  return sources.filter((source) => /^token:/i.test(source));
}

interface Reader {
  readonly binding: RouteBinding;
  readonly plugin: GatewayPlugin;
  readonly claims: readonly string[];
}

function judge({ route, stage }: PublishedStage, { binding, claims, plugin }: Reader): Judgement {
  if (stage.bindings.some(isSureToken)) return 'pass';
  const types = stage.bindings.map(boundType);
  const tokens = stage.bindings.filter((_, index) => types[index] === 'jwtAuth');
  const subject = stageSubject(route, stage);
  const doubt =
    stage.maybe ??
    binding.maybe ??
    tokens[0]?.maybe ??
    types.find(isUnknown)?.expression ??
    openIdOf(route.authType);
  if (doubt !== undefined) return unknown(subject, doubt);
  return fail(subject, `plug-in ${plugin.id} reads ${claims.join(', ')}, and no jwtAuth plug-in is bound`);
}

function isSureToken(binding: RouteBinding): boolean {
  return binding.maybe === undefined && boundType(binding) === 'jwtAuth';
}

function openIdOf(authType: PublishedStage['route']['authType']): string | undefined {
  if (isUnknown(authType)) return `AuthType is ${authType.expression}`;
  return authType === 'APPOPENID'
    ? 'whether Token: reads the ID token of AuthType APPOPENID is not documented'
    : undefined;
}
