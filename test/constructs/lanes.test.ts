import { ApiGroup, type ApiGroupProps, Backend, Layout, PublicAccess } from '../../lib/constructs';
import { differencesOf, resourcesIn } from '../size/gateway-of-routes';
import { customers, refusal, synth, type Template } from './template';

const ROUTES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `GET /${name}`);

const inLanes = (routes: readonly string[], props: Partial<ApiGroupProps>): Template =>
  synth((stack) => {
    const orders = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: ['TEST', 'RELEASE'],
      backend: Backend.http('https://orders.internal.example.com'),
      defaultAuthorization: customers(stack),
      ...props,
    });
    orders.addCustomDomain('api.example.com');
    for (const route of routes) orders.addApi(route);
    orders.addApi('GET /health', { authorization: PublicAccess.because('probe') });
  });

/** What is created at once when everything takes the same time, wave after wave. */
function wavesOf(template: Template): string[][] {
  const open = new Map(Object.entries(template.Resources));
  const waves: string[][] = [];
  while (open.size > 0) {
    const ready = [...open].filter(([, { DependsOn = [] }]) => !DependsOn.some((id) => open.has(id)));
    expect(ready).not.toEqual([]);
    waves.push(ready.map(([id]) => id));
    for (const [id] of ready) open.delete(id);
  }
  return waves;
}

const countOf = (wave: readonly string[], stage: string) =>
  wave.filter((id) => new RegExp(`${stage}(CustomersJwtAuth)?$`).test(id)).length;

test.each([1, 2, 3])('with %d lanes no more APIs go live at a time in a stage', (lanes) => {
  const waves = wavesOf(inLanes(ROUTES, { lanes }));
  expect(Math.max(...waves.map((wave) => countOf(wave, 'Release')))).toBe(lanes);
  expect(Math.max(...waves.map((wave) => countOf(wave, 'Test')))).toBe(lanes);
});

test('without lanes all deployments are made at once', () => {
  const waves = wavesOf(inLanes(ROUTES, {}));
  expect(Math.max(...waves.map((wave) => countOf(wave, 'Release')))).toBe(ROUTES.length + 1);
});

test('nested stacks stand in the lanes, and in each the APIs go live one by one', () => {
  const template = inLanes(ROUTES, { lanes: 2, layout: Layout.nested({ stacks: 4 }) });
  const stacks = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'ALIYUN::ROS::Stack');
  expect(Object.fromEntries(stacks.map(([id, { DependsOn }]) => [id, DependsOn]))).toEqual({
    OrdersApis1: ['CustomersJwtAuth'],
    OrdersApis2: ['CustomersJwtAuth'],
    OrdersApis3: ['CustomersJwtAuth', 'OrdersApis1'],
    OrdersApis4: ['CustomersJwtAuth', 'OrdersApis2'],
  });
  for (const [, { Properties }] of stacks) {
    const waves = wavesOf(Properties.TemplateBody as Template);
    const published = waves.map((wave) => wave.filter((id) => /^\w{5}R(PqiyS)?$/.test(id)).length);
    expect(Math.max(...published)).toBe(1);
  }
});

test('one more route changes what the one behind it in its lane waits for, and the domain', () => {
  const [before, after] = [ROUTES, [...ROUTES, 'GET /bb']].map((routes) => inLanes(routes, { lanes: 2 }));
  const changed = differencesOf(JSON.stringify(before), JSON.stringify(after));
  const old = resourcesIn(before as never);
  expect(changed.filter((id) => id in old)).toEqual([
    'OrdersDomainApiExampleCom',
    'OrdersGetC24792510Release',
    'OrdersGetC24792510Test',
  ]);
});

test.each([0, 51, 1.5])('%d lanes are refused', (lanes) => {
  expect(
    refusal((stack) => void new ApiGroup(stack, 'Orders', { groupName: 'orders', stages: ['TEST'], lanes })),
  ).toEqual({
    code: 'parameter-invalid',
    message: `shop/Orders: lanes must be a whole number from 1 to 50, got ${lanes}`,
  });
});
