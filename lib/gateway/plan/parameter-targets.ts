import type { ApiDefinition } from '../../model';
import { type BackendName, type ClaimParameter, findLocation } from '../../plugin';
import { isUnknown, type Maybe } from '../../template';
import type { Claims } from '../../token';
import { type Answer, answerUnemulated } from '../exchange/answer';
import { type Call, systemValue } from '../exchange/call';
import { isText } from '../exchange/header-text';
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

function locationOf(written: Maybe<string>): Target['location'] {
  return findLocation(knownText(written)) ?? 'header';
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

/**
 * A claim as text for a backend parameter; `undefined` where the token does not have it, an answer where its text would
 * be that of another claim, too.
 */
export function claimText(claims: Claims | undefined, name: string): string | Answer | undefined {
  if (claims === undefined || !Object.hasOwn(claims, name)) return undefined;
  const value = claims[name];
  if (value === undefined || value === null) return undefined;
  const problem = findProblem(value);
  if (problem !== undefined) return answerUnemulated('jwtAuth', `claim ${name} ${problem}`);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What keeps a value from being told from all others; those inside a list or an object count, too. */
function findProblem(value: unknown): string | undefined {
  if (typeof value === 'string')
    return isText(value) ? undefined : 'holds half a character, which no request can';
  // Past 2^53, the text of a number is read as that of its neighbour.
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    return 'is a number too large to be told from the next one: a text would do';
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value)
    .flat()
    .map(findProblem)
    .find((problem) => problem !== undefined);
}
