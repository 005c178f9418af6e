import type { ApiDefinition } from '../../model';
import type { BackendName, ClaimParameter } from '../../plugin';
import { isUnknown, type Maybe } from '../../template';
import type { Answer } from '../exchange/answer';
import type { Call } from '../exchange/call';
import { claimText } from '../exchange/claim-text';
import { systemValue } from '../steps/system-value';
import { type DeclaredParameter, knownText } from './declared-parameter';

/** Where a value goes at the backend. */
export interface Target extends BackendName {
  /** Whether callers must not be able to set it: it holds a claim, a constant, or what the gateway knows. */
  readonly isOwn: boolean;
  /** Whether it holds a claim, by which backends tell callers apart: two values must not look the same there. */
  readonly isClaim?: true;
  /** `undefined` where this call has no value for it; an answer where its value cannot be handed on. */
  readonly valueOf: (call: Call) => string | Answer | undefined;
}

/** As the template writes locations, and as the backend has them. */
const LOCATIONS: ReadonlyMap<string, Target['location']> = new Map([
  ['HEAD', 'header'],
  ['QUERY', 'query'],
  ['PATH', 'path'],
  ['BODY', 'formData'],
]);

/** Whether parameters can be there. */
export function isLocation(written: string): boolean {
  return LOCATIONS.has(written);
}

function locationOf(written: Maybe<string>): Target['location'] {
  return LOCATIONS.get(knownText(written)) ?? 'header';
}

/** The request parameters on their way to the backend. */
export function mappedTargets(definition: ApiDefinition, declared: readonly DeclaredParameter[]): Target[] {
  const services = knownList(definition.serviceParameters);
  const names = new Set(declared.map(({ name }) => name));
  const request = (name: string) => (call: Call) => call.parameters.get(name);
  const sources = new Map(
    knownList(definition.serviceParametersMap).map(
      (each) => [each.serviceParameterName, knownText(each.requestParameterName)] as const,
    ),
  );
  const isMapped = services.length > 0 || definition.requestMode === 'PASSTHROUGH';
  if (!isMapped) {
    // Nothing says how they are called at the backend: as they are here [inferred].
    return declared.map(({ location, name }) => ({
      location: locationOf(location),
      name,
      isOwn: false,
      valueOf: request(name),
    }));
  }
  return services.flatMap((service) => {
    const source = sources.get(service.name);
    const location = locationOf(service.location);
    if (source === undefined || !names.has(source)) return [];
    // PASSTHROUGH hands on everything else as it came.
    if (definition.requestMode === 'PASSTHROUGH' && location !== 'path') return [];
    return [{ location, name: knownText(service.name), isOwn: false, valueOf: request(source) }];
  });
}

/** What holds constants and what the gateway knows. */
export function ownTargets(definition: ApiDefinition): Target[] {
  const own = { isOwn: true };
  return [
    ...knownList(definition.constParameters).map(({ location, name, value }) => {
      const constant = knownText(value);
      return { ...own, location: locationOf(location), name: knownText(name), valueOf: () => constant };
    }),
    ...knownList(definition.systemParameters).map(({ location, name, parameter }) => {
      const system = knownText(parameter);
      return {
        ...own,
        location: locationOf(location),
        name: knownText(name),
        valueOf: (call: Call) => systemValue(system, call),
      };
    }),
  ];
}

/** What holds a claim. */
export function claimTarget({ claimName, location, parameterName }: ClaimParameter): Target {
  return {
    location,
    name: parameterName,
    isOwn: true,
    isClaim: true,
    valueOf: ({ claims }) => claimText(claims, claimName),
  };
}

/** A list; where only ROS knows it, an empty one: whoever asks has looked before. */
export function knownList<T>(value: Maybe<readonly T[]>): readonly T[] {
  return isUnknown(value) ? [] : value;
}
