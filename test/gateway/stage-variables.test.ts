import { api, published, type Resources, ref } from '../rules/gateway-template';
import { call, type Served, serve } from './shop-gateway';

const config = (StageName: string, Variables: object): Resources => ({
  [`Variables${StageName}`]: {
    Type: 'ALIYUN::ApiGateway::StageConfig',
    Properties: { GroupId: ref('Shop'), StageName, Variables },
  },
});

/** Serves one route in two stages, and tells where it asked. */
function serveBoth(ServiceConfig: object, ...configs: readonly Resources[]) {
  const asked: string[] = [];
  const served = serve(
    [
      api('Orders', 'GET /orders', { properties: { ServiceConfig } }),
      published('Orders', 'TEST'),
      published('Orders', 'RELEASE'),
      ...configs,
    ],
    {
      mock: false,
      fetch: (input) => {
        asked.push(String(input instanceof Request ? input.url : input));
        return Promise.resolve(new Response('ok'));
      },
    },
  );
  return { served, asked };
}

const callIn = (served: Served, stage: string) => call(served, 'GET /orders', { 'x-ca-stage': stage });

const BACKEND = {
  ServiceProtocol: 'HTTPS',
  ServiceAddress: 'https://#host#',
  ServicePath: '/#version#/orders',
};

test('each stage asks its own backend', async () => {
  const { asked, served } = serveBoth(
    BACKEND,
    config('TEST', { host: 'test.example.com', version: 'v2' }),
    config('RELEASE', { host: 'orders.example.com', version: 'v1' }),
  );
  expect(served.gateway.unemulated).toEqual([]);
  for (const stage of ['TEST', 'RELEASE']) expect(await callIn(served, stage)).toMatchObject({ status: 200 });
  expect(asked).toEqual(['https://test.example.com/v2/orders', 'https://orders.example.com/v1/orders']);
});

test('a stage without the variable answers 501 and says which, and the other one is served', async () => {
  const { asked, served } = serveBoth(
    BACKEND,
    config('TEST', { host: 'test.example.com', version: 'v2' }),
    config('RELEASE', { Host: 'orders.example.com', version: 'v1' }),
  );
  expect(served.gateway.unemulated.map(({ name, stage, why }) => [name, stage, why])).toEqual([
    ['backend', 'RELEASE', 'the address of the backend is #host#, which the stage does not define'],
  ]);
  expect(await callIn(served, 'RELEASE')).toMatchObject({ status: 501 });
  expect(await callIn(served, 'TEST')).toMatchObject({ status: 200 });
  expect(asked).toEqual(['https://test.example.com/v2/orders']);
});

test('a query that a variable makes is no address of a backend', () => {
  const { served } = serveBoth(
    { ...BACKEND, ServiceAddress: 'https://a.example.com?key=#host#', ServicePath: '/' },
    config('TEST', { host: 'x' }),
    config('RELEASE', { host: 'y' }),
  );
  expect(served.gateway.unemulated.map(({ why }) => why)).toEqual([
    'the address of the backend is no http or https address',
    'the address of the backend is no http or https address',
  ]);
});
