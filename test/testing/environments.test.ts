import * as ros from '@alicloud/ros-cdk-core';
import { ApiGroup, Backend, JwtAuthorization, TokenSource } from '../../lib/constructs';
import { diffGateways } from '../../lib/diff';
import { createGateway } from '../../lib/gateway';
import { findJwtLock, type GatewayModel, parseTemplate } from '../../lib/model';
import { issueToken } from '../../lib/token';
import { now } from '../token/handmade-token';
import { keys } from './shop';

const ENVIRONMENTS = ['dev', 'test', 'pre', 'prod'] as const;
type Name = (typeof ENVIRONMENTS)[number];

interface Environment {
  readonly groupName: string;
  readonly host: string;
  readonly issuer: string;
}

const environment = (name: Name): Environment => ({
  groupName: `orders_${name}`,
  host: `orders.${name}.example.com`,
  issuer: `https://login.${name}.example.com`,
});

/** The code of all environments, whichever way they differ. */
function templateOf(settle: (stack: ros.Stack) => Environment): string {
  const app = new ros.App({ stackTraces: false, treeMetadata: false });
  const stack = new ros.Stack(app, 'shop');
  const { groupName, host, issuer } = settle(stack);
  const customers = new JwtAuthorization(stack, 'Customers', {
    keys: keys.publicKeys(),
    token: TokenSource.bearer(),
    issuer,
    audience: 'orders',
  });
  const orders = new ApiGroup(stack, 'Orders', {
    groupName,
    stages: ['RELEASE'],
    backend: Backend.http(`https://${host}`),
    defaultAuthorization: customers,
  });
  orders.addApi('GET /orders');
  return JSON.stringify(app.synth().getStackByName('shop').template);
}

const byStack = (name: Name) =>
  parseTemplate(
    templateOf(() => environment(name)),
    'shop.json',
  );

const ONE_TEMPLATE = templateOf((stack) => {
  const parameter = (id: string) =>
    new ros.RosParameter(stack, id, {
      type: ros.RosParameterType.STRING,
      allowedPattern: '^[a-z0-9:/._-]+$',
      minLength: 1,
    }).valueAsString;
  return { groupName: parameter('GroupName'), host: parameter('Host'), issuer: parameter('Issuer') };
});

const byParameters = (name: Name) => {
  const { groupName, host, issuer } = environment(name);
  const values = new Map(
    Object.entries({ GroupName: groupName, Host: host, Issuer: issuer }).map(([key, value]) => [
      key,
      { value, place: 'a file' },
    ]),
  );
  return parseTemplate(ONE_TEMPLATE, 'shop.json', { parameters: { values } });
};

const statusOf = async (model: GatewayModel, iss: string) => {
  const gateway = createGateway(model, {
    now,
    fetch: () => Promise.reject(new Error('no network in tests')),
    mock: true,
  });
  const token = await issueToken(keys.signingKey(), { claims: { iss, aud: 'orders' }, now });
  const request = new Request('http://127.0.0.1/orders', { headers: { Authorization: `Bearer ${token}` } });
  return (await gateway(request)).status;
};

describe.each([
  ['a stack for each environment', byStack],
  ['one template with parameters', byParameters],
])('%s', (_, read) => {
  test.each(ENVIRONMENTS)('%s takes tokens of its own issuer only', async (name) => {
    const model = read(name);
    const protection = model.routes[0]?.stages[0]?.protection;
    expect(protection && findJwtLock(protection)?.issuer).toEqual({
      kind: 'values',
      values: [environment(name).issuer],
    });
    const others = ENVIRONMENTS.filter((each) => each !== name);
    expect(await statusOf(model, environment(name).issuer)).toBe(200);
    for (const other of others) expect(await statusOf(model, environment(other).issuer)).toBe(403);
  });

  test('two environments differ in name, address and issuer', () => {
    const { changes } = diffGateways(read('pre'), read('prod'));
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(
      new Set(['backend-changed', 'claim-check-replaced', 'property-changed']),
    );
  });
});

test('both ways are the same gateway', () => {
  for (const name of ENVIRONMENTS) {
    const kinds = diffGateways(byStack(name), byParameters(name)).changes.filter(
      ({ posture }) => posture.verdict === 'weaker' || posture.verdict === 'stronger',
    );
    expect(kinds).toEqual([]);
  }
});
