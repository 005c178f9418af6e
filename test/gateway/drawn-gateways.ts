import fc from 'fast-check';
import { type GatewayModel, parseTemplate } from '../../lib/model';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import {
  api,
  bound,
  plugin,
  published,
  type Resources,
  ref,
  shop,
  template,
} from '../rules/gateway-template';

/** Mostly a known value, now and then something that only ROS knows. */
const orUnknown = <T>(known: fc.Arbitrary<T>): fc.Arbitrary<T | object> =>
  fc.oneof({ weight: 8, arbitrary: known }, { weight: 1, arbitrary: fc.constant(ref('Parameter')) });

const stage = orUnknown(fc.constantFrom('RELEASE', 'RELEASE', 'RELEASE', 'TEST'));

const jwtData = fc.record(
  {
    parameter: fc.constantFrom('Authorization', 'X-Token', 'token'),
    parameterLocation: fc.constantFrom('header', 'header', 'query', 'cookie', 'body'),
    jwk: fc.constantFrom<object>(
      fixturePublicJwk('RS256'),
      fixturePublicJwk('RS256'),
      fixturePublicJwk('ES256'),
      {},
    ),
    bypassEmptyToken: fc.boolean(),
    ignoreExpirationCheck: fc.boolean(),
    preventJtiReplay: fc.boolean(),
  },
  { requiredKeys: ['parameter', 'jwk'] },
);
const mutated = fc.oneof(
  { weight: 8, arbitrary: jwtData },
  { weight: 1, arbitrary: jwtData.map((data) => ({ ...data, orAppAuth: true })) },
  { weight: 1, arbitrary: jwtData.map((data) => ({ ...data, blockByDataSet: 'd' })) },
  { weight: 1, arbitrary: jwtData.map((data) => JSON.stringify(data).slice(1)) },
);

const verdict = fc.option(fc.constantFrom('ALLOW', 'DENY'), { nil: undefined });
const accessControlData = fc.record({
  parameters: fc.constantFrom(
    { who: 'Token:sub' },
    { who: 'Header:X-Who' },
    { who: 'StatusCode' },
    { who: 'Token:sub', iss: 'Token:iss', aud: 'Token:aud' },
    { who: 'Token:ISS', iss: 'Token:iss', aud: 'Parameter:aud' },
  ),
  rules: fc.array(
    fc.record({
      name: fc.constant('rule'),
      condition: fc.constantFrom(
        "$who = 'alice'",
        '$who != null',
        '1 = 1',
        '1 = 2',
        "$who like '%",
        '$gone = 1',
        "$iss = 'a'",
        "$iss = 'a'",
        "$iss != 'a'",
        "$iss = 'a' or 1 = 1",
        "$aud = 'x' or $aud = 'y'",
        "$iss like 'a%' and $aud = 'x'",
      ),
      ifTrue: verdict,
      ifFalse: verdict,
    }),
    { maxLength: 3 },
  ),
});

type DrawnPlugin = readonly [type: string | object, data: unknown];
const of = (type: string, data: fc.Arbitrary<unknown>): fc.Arbitrary<DrawnPlugin> =>
  fc.tuple(fc.constant(type), data);
const drawnPlugin: fc.Arbitrary<DrawnPlugin> = fc.oneof(
  { weight: 6, arbitrary: of('jwtAuth', orUnknown(mutated)) },
  { weight: 2, arbitrary: of('accessControl', accessControlData) },
  of('ipControl', fc.constantFrom({ type: 'ALLOW', items: [{ blocks: ['127.0.0.0/8'] }] }, { type: 'DENY' })),
  of(
    'trafficControl',
    fc.constantFrom({ unit: 'DAY', apiDefault: 1_000 }, { unit: 'DAY', apiDefault: 0 }, {}),
  ),
  fc.tuple(
    fc.constantFrom<string | object>('cors', 'caching', 'basicAuth', 'routing', 'magic', ref('Parameter')),
    fc.constant({}),
  ),
);

const drawn = fc.record({
  apis: fc.uniqueArray(
    fc.record({
      route: fc.constantFrom('GET /a', 'ANY /a', 'GET /[x]', 'GET /a/[x]', 'GET /*', 'POST /a'),
      authType: orUnknown(
        fc.constantFrom(
          'ANONYMOUS',
          'ANONYMOUS',
          'ANONYMOUS',
          'ANONYMOUS',
          'APP',
          'APPOPENID',
          'NONE',
          undefined,
        ),
      ),
      again: fc.nat(9),
      mode: orUnknown(fc.constantFrom('MAPPING', 'PASSTHROUGH')),
      condition: fc.constantFrom('IsProd', ...new Array(9).fill(undefined)),
      stages: fc.array(stage, { minLength: 1, maxLength: 2 }),
      // Which plug-ins are bound where; a binding may have been forgotten.
      bindings: fc.array(fc.tuple(fc.nat(3), stage), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 4, selector: ({ route, again }) => (again === 0 ? {} : route) },
  ),
  plugins: fc.array(drawnPlugin, { minLength: 3, maxLength: 4 }),
});

/** Gateways of any shape: good ones, careless ones, broken ones, and such as only ROS can tell. */
export const drawnGateways: fc.Arbitrary<GatewayModel> = drawn.map(({ apis, plugins }) => {
  const parts: Resources[] = [
    shop,
    ...plugins.map(([type, data], index) => plugin(`Plugin${index}`, type, data)),
  ];
  for (const [index, { authType, bindings, condition, mode, route, stages }] of apis.entries()) {
    const id = `Api${index}`;
    const properties = authType === undefined ? { AuthType: undefined } : { AuthType: authType };
    parts.push(
      api(id, route, { config: { RequestMode: mode }, properties, ...(condition ? { condition } : {}) }),
    );
    parts.push(...stages.map((each, at) => published(id, each, { id: `${id}Deployment${at}` })));
    parts.push(
      ...bindings.map(([at, each], number) =>
        bound(id, `Plugin${at}`, { stage: each, id: `${id}Binding${number}` }),
      ),
    );
  }
  const text = JSON.stringify({
    ROSTemplateFormatVersion: '2015-09-01',
    Parameters: { Parameter: { Type: 'String' } },
    Conditions: { IsProd: { 'Fn::Equals': [ref('Parameter'), 'prod'] } },
    ...template(...parts),
  });
  return parseTemplate(text, 'drawn.json');
});
