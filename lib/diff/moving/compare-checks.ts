import { type CloudNativeStage, protocolsOf } from '../../cloud-native';
import { COUNTERPARTS, type CounterpartFact, type PolicyEffect, pluginTypeFact } from '../../facts';
import { apiDefinitionOf, findJwtLock, isCheckedParameter, type RouteBinding } from '../../model';
import { isUnknown } from '../../template';
import { listed } from '../../text';
import {
  breaks,
  callersUnclear,
  type Judgement,
  mayBreak,
  neutral,
  safe,
  stronger,
  unclear,
  weaker,
} from '../judging/verdict';
import type { Finding } from './finding';
import type { MovedRoute } from './moved-route';

/** What else may refuse a call: plug-ins and policies, protocols, networks and parameters. */
export function compareChecks(moved: MovedRoute): readonly Finding[] {
  const types = pluginTypesOf(moved);
  return [
    ...types.flatMap((each) => comparePlugin(each, moved.after.stage)),
    ...comparePolicies(new Set(types.map(({ type }) => type)), moved.after.stage),
    ...compareProtocols(moved),
    ...compareNetworks(moved),
    ...compareParameters(moved),
  ];
}

interface BoundType {
  /** `ipControl`; `undefined` for a plug-in of which nobody knows what it is. */
  readonly type: string | undefined;
  /** How the plug-in is called. */
  readonly name: string;
  /** Why it is not certain that it is bound. */
  readonly maybe: string | undefined;
}

/** The plug-ins that do something beside asking who calls, which is compared by itself. */
function pluginTypesOf({ before: { stage } }: MovedRoute): readonly BoundType[] {
  const hasToken = findJwtLock(stage.protection) !== undefined;
  const types = stage.bindings.map(boundType).filter(({ type }) => {
    if (type === 'accessControl') return !hasToken;
    return type === undefined || pluginTypeFact(type)?.effect !== 'authenticates';
  });
  return [...new Map(types.map((each) => [`${each.type} ${each.name}`, each])).values()];
}

function boundType({ binding, maybe, plugin }: RouteBinding): BoundType {
  if (isUnknown(plugin)) return { type: binding?.declaredType, name: plugin.expression, maybe };
  return { type: isUnknown(plugin.type) ? undefined : plugin.type, name: plugin.id, maybe };
}

/** What it is to lose a plug-in that has a counterpart. */
interface Loss {
  readonly kind: string;
  readonly lost: Judgement & { readonly admits: readonly string[] };
}

const LOSSES: Readonly<Record<keyof typeof COUNTERPARTS, Loss>> = {
  ipControl: {
    kind: 'addresses-widened',
    lost: {
      admits: ['callers from addresses that were refused'],
      posture: weaker('callers from addresses that were refused get in'),
      callers: safe('nobody is refused who was not'),
    },
  },
  trafficControl: {
    kind: 'throttling-raised',
    lost: {
      admits: [],
      posture: weaker('any number of calls get through'),
      callers: safe('nobody is refused who was not'),
    },
  },
  cors: {
    kind: 'cors-narrowed',
    lost: {
      admits: [],
      posture: stronger('pages of other origins are stopped by the browser'),
      callers: mayBreak('callers in browsers'),
    },
  },
};

function hasCounterpart(type: string | undefined): type is keyof typeof COUNTERPARTS {
  return type !== undefined && Object.hasOwn(COUNTERPARTS, type);
}

function comparePlugin({ maybe, name, type }: BoundType, stage: CloudNativeStage): readonly Finding[] {
  if (!hasCounterpart(type)) return [otherPlugin(name, type)];
  const { kind, lost } = LOSSES[type];
  const standIn = findStandIn(stage, COUNTERPARTS[type].value);
  const message = `plug-in ${name} (${type}) has not moved`;
  if (standIn !== undefined) {
    const why = `whether ${standIn} does what plug-in ${name} did is not compared`;
    return [{ kind, message: `${standIn} stands for plug-in ${name} (${type})`, ...unclearJudgement(why) }];
  }
  if (maybe !== undefined && lost.posture.verdict === 'weaker')
    return [{ kind, message, ...unclearJudgement(maybe) }];
  return [{ kind, message, ...lost }];
}

/** What may do the same: the policy, a plug-in of that name, or anything that nobody knows. */
function findStandIn(
  { otherPlugins, policies }: CloudNativeStage,
  { plugin, policy }: CounterpartFact,
): string | undefined {
  const own = policies.find(({ className }) => className === policy || className === undefined);
  if (own !== undefined) return `policy ${own.resource.id}`;
  const other = otherPlugins.find((each) => each === plugin) ?? otherPlugins[0];
  return other === undefined ? undefined : `plug-in ${other}`;
}

function unclearJudgement(why: string): Judgement & Pick<Finding, 'unclear'> {
  return { posture: unclear(why), callers: callersUnclear(why), unclear: [why] };
}

function otherPlugin(name: string, type: string | undefined): Finding {
  const effect = pluginTypeFact(type)?.effect;
  const told = {
    kind: 'plugin-unbound',
    message: `plug-in ${name} (${type ?? 'of a type that cannot be read'}) has not moved`,
  };
  const callers = mayBreak('what it did for callers, nobody does now');
  if (effect === 'refuses')
    return {
      ...told,
      posture: weaker('calls that it refused get through'),
      callers: safe('nobody is refused who was not'),
    };
  if (effect === 'cosmetic') return { ...told, posture: neutral('it refused nobody in particular'), callers };
  return { ...told, posture: unclear('what it did is not compared'), callers };
}

const POLICY_JUDGEMENTS: Readonly<Record<PolicyEffect, Judgement>> = {
  authenticates: {
    posture: neutral('it can only refuse more calls'),
    callers: mayBreak('what it asks for is not known'),
  },
  refuses: {
    posture: neutral('it can only refuse more calls'),
    callers: mayBreak('which calls it refuses is not known'),
  },
  reroutes: {
    posture: unclear('what is answered instead is not known'),
    callers: mayBreak('what is answered instead is not known'),
  },
  cosmetic: {
    posture: unclear('what it changes of requests is not known'),
    callers: mayBreak('what it changes is not known'),
  },
};

/** Policies and plug-ins that stand for nothing that was there. */
function comparePolicies(
  types: ReadonlySet<string | undefined>,
  { otherPlugins, policies }: CloudNativeStage,
): readonly Finding[] {
  const known = [...types].filter(hasCounterpart).map((type) => COUNTERPARTS[type].value);
  const isStandIn = (name: string | undefined) =>
    known.some(({ plugin, policy }) => policy === name || plugin === name);
  return [
    ...policies
      .filter(({ className }) => !isStandIn(className))
      .map(
        ({ className, effect, resource }): Finding => ({
          kind: 'plugin-bound',
          message: `policy ${resource.id}${className === undefined ? '' : ` (${className})`} does its work there`,
          ...(effect === undefined
            ? unclearJudgement('what it does cannot be read')
            : POLICY_JUDGEMENTS[effect]),
        }),
      ),
    ...otherPlugins
      .filter((name) => !isStandIn(name))
      .map(
        (name): Finding => ({
          kind: 'plugin-bound',
          message: `plug-in ${name} does its work there`,
          posture: unclear('what it does is not compared'),
          callers: mayBreak('what it does is not compared'),
        }),
      ),
  ];
}

function compareProtocols({ after, before }: MovedRoute): readonly Finding[] {
  const [was, is] = [apiDefinitionOf(before.route).requestProtocol, protocolsOf(after.route)];
  const unknown = [is, was].find(isUnknown);
  if (unknown !== undefined) {
    const why = `the protocol is ${unknown.expression}`;
    return [
      {
        kind: 'request-encryption-weakened',
        message: 'may take calls in plain text',
        ...unclearJudgement(why),
      },
    ];
  }
  const [mine, theirs] = [was, is].map((each) => String(each).split(','));
  const plain = { was: mine?.includes('HTTP') ?? false, is: theirs?.includes('HTTP') ?? false };
  const isLost = (mine?.includes('HTTPS') ?? false) && !(theirs?.includes('HTTPS') ?? false);
  const sides = { before: String(was), after: String(is) };
  if (plain.is && !plain.was)
    return [
      {
        ...sides,
        kind: 'request-encryption-weakened',
        message: isLost ? 'takes calls in plain text only' : 'takes calls in plain text, too',
        posture: weaker('whoever is on the way reads what callers send'),
        callers: isLost ? breaks('calls by HTTPS are refused') : safe('nobody is refused who was not'),
      },
    ];
  if (plain.was && !plain.is)
    return [
      {
        ...sides,
        kind: 'request-encryption-strengthened',
        message: 'takes encrypted calls only',
        posture: stronger('nobody on the way reads what callers send'),
        callers: breaks('callers that use http:// addresses are refused'),
      },
    ];
  return isLost
    ? [
        {
          ...sides,
          kind: 'request-encryption-weakened',
          message: 'takes calls in plain text only',
          posture: weaker('whoever is on the way reads what callers send'),
          callers: breaks('calls by HTTPS are refused'),
        },
      ]
    : [];
}

/** From where a cloud-native gateway is reached stands in the gateway, which a template seldom makes. */
function compareNetworks({ before: { route } }: MovedRoute): readonly Finding[] {
  const { disableInternet } = route;
  if (disableInternet === undefined || disableInternet === false) return [];
  const why = 'whether the new gateway is reached from the internet is not in its API';
  return [
    {
      kind: 'network-access-widened',
      message: 'was for callers in a VPC only',
      unclear: [why],
      posture: unclear(why),
      callers: safe('callers in the VPC still reach it'),
    },
  ];
}

function compareParameters({ after, before }: MovedRoute): readonly Finding[] {
  const { requestParameters } = apiDefinitionOf(before.route);
  const kind = 'request-parameter-loosened';
  if (isUnknown(requestParameters))
    return [
      {
        kind,
        message: 'may no longer check parameters',
        posture: unclear(`what was checked is ${requestParameters.expression}`),
        callers: safe('nobody is refused who was not'),
      },
    ];
  const names = requestParameters
    .filter(isCheckedParameter)
    .map(({ name }) => (isUnknown(name) ? name.expression : name));
  if (names.length === 0) return [];
  const [other] = after.stage.otherPlugins;
  return [
    {
      kind,
      message: `no longer checks ${listed(names)}`,
      posture:
        other === undefined
          ? weaker('values that were refused reach the backend')
          : unclear(`whether plug-in ${other} checks them is not compared`),
      callers: safe('what was let through still is'),
    },
  ];
}
