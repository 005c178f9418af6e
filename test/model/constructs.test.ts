import { App } from '@alicloud/ros-cdk-core';
import { declareShops } from '../../examples/shop/shops';
import { PublicKeySet } from '../../lib/jwk';
import { parseTemplate } from '../../lib/model';
import { inWords, KEY, THUMBPRINT } from './sample';

test('what the constructs of the example write is read back as what they were told', () => {
  const app = new App({ stackTraces: false, treeMetadata: false });
  const keys = PublicKeySet.parse({ keys: [KEY] });
  declareShops(app, { testers: keys, customers: keys });
  const written = app.synth().getStackByName('shop').template;
  const model = parseTemplate(JSON.stringify(written), 'shop.template.json');
  expect(model.problems).toEqual([]);
  expect(model.groups.map(({ internetEnable, name }) => [name, internetEnable])).toEqual([
    ['shop_orders', false],
    ['shop_catalogue', false],
  ]);
  expect(model.domains.map(({ name }) => name)).toEqual(['api.example.com', 'api.example.com']);
  const rows = model.routes.flatMap(({ route, stages }) =>
    stages.map((each) => `${route?.method} ${route?.path} ${each.stage}: ${inWords(each.protection)}`),
  );
  expect(rows.filter((row) => row.includes(': public')).sort()).toEqual(['GET /health RELEASE: public']);
  expect(rows.filter((row) => row.endsWith(': jwt'))).toHaveLength(7);

  const put = model.routes.find(({ route }) => route?.method === 'PUT')?.stages[0]?.protection;
  expect(put).toMatchObject({
    locks: [
      {
        keys: [{ kid: 'first', alg: 'RS256', thumbprint: THUMBPRINT }],
        parameter: 'Authorization',
        parameterLocation: 'header',
        issuer: { kind: 'values', values: ['https://login.example.com'] },
        audience: { kind: 'values', values: ['catalogue'] },
        allowsMissingToken: false,
      },
    ],
  });
  const health = model.routes.find(({ route }) => route?.path === '/health');
  expect(health?.publicAccess).toBe('load-balancer probe; returns no data');
});
