import { GatewayError } from '../errors';
import { API } from '../facts';
import { type BackendName, isSameAtBackend, PARAMETER_LOCATIONS } from '../plugin';
import type { Route } from '../route';
import type { ApiOptions } from './api-options';
import {
  bodyFormatOf,
  type ParameterInput,
  placeholdersOf,
  requestParametersOf,
  serviceOf,
} from './api-parameters';
import { backendPathOf, receivesParameters } from './backend';
import type { Forward } from './forward';
import type { ServiceParameter } from './request-parameter';

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
    checkForm(input, claim, forward, place);
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

/** A body that is handed on unread has no place for a claim, and all the room for the caller's own field. */
function checkForm({ options, route }: ParameterInput, claim: string, forward: Forward, place: string): void {
  if (forward.location !== 'formData') return;
  const format = bodyFormatOf(route, options);
  const isRead = format === 'FORM' || (format === undefined && mayBeForm(route, options));
  if (isRead) return;
  throw new GatewayError(
    'claim-forward-conflict',
    `claim ${claim} is forwarded to formData ${forward.parameterName}, but the body goes on unread, with any field that the caller sends`,
    { place, hint: "say body: 'FORM', or forward the claim to a header" },
  );
}

/** A PASSTHROUGH API says nothing of its body; where a request has no body, no field can come with it. */
function mayBeForm({ method }: Route, { requestMode }: ApiOptions<never>): boolean {
  const mustSay = (API.methodsWithBody.value as readonly string[]).includes(method);
  return requestMode === 'PASSTHROUGH' || mustSay || !API.methodsThatMayHaveBody.value.includes(method);
}

function whoElseSets(
  { route, options, passthroughHeaders = '' }: ParameterInput,
  forward: Forward,
): string | undefined {
  const target: BackendName = { name: forward.parameterName, location: forward.location };
  const isTarget = ({ location, name }: ServiceParameter) =>
    isSameAtBackend(target, { location: PARAMETER_LOCATIONS[location], name });
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
