import { dirname, sep } from 'node:path';
import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';

/** The module of ros-cdk-core that defines `Construct`; loaded once for every copy on disk. */
const CONSTRUCT_MODULE = ['', '@alicloud', 'ros-cdk-core', 'lib', 'construct-compat.js'].join(sep);

/**
 * Refuses a construct that was made with another copy of `@alicloud/ros-cdk-core` than ours.
 *
 * Each copy has classes of its own, so `instanceof` fails between them: resources of one copy silently miss
 * from a template that the other renders. Anything that does not look like a construct passes.
 *
 * @param scope the scope, app or stack that a constructor received
 * @throws GatewayError `core-duplicate`, naming the folders of both copies
 */
export function assertOneCore(scope: unknown): void {
  if (scope instanceof ros.Construct || !looksLikeConstruct(scope)) return;
  const theirs = findCoreOf(scope) ?? 'a folder that could not be found out';
  throw new GatewayError(
    'core-duplicate',
    `two copies of @alicloud/ros-cdk-core are loaded: this construct comes from ${theirs}, ` +
      `ros-cdk-jwt-gateway uses ${findOurCore() ?? 'another'}`,
    {
      place: scope.node.path === '' ? 'the app' : scope.node.path,
      hint: 'keep one copy: "npm ls @alicloud/ros-cdk-core" shows who asks for which, "npm dedupe" merges them',
    },
  );
}

function looksLikeConstruct(x: unknown): x is { node: { path: string } } {
  if (typeof x !== 'object' || x === null || !('node' in x)) return false;
  const { node } = x;
  return typeof node === 'object' && node !== null && 'path' in node && typeof node.path === 'string';
}

function findOurCore(): string | undefined {
  return findCore((construct) => construct === ros.Construct);
}

function findCoreOf(scope: object): string | undefined {
  return findCore((construct) => scope instanceof construct);
}

/** Asks every loaded copy; a package name alone would not tell two copies of one version apart. */
function findCore(matches: (construct: typeof ros.Construct) => boolean): string | undefined {
  const found = Object.entries(require.cache)
    .filter(([file]) => file.endsWith(CONSTRUCT_MODULE))
    .find(
      ([, module]) => typeof module?.exports.Construct === 'function' && matches(module.exports.Construct),
    );
  return found === undefined ? undefined : dirname(dirname(found[0]));
}
