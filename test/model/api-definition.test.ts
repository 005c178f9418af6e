import { apiDefinitionOf, type GatewayRoute } from '../../lib/model';
import { Unknown } from '../../lib/template';
import { api, group, model } from './sample';

function definitionOf(properties: object) {
  const [route] = model({ Group: group(), Api: api('GET /orders/[id]', properties) }).routes;
  return apiDefinitionOf(route as GatewayRoute);
}

test('what an API leaves out is what ROS takes', () => {
  const definition = definitionOf({ RequestConfig: { RequestHttpMethod: 'GET', RequestPath: '/' } });
  expect(definition).toMatchObject({
    requestMode: 'MAPPING',
    requestProtocol: 'HTTP',
    bodyFormat: undefined,
    requestParameters: [],
    backend: { protocol: 'HTTP', isMock: false, isInVpc: false, mockHeaders: [] },
  });
});

test('numbers and switches may be written as texts, as ROS takes them', () => {
  const { backend } = definitionOf({
    ServiceConfig: {
      Mock: 'TRUE',
      MockStatusCode: 204,
      MockHeaders: [{ HeaderName: 'A', HeaderValue: 'b' }],
    },
  });
  expect(backend).toMatchObject({
    isMock: true,
    mockStatusCode: '204',
    mockHeaders: [{ name: 'A', value: 'b' }],
  });
});

test('what NoValue takes away is left out', () => {
  const nothing = { Ref: 'ALIYUN::NoValue' };
  const { backend, requestMode, requestParameters } = definitionOf({
    RequestConfig: { RequestMode: nothing },
    RequestParameters: nothing,
    ServiceConfig: { ServiceAddress: nothing, VpcConfig: nothing },
  });
  expect({ backend, requestMode, requestParameters }).toMatchObject({
    backend: { address: undefined, vpcConfig: undefined },
    requestMode: 'MAPPING',
    requestParameters: [],
  });
});

test('a function in place of a value, an item or a list is unknown with its expression', () => {
  const definition = definitionOf({
    RequestParameters: [{ ApiParameterName: { Ref: 'Name' }, Location: 'QUERY' }, { Ref: 'Parameter' }],
    ServiceParameters: { 'Fn::If': ['A', [], []] },
    ServiceConfig: { Ref: 'Backend' },
  });
  expect(definition).toMatchObject({
    requestParameters: [
      { name: new Unknown('Ref Name'), location: 'QUERY', required: 'OPTION' },
      { name: new Unknown('Ref Parameter'), location: expect.any(Unknown) },
    ],
    serviceParameters: expect.any(Unknown),
    backend: new Unknown('Ref Backend'),
  });
});

test('a list that is none is unknown, not empty', () => {
  expect(definitionOf({ ConstParameters: 'none' }).constParameters).toBeInstanceOf(Unknown);
});
