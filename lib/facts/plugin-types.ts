import type { Fact } from './fact';
import { SOURCES } from './sources';

/**
 * What a bound plug-in does to a call:
 *
 * - `authenticates`: it decides by what callers show of themselves
 * - `refuses`: it refuses some calls of those who would get through
 * - `reroutes`: it refuses nobody, and changes what is sent to the backend, or who answers
 * - `cosmetic`: it refuses nobody, and what is sent to the backend stays the same
 */
export type PluginEffect = 'authenticates' | 'refuses' | 'reroutes' | 'cosmetic';

/** What is known of a plug-in type. */
export interface PluginTypeFact {
  readonly order: number;
  readonly dedicatedOnly: boolean;
  readonly effect: PluginEffect;
  /** What it does, as the end of a sentence that begins with "it"; of one that refuses, which calls: "calls …". */
  readonly words: string;
  /** Whether callers may get another answer because it is bound. */
  readonly changesAnswers: boolean;
  /** Paths of members in PluginData that are secret; `*` for any member or item. */
  readonly secrets: readonly string[];
}

const type = (
  order: number,
  grade: Fact<number>['grade'],
  effect: PluginEffect,
  words: string,
  more: Partial<Pick<PluginTypeFact, 'dedicatedOnly' | 'changesAnswers' | 'secrets'>> = {},
): Fact<PluginTypeFact> => ({
  value: { order, dedicatedOnly: false, effect, words, changesAnswers: true, secrets: [], ...more },
  grade,
  source: grade === 'doc' ? SOURCES.pluginOverview : 'terraform-provider-alicloud, plugin resource',
});

const dedicatedOnly = true;

/**
 * The plug-in types. `order` is the help centre's menu order; that it is the order of execution is inferred
 * from the overview's sentence that plug-ins run in the order of its list. `secrets` are paths in PluginData, `*` for any
 * member or item.
 */
export const PLUGIN_TYPES = {
  remoteAuth: type(1, 'doc', 'authenticates', 'asks another service who may call', { dedicatedOnly }),
  jwtAuth: type(2, 'doc', 'authenticates', 'asks for a token'),
  basicAuth: type(3, 'doc', 'authenticates', 'asks for a user and password', {
    secrets: ['users.*.password'],
  }),
  backendSignature: type(4, 'doc', 'reroutes', 'signs what is sent to the backend', { secrets: ['secret'] }),
  trafficControl: type(5, 'doc', 'refuses', 'beyond its limits'),
  ipControl: type(6, 'doc', 'refuses', 'from addresses that are not let through'),
  accessControl: type(7, 'doc', 'refuses', 'that its rules deny'),
  cors: type(8, 'doc', 'cosmetic', 'tells browsers which pages may call'),
  caching: type(9, 'doc', 'reroutes', 'answers from what was answered before'),
  routing: type(10, 'doc', 'reroutes', 'sends calls to another backend'),
  errorMapping: type(11, 'doc', 'cosmetic', 'changes the words of errors'),
  circuitBreaker: type(12, 'doc', 'cosmetic', 'refuses or lets through nobody in particular', {
    dedicatedOnly,
  }),
  logMask: type(13, 'inferred', 'cosmetic', 'changes what is logged, and nothing else', {
    dedicatedOnly,
    changesAnswers: false,
  }),
  transformer: type(14, 'inferred', 'reroutes', 'rewrites requests and answers', { dedicatedOnly }),
} as const satisfies Record<string, Fact<PluginTypeFact>>;

/** A plug-in type whose name we know. The service may know more: they are bound as data. */
export type KnownPluginType = keyof typeof PLUGIN_TYPES;

/** What is known of a plug-in type; `undefined` for one that is not known. */
export function pluginTypeFact(name: unknown): PluginTypeFact | undefined {
  if (typeof name !== 'string' || !Object.hasOwn(PLUGIN_TYPES, name)) return undefined;
  return PLUGIN_TYPES[name as KnownPluginType].value;
}
