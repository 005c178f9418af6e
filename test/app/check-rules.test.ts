import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RosApi, RosDeployment, RosGroup } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { GatewayApp, type GatewayAppProps, guarded, type RuleChecks } from '../../lib/app';
import { ApiGroup, Backend, JwtAuthorization, Layout, TokenSource } from '../../lib/constructs';
import { GatewayError } from '../../lib/errors';
import { PublicKeySet } from '../../lib/jwk';
import { WAIVER_FILE } from '../../lib/rules';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { createScratch, readFiles } from './scratch';

type Build = (app: ros.App) => void;

const KEYS = PublicKeySet.parse({ keys: [fixturePublicJwk('RS256')] });

function appOf(build: Build, props: GatewayAppProps = {}): GatewayApp {
  const app = new GatewayApp({ outdir: createScratch(), ...props });
  build(app);
  return app;
}

/** What `ros-cdk` prints of an app: the warnings in its manifests, with the paths of their constructs. */
function warningsOf(build: Build, checks?: RuleChecks | false): [path: string, text: string][] {
  const app = appOf(build, { checks });
  app.synth();
  const manifests = Object.entries(readFiles(app.outdir)).filter(([path]) => path.endsWith('manifest.json'));
  return manifests.flatMap(([, text]) =>
    Object.values<Artifact>(JSON.parse(text).artifacts).flatMap(({ metadata = {} }) =>
      Object.entries(metadata).flatMap(([path, messages]) =>
        messages
          .filter(({ type }) => type === 'aliyun:ros:warning')
          .map(({ data }): [string, string] => [path, data]),
      ),
    ),
  );
}

interface Artifact {
  readonly metadata?: Readonly<Record<string, { readonly type: string; readonly data: string }[]>>;
}

function errorOf(body: () => void): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  throw new Error('not refused');
}

/** The refusal of an app, after which no template and no manifest may be left. */
function refusalOf(build: Build, props?: GatewayAppProps): GatewayError {
  const app = appOf(build, props);
  const error = errorOf(() => app.synth());
  expect(readFiles(app.outdir)).toEqual({});
  if (error instanceof GatewayError) return error;
  throw error;
}

const group = (scope: ros.Construct, internetEnable: boolean | ros.IResolvable = false) =>
  new RosGroup(scope, 'Orders', { groupName: 'orders', internetEnable }, true);

/** A stack whose one route is published without a lock. Returns the API. */
function unprotected(scope: ros.Construct, id: string): RosApi {
  const stack = new ros.Stack(scope, id);
  const groupId = group(stack).attrGroupId;
  const described = { apiName: 'get_orders', groupId, visibility: 'PRIVATE', authType: 'ANONYMOUS' };
  const requestConfig = {
    requestHttpMethod: 'GET',
    requestPath: '/orders',
    requestProtocol: 'HTTPS',
    requestMode: 'MAPPING',
  };
  const serviceConfig = { serviceProtocol: 'HTTP', mock: 'TRUE', mockResult: 'ok' };
  const api = new RosApi(stack, 'GetOrders', { ...described, requestConfig, serviceConfig }, true);
  new RosDeployment(stack, 'GetOrdersRelease', { apiId: api.attrApiId, groupId, stageName: 'RELEASE' }, true);
  return api;
}

/** A gateway whose one key is good in two stages, which is a warning. */
const shop: Build = (app) => {
  const stack = new ros.Stack(app, 'shop');
  const defaultAuthorization = new JwtAuthorization(stack, 'Customers', {
    keys: KEYS,
    token: TokenSource.bearer(),
    issuer: 'https://login.example.com',
    audience: 'shop',
  });
  const backend = Backend.http('https://orders.internal.example.com');
  const stages = ['TEST', 'RELEASE'] as const;
  new ApiGroup(stack, 'Orders', { groupName: 'orders', stages, backend, defaultAuthorization }).addApi(
    'GET /orders',
  );
};

const SHARED_KEY = [
  '/shop/Customers/JwtAuth/CustomersJwtAuth',
  expect.stringMatching(
    /^jwk-shared-by-stages: key \S+: is accepted in RELEASE and TEST: .*\. Make a key for each/,
  ),
];

describe('what fails a rule of severity error', () => {
  test('refuses synthesis, with the stack, the resource, the rule, the route and what to do', () => {
    const error = refusalOf((app) => unprotected(app, 'Shop'));

    expect(error.code).toBe('check-failed');
    expect(error.message).toBe(
      'the gateway fails its checks: Shop/GetOrders fails route-without-authentication: GET /orders RELEASE: ' +
        'anybody may call it (Bind a jwtAuth plug-in to the route in this stage, or give the reason why it is ' +
        'public in the Metadata of the API: JwtGateway: { PublicAccess: "<reason>" }.)',
    );
  });

  test('refuses once for all stacks of the app', () => {
    const error = refusalOf((app) => {
      unprotected(app, 'Base');
      shop(app);
      unprotected(app, 'Shop');
    });

    expect(error.problems.map(({ path }) => path)).toEqual(['Base/GetOrders', 'Shop/GetOrders']);
  });

  test('refuses a ros.Stage and a guarded app of anybody as well', () => {
    const app = guarded(new ros.App({ outdir: createScratch() }));
    unprotected(new ros.Stage(app, 'Production'), 'Shop');

    expect(errorOf(() => app.synth())).toMatchObject({ code: 'check-failed' });
    expect(readFiles(app.outdir)).toEqual({});
  });

  test('is a warning where nothing is to refuse', () => {
    expect(warningsOf((app) => unprotected(app, 'Shop'), { failOn: 'none' })).toContainEqual([
      '/Shop/GetOrders',
      expect.stringMatching(
        /^route-without-authentication: GET \/orders RELEASE: anybody may call it\. Bind /,
      ),
    ]);
  });

  test('is let pass in silence where no rule is to run', () => {
    expect(warningsOf((app) => unprotected(app, 'Shop'), false)).toEqual([]);
  });

  test('comes after what ROS itself would refuse', () => {
    const error = refusalOf((app) => unprotected(app, 'Shop').addRosDependency('Nothing'));

    expect(error.code).toBe('template-invalid');
  });
});

describe('what a waiver file waives', () => {
  const LAST_DAY = Date.UTC(2030, 0, 31, 23);

  function waiverFile(text: string): string {
    const path = join(createScratch(), 'waivers.yaml');
    writeFileSync(path, text);
    return path;
  }

  const entry = (rule: string, path: string): string =>
    `- { rule: ${rule}, path: "${path}", reason: moves soon, owner: gateway team, expires: "2030-01-31" }\n`;
  const waivers = waiverFile(`waivers:\n${entry('route-without-authentication', 'Shop/GetOrders/RELEASE')}`);
  const open: Build = (app) => unprotected(app, 'Shop');

  test('neither refuses nor warns', () => {
    const rules = warningsOf(open, { waivers, now: () => LAST_DAY }).map(([, text]) => text.split(':')[0]);
    expect(rules).not.toContain('route-without-authentication');
  });

  test.each([
    ['the day after it has expired', { waivers, now: () => LAST_DAY + 86_400_000 }],
    ['when no file is to be read', { waivers: false, now: () => LAST_DAY }],
    [
      'in another stack',
      {
        waivers: waiverFile(`waivers:\n${entry('route-without-authentication', 'Test/*')}`),
        now: () => LAST_DAY,
      },
    ],
  ] as const)('refuses %s', (_, checks) => {
    expect(refusalOf(open, { checks })).toMatchObject({ code: 'check-failed' });
  });

  test('is read from the working directory where no file is named', () => {
    const directory = createScratch();
    writeFileSync(join(directory, WAIVER_FILE), `waivers:\n${entry('subdomain-open-to-internet', '**')}`);
    const cwd = jest.spyOn(process, 'cwd').mockReturnValue(directory);
    const build: Build = (app) => void group(new ros.Stack(app, 'Shop'), true);
    try {
      expect(warningsOf(build, { now: () => LAST_DAY })).toEqual([]);
    } finally {
      cwd.mockRestore();
    }
    expect(warningsOf(build, { now: () => LAST_DAY })).toHaveLength(1);
  });

  test('is told where it stands when it cannot be read, and nothing is written', () => {
    const broken = waiverFile('waivers:\n- { rule: route-without-authentication }\n');
    expect(refusalOf(open, { checks: { waivers: broken } })).toMatchObject({ code: 'waivers-invalid' });
    const missing = join(createScratch(), 'none.yaml');
    expect(refusalOf(open, { checks: { waivers: missing } })).toMatchObject({ code: 'file-unreadable' });
  });
});

describe('everything else', () => {
  test('is a warning on the construct that caused it; public access with a reason is none', () => {
    expect(warningsOf(shop)).toContainEqual(SHARED_KEY);
  });

  test('refuses where the app asks for it', () => {
    expect(refusalOf(shop, { checks: { failOn: 'warning' } }).problems).toContainEqual({
      path: 'shop/Customers/JwtAuth/CustomersJwtAuth (shop/CustomersJwtAuth)',
      message: expect.stringMatching(/^fails jwk-shared-by-stages: key /),
    });
    expect(refusalOf(shop, { checks: { failOn: 'note' } }).code).toBe('check-failed');
  });

  test('that cannot be judged is a warning that says so, and never refuses', () => {
    const build: Build = (app) => {
      const stack = new ros.Stack(app, 'Shop');
      const open = new ros.RosParameter(stack, 'Open', { type: ros.RosParameterType.BOOLEAN });
      group(stack, open as unknown as ros.IResolvable);
    };

    expect(warningsOf(build, { failOn: 'note' })).toEqual([
      [
        '/Shop/Orders',
        'subdomain-open-to-internet cannot be judged: group Orders: if Open is true, InternetEnable is true',
      ],
    ]);
  });

  test('in a nested stack is said by the resource that makes that stack, as core drops what is inside', () => {
    const build: Build = (app) => void group(new ros.NestedStack(new ros.Stack(app, 'Shop'), 'Inner'), true);

    expect(warningsOf(build)).toEqual([
      [
        '/Shop/Inner.NestedStack/Inner',
        expect.stringMatching(/^subdomain-open-to-internet: group Orders of Shop\/Inner\/Orders: Internet/),
      ],
    ]);
  });

  test('of one instance of many is said by the resource of all', () => {
    const warnings = warningsOf((app) => group(new ros.Stack(app, 'Shop'), true).addCount(2));

    expect(new Set(warnings.map(([path]) => path))).toEqual(new Set(['/Shop/Orders']));
  });

  test('that many resources share is said of ten of them, and the stack says how many more there are', () => {
    const warnings = warningsOf((app) => group(new ros.Stack(app, 'Shop'), true).addCount(12));
    const ids = warnings.map(([, text]) => text.split(':')[0]);

    expect(ids.filter((id) => id === 'subdomain-open-to-internet')).toHaveLength(10 + 1);
    expect(warnings).toContainEqual([
      '/Shop',
      'subdomain-open-to-internet: 2 more; jwt-gateway check shows all',
    ]);
  });

  test('of a whole stack is said by the stack', () => {
    const warnings = warningsOf((app) => {
      const stack = new ros.Stack(app, 'Shop');
      const count = new ros.RosParameter(stack, 'Groups', { type: ros.RosParameterType.NUMBER });
      group(stack).addCount(count as unknown as ros.IResolvable);
    });

    expect(warnings).toContainEqual([
      '/Shop',
      expect.stringMatching(/^limit-exceeded cannot be judged: stack Shop: /),
    ]);
  });

  test('in a ros.Stage is said once, in the manifest of that stage', () => {
    const build: Build = (app) => void group(new ros.Stack(new ros.Stage(app, 'Test'), 'Shop'), true);

    expect(warningsOf(build).map(([path]) => path)).toEqual(['/Test/Shop/Orders']);
  });

  test.each<[string, Layout]>([
    ['in the stack of its group', Layout.flat()],
    ['in a nested stack', Layout.nested()],
  ])(
    'stands at the API that it is about, though no construct stands for the resource: %s',
    (_where, layout) => {
      const build: Build = (app) => {
        const stack = new ros.Stack(app, 'Shop');
        const orders = new ApiGroup(stack, 'Orders', {
          groupName: 'orders',
          stages: ['RELEASE'],
          backend: Backend.mock({ result: '{}' }),
          defaultAuthorization: new JwtAuthorization(stack, 'Customers', {
            keys: KEYS,
            token: TokenSource.query('token'),
          }),
          layout,
        });
        orders.addApi('GET /orders', { requestProtocol: 'HTTP,HTTPS' });
      };

      expect(warningsOf(build)).toContainEqual([
        '/Shop/Orders/GET --orders',
        expect.stringMatching(/^plain-http-accepted: /),
      ]);
    },
  );

  test('is said once when core refused a first attempt', () => {
    let isMended = false;
    class Mended extends ros.Construct {
      protected override validate(): string[] {
        return isMended ? [] : ['not yet'];
      }
    }
    const app = appOf((root) => {
      const stack = new ros.Stack(root, 'Shop');
      group(stack, true);
      new Mended(stack, 'Mended');
    });
    expect(errorOf(() => app.synth())).not.toBeInstanceOf(GatewayError);
    isMended = true;
    app.synth();

    const { metadata } = app.node.findChild('Shop').node.findChild('Orders').node;
    expect(metadata.filter(({ type }) => type === 'aliyun:ros:warning')).toHaveLength(1);
  });
});

test('a stack without a gateway is not looked at', () => {
  const build: Build = (app) => {
    const stack = new ros.Stack(app, 'Shop');
    new ros.RosResource(stack, 'Disk', {
      type: 'ALIYUN::ECS::Disk',
      properties: { Size: { 'Fn::Nothing': 1 } },
    });
  };

  expect(warningsOf(build, { failOn: 'note' })).toEqual([]);
});

test('a level that there is not is a misuse, and not taken for none', () => {
  const failOn = 'errors' as RuleChecks['failOn'];

  expect(errorOf(() => new GatewayApp({ checks: { failOn } }))).toEqual(
    new TypeError('checks.failOn must be one of error, warning, note, none; received "errors"'),
  );
});

test('a key that should be gone is a warning, and a date alone refuses no synthesis, however strict', () => {
  const build: Build = (app) => {
    const stack = new ros.Stack(app, 'Shop');
    const customers = new JwtAuthorization(stack, 'Customers', { keys: KEYS, token: TokenSource.bearer() });
    const [{ kid } = { kid: '' }] = KEYS.keys;
    customers.jwtAuthPlugin.resource.addMetaData('JwtGateway', {
      Keys: [{ Kid: kid, RetireFrom: '2026-01-01T12:00:00Z', RetireBy: '2026-01-08T12:00:00Z' }],
    });
    const group = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: ['RELEASE'],
      backend: Backend.http('https://orders.internal.example.com'),
      defaultAuthorization: customers,
    });
    group.addApi('GET /orders');
  };
  const texts = (now: string) =>
    warningsOf(build, { failOn: 'none', now: () => Date.parse(now) })
      .map(([, text]) => text)
      .filter((text) => text.includes('key-past-retirement'));
  expect(texts('2026-01-08T12:00:00Z')).toEqual([]);
  expect(texts('2026-01-08T12:00:01Z')).toHaveLength(1);
  const refused = refusalOf(build, { checks: { failOn: 'note', now: () => Date.UTC(2027, 0, 1) } });
  expect(refused.problems.filter(({ message }) => message.includes('key-past-retirement'))).toEqual([]);
});

/** A cloud-native gateway of plain ROS constructs: an operation, published, and what is attached to it. */
function cloudNative(scope: ros.Construct, attachment: object): void {
  const stack = new ros.Stack(scope, 'moved');
  const resource = (id: string, name: string, properties: object) =>
    new ros.RosResource(stack, id, { type: `ALIYUN::APIG::${name}`, properties: { ...properties } });
  const api = resource('Orders', 'HttpApi', {
    HttpApiName: 'orders',
    Type: 'Rest',
    BasePath: '/shop',
    Protocols: ['HTTPS'],
  });
  const HttpApiId = api.getAtt('HttpApiId');
  resource('List', 'Operation', { HttpApiId, OperationName: 'list', Method: 'GET', Path: '/orders' });
  const classes = new ros.RosResource(stack, 'Classes', {
    type: 'DATASOURCE::APIG::PluginClasses',
    properties: {},
  });
  const byName = '.[] | select(.PluginClassName=="jwt-auth") | .PluginClassId';
  const plugin = resource('JwtAuth', 'Plugin', {
    GatewayId: 'gw-1',
    PluginClassId: { 'Fn::Jq': ['First', byName, classes.getAtt('PluginClasses')] },
  });
  const lock = resource('Lock', 'PluginAttachment', {
    AttachResourceType: 'HttpApi',
    AttachResourceIds: [HttpApiId],
    PluginInfo: {
      GatewayId: 'gw-1',
      PluginId: plugin.getAtt('PluginId'),
      PluginConfig: Buffer.from(JSON.stringify({ consumers: [CONSUMER] })).toString('base64'),
    },
    ...attachment,
  });
  const publication = resource('Publish', 'ApiAttachment', { HttpApiId, DomainIds: ['d-1'] });
  publication.addRosDependency('Lock');
  publication.addRosDependency('List');
  expect(lock.rosResourceType).toBe('ALIYUN::APIG::PluginAttachment');
}

const CONSUMER = {
  name: 'shop',
  issuer: 'https://login.example.com',
  claims: { aud: 'orders' },
  jwks: JSON.stringify({ keys: [{ ...fixturePublicJwk('RS256'), alg: 'RS256', kid: 'k1' }] }),
  from_headers: [{ name: 'Authorization', value_prefix: 'Bearer ' }],
  clock_skew_seconds: 0,
};

test('a cloud-native gateway of plain ROS constructs is checked, too', () => {
  expect(warningsOf((app) => cloudNative(app, { Enable: true }))).toEqual([]);
  const refusal = refusalOf((app) => cloudNative(app, {}));
  expect(refusal.problems.map(({ message, path }) => `${path} ${message}`)).toEqual([
    'moved/List fails route-without-authentication: GET /orders any: anybody may call it',
    'moved/Lock fails attachment-not-enabled: attachment Lock: does not say Enable',
  ]);
});
