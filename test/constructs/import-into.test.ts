import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ros from '@alicloud/ros-cdk-core';
import { ApiGroup, Backend, Claim, JwtAuthorization, TokenSource } from '../../lib/constructs';
import { type GatewayModel, readGateway } from '../../lib/model';
import { RULES } from '../../lib/rules';
import { checkGateway } from '../../lib/rules/check';
import { gatewayErrorOf } from '../jwk/gateway-error-of';
import { KEYS } from './template';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function appIn(folder: string): ros.App {
  return new ros.App({ outdir: folder });
}

const loginIn = (stack: ros.Stack) =>
  new JwtAuthorization(stack, 'Customers', {
    keys: KEYS,
    token: TokenSource.bearer(),
    issuer: 'https://login.example.com',
  });

const groupIn = (stack: ros.Stack, defaultAuthorization: ReturnType<JwtAuthorization['importInto']>) =>
  new ApiGroup(stack, 'Orders', {
    groupName: 'orders',
    stages: ['RELEASE'],
    backend: Backend.http('https://orders.example.com'),
    defaultAuthorization,
  });

/** Two stacks in one directory: what the second makes of the authorization of the first. */
function readBoth(
  build: (other: ros.Stack, customers: JwtAuthorization) => void,
  stacks?: readonly string[],
): GatewayModel {
  const folder = mkdtempSync(join(tmpdir(), 'import-into-'));
  folders.push(folder);
  const app = appIn(folder);
  // The other one first: the order of the directory does not matter.
  const other = new ros.Stack(app, 'shop', {});
  const login = new ros.Stack(app, 'login', {});
  build(other, loginIn(login));
  app.synth();
  return readGateway(folder, stacks === undefined ? {} : { stacks });
}

const protections = ({ routes }: GatewayModel) =>
  routes.map(({ path, stages }) => [path, ...stages.map(({ protection }) => protection)]);

test('the routes of the other stack are behind the plug-ins of this one, and the readers see it', () => {
  const model = readBoth((other, customers) => {
    groupIn(other, customers.importInto(other)).addApi('GET /orders');
  });
  expect(protections(model)).toMatchObject([
    [
      '/orders',
      {
        kind: 'locked',
        locks: [{ kind: 'jwt', issuer: { kind: 'values', values: ['https://login.example.com'] } }],
        perhaps: [],
      },
    ],
  ]);
  const { failures } = checkGateway(model, RULES);
  expect(failures.map(({ rule }) => rule.id)).not.toContain('value-imported-across-stacks');
  expect(failures.map(({ rule }) => rule.id)).not.toContain('plugin-bound-to-nothing');
});

test('with one of the two stacks alone, who may call is unknown', () => {
  const model = readBoth(
    (other, customers) => {
      groupIn(other, customers.importInto(other)).addApi('GET /orders');
    },
    ['shop'],
  );
  expect(protections(model)).not.toMatchObject([['/orders', { kind: 'locked', perhaps: [] }]]);
});

test('what is required of tokens comes along, and plug-ins are shared', () => {
  const model = readBoth((other, customers) => {
    const orders = groupIn(other, customers.importInto(other));
    const writers = customers.importInto(other, Claim.scope('orders:write'));
    orders.addApi('GET /orders');
    orders.addApi('POST /orders', { authorization: writers });
    orders.addApi('PUT /orders', {
      authorization: customers.importInto(other, Claim.scope('orders:write')),
    });
  });
  const [, login] = model.stacks;
  expect(Object.keys(login?.outputs ?? {})).toHaveLength(3);
  const claims = protections(model).map(([path, protection]) => [path, JSON.stringify(protection)]);
  expect(claims.map(([, text]) => String(text).includes('orders:write'))).toEqual([false, true, true]);
});

test.each<[string, (login: ros.Stack, other: ros.Stack) => void, string]>([
  [
    'into its own stack',
    (login) => void loginIn(login).importInto(login),
    'login/Customers: stack login makes the plug-ins itself (give the authorization to its groups as it is)',
  ],
  [
    'into a stack that the own one waits for',
    (login, other) => {
      login.addDependency(other);
      loginIn(login).importInto(other);
    },
    'login/Customers: stack login waits for shop (ROS follows outputs one way only: make the plug-ins in the stack that is deployed first)',
  ],
  [
    'into what is no stack',
    (login) => void loginIn(login).importInto({} as never),
    'login/Customers: importInto takes a stack (write customers.importInto(otherStack))',
  ],
  [
    'of a nested stack',
    (login, other) => void loginIn(new ros.NestedStack(login, 'Inner', {})).importInto(other),
    'login/Inner/Customers: a nested stack has no outputs that another stack could read by its name (make the plug-ins in a stack of its own, or bind them with JwtAuthorization.fromPluginIds)',
  ],
])('it is refused %s', async (_, build, message) => {
  const app = appIn(tmpdir());
  const [login, other] = [new ros.Stack(app, 'login', {}), new ros.Stack(app, 'shop', {})];
  expect((await gatewayErrorOf(() => build(login, other))).message).toEqual(message);
});
