import { RosSignatureBinding } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import fc from 'fast-check';
import {
  ApiGroup,
  type ApiGroupProps,
  AppAuthentication,
  Backend,
  CorsPlugin,
  Layout,
  PublicAccess,
  VpcAccess,
} from '../../lib/constructs';
import { parseTemplate, protectionWord } from '../../lib/model';
import { differencesOf, resourcesIn } from '../size/gateway-of-routes';
import { customers, refusal, synth, type Template } from './template';

const group = (stack: ros.Stack, props: Partial<ApiGroupProps> = {}) =>
  new ApiGroup(stack, 'Orders', {
    groupName: 'orders',
    stages: ['RELEASE'],
    backend: Backend.http('https://orders.internal.example.com'),
    defaultAuthorization: customers(stack),
    layout: Layout.nested({ stacks: 1 }),
    ...props,
  });

/** What the only nested stack is passed and holds. */
function nestedIn(template: Template) {
  const [found] = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'ALIYUN::ROS::Stack');
  expect(found).toBeDefined();
  const [id, { DependsOn, Properties }] = found as NonNullable<typeof found>;
  const body = Properties.TemplateBody as Template & { Parameters?: object };
  const { Outputs: outputs, Parameters: parameters, Resources: resources } = body;
  return { id, DependsOn, passed: Properties.Parameters, parameters, resources, outputs };
}

/** Pinned: a change of them would delete and create every API in the field. */
const [GET_ORDERS, JWT, CORS] = ['ByBdB', 'PqiyS', 'PFI3z'];

test('an API in a nested stack takes group and plug-in as parameters', () => {
  const { id, parameters, passed, resources } = nestedIn(
    synth((stack) => void group(stack).addApi('GET /orders')),
  );
  expect(id).toBe('OrdersApis1');
  expect(passed).toEqual({
    G: { 'Fn::GetAtt': ['Orders', 'GroupId'] },
    [JWT]: { 'Fn::GetAtt': ['CustomersJwtAuth', 'PluginId'] },
  });
  expect(parameters).toEqual({ G: { Type: 'String' }, [JWT]: { Type: 'String' } });
  expect(Object.keys(resources)).toEqual([GET_ORDERS, `${GET_ORDERS}R`, `${GET_ORDERS}R${JWT}`]);
  expect(resources[`${GET_ORDERS}R${JWT}`]).toEqual({
    Type: 'ALIYUN::ApiGateway::PluginAttachment',
    Properties: {
      ApiId: { 'Fn::GetAtt': [GET_ORDERS, 'ApiId'] },
      PluginId: { Ref: JWT },
      StageName: 'RELEASE',
    },
    DependsOn: [`${GET_ORDERS}R`],
  });
});

test('a parameter of the stack reaches a nested one, alone and inside a text', () => {
  const { passed, resources } = nestedIn(
    synth((stack) => {
      const address = new ros.RosParameter(stack, 'Address', { type: ros.RosParameterType.STRING });
      group(stack).addApi('GET /orders', {
        backend: Backend.http(address.value, { protocol: 'HTTPS' }),
        description: `to ${address.valueAsString}`,
      });
    }),
  );
  expect(passed).toMatchObject({ Address: { Ref: 'Address' } });
  expect(resources[GET_ORDERS]?.Properties).toMatchObject({
    ServiceConfig: { ServiceAddress: { Ref: 'Address' } },
    Description: { 'Fn::Join': ['', ['to ', { Ref: 'Address' }]] },
  });
});

test('a parameter of the stack that is called as the nested one calls its own is passed by another name', () => {
  const { passed, resources } = nestedIn(
    synth((stack) => {
      const [g, p] = ['G', JWT].map((name) => {
        return new ros.RosParameter(stack, name, { type: ros.RosParameterType.STRING }).valueAsString;
      });
      group(stack).addApi('GET /orders', { description: `${g} ${p}` });
    }),
  );
  const names = Object.keys(passed as object);
  expect(names.sort()).toEqual([
    'G',
    expect.stringMatching(/^G\w{8}$/),
    JWT,
    expect.stringMatching(/^PqiyS\w{8}$/),
  ]);
  expect(passed).toMatchObject({
    G: { 'Fn::GetAtt': ['Orders', 'GroupId'] },
    [String(names[1])]: { Ref: 'G' },
  });
  expect(resources[GET_ORDERS]?.Properties).toMatchObject({ GroupId: { Ref: 'G' } });
});

test('the order of calls changes no parameter', () => {
  const textOf = (names: readonly string[]) =>
    JSON.stringify(
      nestedIn(
        synth((stack) => {
          const type = ros.RosParameterType.STRING;
          const values = ['B', 'A'].map(
            (name) => [name, new ros.RosParameter(stack, name, { type }).value] as const,
          );
          const addresses = new Map(values);
          const orders = group(stack);
          for (const name of names) {
            const address = addresses.get(name) ?? '';
            orders.addApi(`GET /${name}`, { backend: Backend.http(address, { protocol: 'HTTPS' }) });
          }
        }),
      ).parameters,
    );
  expect(textOf(['A', 'B'])).toBe(textOf(['B', 'A']));
});

test('who refers to an API in a nested stack takes it from an output of that stack', () => {
  const template = synth((stack) => {
    const orders = group(stack);
    const api = orders.addApi('GET /orders');
    const props = { apiIds: [api.apiId], groupId: orders.groupId, signatureId: 's-1', stageName: 'RELEASE' };
    new RosSignatureBinding(stack, 'Signed', props, true);
  });
  const [[name, output] = ['', undefined]] = Object.entries(nestedIn(template).outputs ?? {});
  expect(name).toMatch(/^[A-Za-z0-9]+$/);
  expect(output).toEqual({ Value: { 'Fn::GetAtt': [GET_ORDERS, 'ApiId'] } });
  expect(template.Resources.Signed?.Properties.ApiIds).toEqual([
    { 'Fn::GetAtt': ['OrdersApis1', `Outputs.${name}`] },
  ]);
});

test('an API of one nested stack can be bound in another', () => {
  const template = synth((stack) => {
    const orders = group(stack);
    const { apiId } = orders.addApi('GET /orders');
    orders.addExistingApi('GET /copy', { apiId, layout: Layout.nested({ stacks: 1, name: 'More' }) });
  });
  expect(template.Resources.OrdersMore1?.Properties.Parameters).toMatchObject({
    [`OrdersApis1Outputs${GET_ORDERS}ApiId55e9e54a`]: {
      'Fn::GetAtt': ['OrdersApis1', `Outputs.${GET_ORDERS}ApiId`],
    },
  });
});

test('what is overridden at a resource counts, also for the digest of its deployment', () => {
  const definition = (override: boolean) => {
    const { resources } = nestedIn(
      synth((stack) => {
        const api = group(stack).addApi('GET /orders');
        if (!override) return;
        api.resource.addPropertyOverride('Description', 'mine');
        api.deployments[0]?.addMetaData('Kept', 'yes');
        api.attachments[0]?.addMetaData('Kept', 'yes');
      }),
    );
    return resources;
  };
  const [plain, overridden] = [definition(false), definition(true)];
  expect(Object.keys(overridden).sort()).toEqual(Object.keys(plain).sort());
  expect(overridden[GET_ORDERS]?.Properties).toEqual({
    ...plain[GET_ORDERS]?.Properties,
    Description: 'mine',
  });
  expect(overridden[`${GET_ORDERS}R`]?.Metadata).toEqual({ Kept: 'yes' });
  expect(overridden[`${GET_ORDERS}R`]?.Properties.Description).not.toBe(
    plain[`${GET_ORDERS}R`]?.Properties.Description,
  );
  const bindingId = `${GET_ORDERS}R${JWT}`;
  expect(overridden[bindingId]).toEqual({ ...plain[bindingId], Metadata: { Kept: 'yes' } });
});

test('apps, a server in a VPC, an existing API and a plug-in bound later work in a nested stack', () => {
  const { DependsOn, passed, resources } = nestedIn(
    synth((stack) => {
      const app = new ros.RosParameter(stack, 'AppId', { type: ros.RosParameterType.STRING });
      const access = new VpcAccess(stack, 'Vpc', {
        name: 'vpc_1',
        vpcId: 'vpc-1',
        instanceId: 'i-1',
        port: 80,
      });
      const orders = group(stack, { secondLock: AppAuthentication.of({ apps: [app.value] }) });
      const api = orders.addApi('GET /orders', { backend: Backend.vpc(access) });
      api.bind(new CorsPlugin(stack, 'Cors', { allowOrigins: ['https://shop.example.com'] }));
      orders.addExistingApi('GET /legacy', { apiId: 'api-9' });
    }),
  );
  expect(DependsOn).toEqual(['Cors', 'CustomersJwtAuth', 'Vpc']);
  expect(Object.keys(passed as object).sort()).toEqual(['AppId', 'G', CORS, JWT].sort());
  expect(resources[`${GET_ORDERS}RApps`]).toMatchObject({
    Properties: { AppIds: [{ Ref: 'AppId' }] },
    DependsOn: [`${GET_ORDERS}R`, `${GET_ORDERS}R${CORS}`, `${GET_ORDERS}R${JWT}`],
  });
  const bindings = Object.values(resources).filter(
    ({ Type }) => Type === 'ALIYUN::ApiGateway::PluginAttachment',
  );
  expect(bindings.map(({ Properties }) => Properties.PluginId)).toEqual([
    { Ref: JWT },
    { Ref: CORS },
    { Ref: JWT },
  ]);
});

test('an API says for itself where it stands: what is deployed stays, what is new goes elsewhere', () => {
  const template = synth((stack) => {
    const orders = group(stack, { layout: undefined });
    orders.addCustomDomain('api.example.com');
    orders.addApi('GET /orders');
    orders.addApi('GET /invoices', { layout: Layout.nested({ stacks: 1, name: 'More' }) });
  });
  const ids = Object.keys(resourcesIn(template as never)).filter((id) => /Get|More1./.test(id));
  expect(ids.sort()).toEqual([
    'OrdersGetOrders60c1988d',
    'OrdersGetOrders60c1988dRelease',
    'OrdersGetOrders60c1988dReleaseCustomersJwtAuth',
    'OrdersMore1/MC9TO',
    'OrdersMore1/MC9TOR',
    `OrdersMore1/MC9TOR${JWT}`,
  ]);
  expect(template.Resources.OrdersDomainApiExampleCom?.DependsOn).toEqual([
    'OrdersGetOrders60c1988dRelease',
    'OrdersGetOrders60c1988dReleaseCustomersJwtAuth',
    'OrdersMore1',
  ]);
});

const METHODS = ['GET', 'POST', 'DELETE'] as const;
const routes = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom(...METHODS), fc.stringMatching(/^[a-z]{1,3}(\/\[id\])?$/))
    .map(([m, p]) => `${m} /${p}`),
  { minLength: 1, maxLength: 12 },
);

const textOf = (list: readonly string[], props: Partial<ApiGroupProps>) =>
  JSON.stringify(
    synth((stack) => {
      const orders = group(stack, props);
      for (const route of list) {
        const isPublic = route.startsWith('DELETE');
        orders.addApi(route, isPublic ? { authorization: PublicAccess.because('generated') } : {});
      }
    }),
  );

const rowsOf = (text: string) =>
  parseTemplate(text, 'shop.template.json')
    .routes.flatMap(({ group: of, route, stages }) =>
      stages.map(({ protection, stage }) => [
        of,
        route?.method,
        route?.path,
        stage,
        protectionWord(protection),
      ]),
    )
    .map(([of, ...words]) => `${(of as { id: string }).id} ${words.join(' ')}`)
    .sort();

test('whatever the layout, the template means the same', () => {
  fc.assert(
    fc.property(routes, fc.integer({ min: 1, max: 5 }), fc.boolean(), (list, stacks, inLanes) => {
      const lanes = inLanes ? { lanes: 2 } : {};
      const flat = rowsOf(textOf(list, { layout: Layout.flat(), ...lanes }));
      expect(flat).toHaveLength(list.length);
      expect(rowsOf(textOf(list, { layout: Layout.nested({ stacks }), ...lanes }))).toEqual(flat);
    }),
    { numRuns: 30 },
  );
});

test('one more route moves no other, wherever it is written', () => {
  fc.assert(
    fc.property(routes, fc.integer({ min: 1, max: 5 }), fc.nat(), (list, stacks, at) => {
      const layout = Layout.nested({ stacks });
      const more = [...list];
      more.splice(at % (list.length + 1), 0, 'PUT /more');
      const changed = differencesOf(textOf(list, { layout }), textOf(more, { layout }));
      // A stack that had no API before is new itself.
      expect(changed.filter((id) => !/\/A3mkZ/.test(id) && id.includes('/'))).toEqual([]);
      expect(changed.filter((id) => !id.includes('/')).length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 30 },
  );
});

describe('refused with a reason:', () => {
  const many = (count: number, props: Partial<ApiGroupProps>) => (stack: ros.Stack) => {
    const orders = group(stack, props);
    for (let n = 0; n < count; n += 1) orders.addApi(`GET /r${n}`);
  };

  test('more flat APIs than a stack takes, with what to write in which case', () => {
    // A group and a plug-in stand beside them.
    expect(refusal(many(99, { layout: undefined }))).toBe('accepted');
    expect(refusal(many(100, { layout: undefined }))).toEqual({
      code: 'template-too-large',
      message:
        'shop: has 302 resources, ROS takes 300: 300 are of the 100 APIs of shop/Orders (in a group that was ' +
        'never deployed write layout: Layout.nested(); APIs that are deployed must stay where they are, or ROS ' +
        "deletes and creates them: there write it at new APIs only, addApi('GET /new', { layout: Layout.nested() }))",
    });
  });

  test('more APIs than a nested stack takes', () => {
    expect(refusal(many(101, {}))).toEqual({
      code: 'template-too-large',
      message:
        'shop/Orders/OrdersApis1: has 303 resources, ROS takes 300: 303 are of the 101 APIs of shop/Orders (in a ' +
        'group that was never deployed take more of them, Layout.nested({ stacks: 32 }); else give new APIs a ' +
        "layout of another name, Layout.nested({ name: 'More' }))",
    });
  });

  test('more values than ROS passes to a nested stack', () => {
    const refused = refusal((stack) => {
      const orders = group(stack);
      const type = ros.RosParameterType.STRING;
      for (let n = 0; n < 80; n += 1) {
        const address = (name: string) => new ros.RosParameter(stack, `${name}${n}`, { type }).valueAsString;
        const [a, b, c] = [address('A'), address('B'), address('C')];
        orders.addApi(`GET /r${n}`, { description: `${a} ${b} ${c}` });
      }
    });
    expect(refused).toMatchObject({
      code: 'template-too-large',
      message: expect.stringMatching(/OrdersApis1: takes 242 values from its parent, ROS takes 200/),
    });
  });

  test.each<[string, () => unknown, string]>([
    [
      'no stack',
      () => Layout.nested({ stacks: 0 }),
      'layout: stacks must be a whole number from 1 to 64, got 0',
    ],
    [
      'half a stack',
      () => Layout.nested({ stacks: 1.5 }),
      'layout: stacks must be a whole number from 1 to 64, got 1.5',
    ],
    [
      'a name that is no logical id',
      () => Layout.nested({ name: 'more-apis' }),
      'layout: name must be 1 to 20 letters and digits, the first a letter, got "more-apis"',
    ],
  ])('%s', (_title, build, message) => {
    expect(build).toThrow(expect.objectContaining({ code: 'parameter-invalid', message }));
  });
});
