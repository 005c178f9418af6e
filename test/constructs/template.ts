import * as ros from '@alicloud/ros-cdk-core';
import { JwtAuthorization, type JwtAuthorizationProps, TokenSource } from '../../lib/constructs';
import { type ErrorCode, GatewayError } from '../../lib/errors';
import { PublicKeySet } from '../../lib/jwk';

/** The RSA key of RFC 7638 section 3.1: public, 2048 bits, in every reader's hands. */
export const KEYS = PublicKeySet.parse({
  keys: [
    {
      kty: 'RSA',
      n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
      e: 'AQAB',
      alg: 'RS256',
      use: 'sig',
      kid: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    },
  ],
});

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

/** A JWT authorization with a key and a bearer token, and what a test adds. */
export function customers(
  scope: ros.Construct,
  props: Partial<JwtAuthorizationProps> = {},
): JwtAuthorization {
  return new JwtAuthorization(scope, 'Customers', { keys: KEYS, token: TokenSource.bearer(), ...props });
}
