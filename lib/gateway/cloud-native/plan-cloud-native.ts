import type { CloudNativeStage } from '../../cloud-native';
import type { GatewayRoute } from '../../model';
import { isUnknown } from '../../template';
import type { Step } from '../exchange/call';
import { type GivenBackends, readBackend, readBackendRoute } from '../plan/backend-plan';
import { readParameterPlan } from '../plan/parameter-plan';
import type { UnsupportedName, UnsupportedReason } from '../plan/unsupported';
import { backendStep } from '../steps/backend';
import { protocolStep } from '../steps/protocol';
import { cloudNativeDefinition } from './definition';
import { jwtAuthStep } from './jwt-auth';

/** The steps of a route of a cloud-native gateway, and what keeps some of them from being made. */
export function cloudNativeSteps(
  { route, stage }: { readonly route: GatewayRoute; readonly stage: CloudNativeStage },
  backends: GivenBackends,
): { readonly steps: readonly Step[]; readonly unsupportedReasons: readonly UnsupportedReason[] } {
  const definition = cloudNativeDefinition(route);
  const { requestProtocol } = definition;
  const { jwtAuth } = stage;
  const backend = readBackend(route, definition, { ...backends, forwards: [] });
  const parameters = readParameterPlan(definition, []);
  const target = 'why' in parameters ? parameters : readBackendRoute(route, definition, parameters);
  const reasons: readonly (UnsupportedReason | undefined)[] = [
    isUnknown(requestProtocol)
      ? { name: 'definition', why: `the protocol is ${requestProtocol.expression}` }
      : undefined,
    'why' in backend ? { name: 'backend', why: backend.why } : undefined,
    'why' in target ? { name: 'definition', why: target.why } : undefined,
    ...policiesIn(stage),
    ...stage.otherPlugins.map((name): UnsupportedReason => ({ name: 'plugin', why: `plug-in ${name}` })),
  ];
  const steps = [
    isUnknown(requestProtocol) ? undefined : protocolStep(requestProtocol),
    jwtAuth.kind === 'unknown' ? undefined : jwtAuthStep(jwtAuth),
    'why' in backend || 'why' in target ? undefined : backendStep(target, backend),
  ];
  return {
    steps: steps.filter((step) => step !== undefined),
    unsupportedReasons: reasons.filter((reason) => reason !== undefined),
  };
}

/** What a policy may do that is not done here: the keys of most configurations are not known. */
function policiesIn({ policies }: CloudNativeStage): readonly UnsupportedReason[] {
  return policies.flatMap(({ className = 'of a class that cannot be read', effect, resource }) => {
    const name = nameFor(className, effect);
    return name === undefined ? [] : [{ name, why: `policy ${resource.id}, ${className}` }];
  });
}

function nameFor(
  className: string,
  effect: CloudNativeStage['policies'][number]['effect'],
): UnsupportedName | undefined {
  if (effect === 'reroutes') return 'routing';
  if (effect !== 'cosmetic') return 'plugin';
  if (className === 'Cors') return 'cors';
  return className === 'HeaderModify' ? 'transformer' : undefined;
}
