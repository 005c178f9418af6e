import { GatewayError } from '../errors';
import { keyOf, type ParameterInput, placeholdersOf, requestParametersOf, serviceOf } from './api-parameters';
import { backendPathOf, receivesParameters } from './backend';
import type { Forward } from './forward';
import type { ParameterLocation, ServiceParameter } from './request-parameter';

const LOCATION: Readonly<Record<Forward['location'], ParameterLocation>> = {
  header: 'HEAD',
  query: 'QUERY',
  path: 'PATH',
  formData: 'BODY',
};

/**
 * Refuses a claim that would not arrive, or that the caller could stand in for: the backend trusts it because
 * the gateway verified it.
 *
 * @throws GatewayError `claim-forward-without-placeholder` or `claim-forward-conflict`
 */
export function checkClaimForwards(input: ParameterInput, place: string): void {
  if (!receivesParameters(input.backend)) return;
  for (const { claim, forward } of input.forwards) {
    checkPlaceholder(input, claim, forward, place);
    const settable = whoElseSets(input, forward);
    if (settable === undefined || forward.clientMaySet !== undefined) continue;
    throw new GatewayError(
      'claim-forward-conflict',
      `claim ${claim} is forwarded to ${forward.location} ${forward.parameterName}, which ${settable}`,
      {
        place,
        hint: `forward it under another name, or say why this does no harm: Forward.${forward.location}('${forward.parameterName}', { clientMaySet: '…' })`,
      },
    );
  }
}

function checkPlaceholder(input: ParameterInput, claim: string, forward: Forward, place: string): void {
  const path = backendPathOf(input.backend, input.route);
  if (forward.location !== 'path' || path === undefined) return;
  if (placeholdersOf(input.backend, input.route).includes(forward.parameterName)) return;
  throw new GatewayError(
    'claim-forward-without-placeholder',
    `claim ${claim} is forwarded to the path, but the backend path ${path} has no [${forward.parameterName}]`,
    {
      place,
      hint: `give the backend a path such as '${path.replace(/\/$/, '')}/[${forward.parameterName}]'`,
    },
  );
}

function whoElseSets(
  { route, options, passthroughHeaders = '' }: ParameterInput,
  forward: Forward,
): string | undefined {
  const target = keyOf({ name: forward.parameterName, location: LOCATION[forward.location] });
  const isTarget = (parameter: ServiceParameter) => keyOf(parameter) === target;
  const declared = requestParametersOf(route, options).find((p) => isTarget(serviceOf(p)));
  if (declared !== undefined) return `the caller sets by the request parameter ${declared.name}`;
  const added = [...(options.constantParameters ?? []), ...(options.systemParameters ?? [])].find(
    ({ name, location = 'HEAD' }) => isTarget({ name, location }),
  );
  if (added !== undefined) return 'a constant or system parameter of the API sets';
  const passed = passthroughHeaders
    .split(',')
    .map((name) => ({ name: name.trim(), location: 'HEAD' as const }));
  if (passed.some(isTarget)) return 'the caller may set itself, because the group passes that header through';
  const passesThrough = options.requestMode === 'PASSTHROUGH' && forward.location !== 'path';
  return passesThrough ? 'the caller may set itself, because the API is PASSTHROUGH' : undefined;
}
