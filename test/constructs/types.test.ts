import {
  ApiGroup,
  type ApiGroupProps,
  AppAuthentication,
  Backend,
  CorsPlugin,
  JwtAuthorization,
  PublicAccess,
  TokenSource,
} from '../../lib/constructs';
import { generateKey, type PublicJwk, PublicKeySet } from '../../lib/jwk';
import { customers, KEYS, type synth } from './template';

// What must not compile. `npm run typecheck` fails when one of these lines does; nothing here is called.
const lines: readonly ((stack: Parameters<Parameters<typeof synth>[0]>[0]) => unknown)[] = [
  (stack) => {
    const orders = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: ['RELEASE'],
      backend: Backend.http('https://a'),
    });
    // @ts-expect-error neither the group nor the API says who may call
    orders.addApi('GET /orders');
    // @ts-expect-error an empty object says nothing either
    orders.addApi('GET /orders', {});
    orders.addApi('GET /orders', { authorization: customers(stack) });
  },
  (stack) => {
    const orders = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: ['RELEASE'],
      defaultAuthorization: customers(stack),
    });
    // @ts-expect-error nothing says where requests go
    orders.addApi('GET /orders');
    orders.addApi('GET /orders', { backend: Backend.mock({ result: '' }) });
  },
  (stack) => {
    const defaultAuthorization = customers(stack) as JwtAuthorization | undefined;
    const backend = Backend.http('https://a');
    const orders = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: ['RELEASE'],
      backend,
      defaultAuthorization,
    });
    // @ts-expect-error a default that may be missing is none
    orders.addApi('GET /orders');
  },
  (_stack) => {
    const orders = undefined as unknown as ApiGroup<ApiGroupProps>;
    // @ts-expect-error of a group that is only known as a group, nothing is known to be given
    orders.addApi('GET /orders');
  },
  // @ts-expect-error a group publishes to some stage
  (stack) => new ApiGroup(stack, 'Orders', { groupName: 'orders' }),
  // @ts-expect-error the service has three stages
  (stack) => new ApiGroup(stack, 'Orders', { groupName: 'orders', stages: ['PROD'] }),
  (stack) => {
    const props = { groupName: 'orders', stages: ['RELEASE'] } as const;
    const app = AppAuthentication.of();
    // @ts-expect-error a name that nobody knows, though the class has a type parameter
    new ApiGroup(stack, 'A', { ...props, secondLocks: app });
    // @ts-expect-error the same of a list
    new ApiGroup(stack, 'B', { ...props, plugin: [] });
    // @ts-expect-error the same of a flag
    new ApiGroup(stack, 'C', { ...props, internetEnabled: true });
    const written = { ...props, internetEnabled: true };
    // @ts-expect-error the same of what was written before
    new ApiGroup(stack, 'D', written);
    // @ts-expect-error the same of a group that exists
    ApiGroup.fromGroupId(stack, 'E', { groupId: 'g', stages: ['RELEASE'], secondLocks: app });
    const typed: ApiGroupProps = props;
    new ApiGroup(stack, 'F', typed).addApi('GET /a', {
      authorization: app,
      backend: Backend.mock({ result: '' }),
      // @ts-expect-error the same of an API
      stage: 'RELEASE',
    });
    // @ts-expect-error the same of an authorization
    customers(stack, { audiences: 'shop' });
    // @ts-expect-error the same of a plug-in
    new CorsPlugin(stack, 'G', { allowOrigin: ['https://a.example'] });
    // @ts-expect-error the same of a backend
    Backend.http('https://a.example', { timeout: 5 });
  },
  // @ts-expect-error public access takes a reason
  () => PublicAccess.because(),
  // @ts-expect-error and cannot be made without it
  () => new PublicAccess(),
  // @ts-expect-error JWT authorization names the place of the token
  (stack) => new JwtAuthorization(stack, 'Customers', { keys: KEYS }),
  async (stack) => {
    const privateKeys = await generateKey();
    // @ts-expect-error a private key set is no public one
    new JwtAuthorization(stack, 'Customers', { keys: privateKeys, token: TokenSource.bearer() });
    new JwtAuthorization(stack, 'Members', { keys: privateKeys.publicKeys(), token: TokenSource.bearer() });
  },
  () => {
    const privateJwk = { kty: 'RSA', n: 'AQAB', e: 'AQAB', d: 'AQAB' };
    // @ts-expect-error a JWK with a private member is no public one
    const publicJwk: PublicJwk = privateJwk;
    return PublicKeySet.of([publicJwk]);
  },
  // @ts-expect-error Function Compute 2.0 needs the service of a function
  () => Backend.eventFunction({ fcVersion: '2.0', functionName: 'orders' }),
  // @ts-expect-error bypassing an empty token takes a reason
  (stack) => customers(stack, { bypassEmptyToken: true }),
];

test('insecure by omission does not compile', () => {
  expect(lines.length).toBeGreaterThan(0);
});
