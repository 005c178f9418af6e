import * as ros from '@alicloud/ros-cdk-core';
import { JwtAuthorization, type JwtAuthorizationProps, TokenSource } from '../../lib/constructs';
import { type ErrorCode, GatewayError } from '../../lib/errors';
import { PublicKeySet } from '../../lib/jwk';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';

/** The public half of a key that signs in tests only. */
export const KEYS = PublicKeySet.of([fixturePublicJwk('RS256')]);

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** The template of a stack with what `build` puts into it. */
export function synth(build: (stack: ros.Stack) => void): Template {
  const app = new ros.App({ stackTraces: false, treeMetadata: false });
  const stack = new ros.Stack(app, 'shop');
  build(stack);
  return app.synth().getStackByName('shop').template;
}

/** The resources of one type, by logical id. */
export function ofType(template: Template, type: string): Record<string, Resource> {
  return Object.fromEntries(
    Object.entries(template.Resources).filter(([, r]) => r.Type === `ALIYUN::ApiGateway::${type}`),
  );
}

/** The properties of the only resource of the type. */
export function only(template: Template, type: string): Readonly<Record<string, unknown>> {
  const found = Object.values(ofType(template, type));
  expect(found).toHaveLength(1);
  return found[0]?.Properties ?? {};
}

/** The code and message of the refusal of a stack with what `build` puts into it. */
export function refusal(
  build: (stack: ros.Stack) => void,
): { code: ErrorCode; message: string } | 'accepted' {
  try {
    synth(build);
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  return 'accepted';
}

/** The same in one line: the code, then the message. */
export function refusalLine(build: (stack: ros.Stack) => void): string {
  const refused = refusal(build);
  return refused === 'accepted' ? refused : `${refused.code}: ${refused.message}`;
}

/** A JWT authorization with a key and a bearer token, and what a test adds. */
export function customers(
  scope: ros.Construct,
  props: Partial<JwtAuthorizationProps> = {},
): JwtAuthorization {
  return new JwtAuthorization(scope, 'Customers', { keys: KEYS, token: TokenSource.bearer(), ...props });
}
