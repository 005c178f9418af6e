import fc from 'fast-check';
import { createGateway } from '../../lib/gateway';
import { type GatewayModel, parseTemplate } from '../../lib/model';
import { routeRows } from '../../lib/report/routes/route-rows';
import { api, published, ref, template } from '../rules/gateway-template';
import { drawnGateways } from './drawn-gateways';
import { now } from './shop-gateway';

const options = { now, fetch: () => Promise.reject(new Error('no network in tests')), mock: true };

const servedIds = (model: GatewayModel) =>
  createGateway(model, options).routes.map(({ route, stageName }) => [route.id, stageName]);

const tableIds = (model: GatewayModel) =>
  routeRows(model, 'route').flatMap(({ route, stage }) =>
    stage === undefined
      ? []
      : [[route.id, typeof stage.stage === 'string' ? stage.stage : stage.stage.expression]],
  );

test('routes stand in the order of the table of routes', () => {
  fc.assert(
    fc.property(drawnGateways, (model) => expect(servedIds(model)).toEqual(tableIds(model))),
    { numRuns: Number(process.env.NUM_RUNS ?? 100) },
  );
});

test('the same route of several groups stands in the order of the groups, then of the logical ids', () => {
  const group = (id: string, GroupName: string) => ({
    [id]: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName } },
  });
  const apis = [
    ['Z', 'Second'],
    ['Y', 'First'],
    ['X', 'Second'],
  ] as const;
  const parts = apis.map(([id, groupId]) => ({
    ...api(id, 'GET /same', { properties: { GroupId: ref(groupId) } }),
    ...published(id, 'RELEASE'),
  }));
  const text = JSON.stringify({
    ROSTemplateFormatVersion: '2015-09-01',
    ...template(group('Second', 'b'), group('First', 'a'), ...parts),
  });
  const model = parseTemplate(text, 'two-groups.json');
  expect(servedIds(model)).toEqual(tableIds(model));
  expect(servedIds(model).map(([id]) => id)).toEqual(['Y', 'X', 'Z']);
});
