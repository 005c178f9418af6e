import fc from 'fast-check';
import { diffGateways } from '../../lib/diff';
import { createGateway } from '../../lib/gateway';
import type { GatewayModel } from '../../lib/model';
import { renderRoutes } from '../../lib/report';
import { stageVariableUndefined } from '../../lib/rules/stage-variable-undefined';
import { modelOf } from '../rules/check-template';
import { api, published, type Resources, ref, shop, template } from '../rules/gateway-template';
import { now } from '../token/handmade-token';

/** Few names and values, so that they meet. */
const name = fc.constantFrom('a', 'b', 'A');
const value = fc.constantFrom<unknown>('x', 'y', '', '#a#', ref('Host'));
const text = fc
  .array(fc.constantFrom('#a#', '#b#', '#A#', '#', '-x'), { maxLength: 3 })
  .map((parts) => `https://h${parts.join('')}`);
const variables = fc.dictionary(name, value, { maxKeys: 3 });
const stages = ['TEST', 'RELEASE'] as const;

interface Drawn {
  readonly addresses: readonly string[];
  readonly configs: readonly { readonly stage: string; readonly group: string; readonly variables: object }[];
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  addresses: fc.array(text, { minLength: 1, maxLength: 2 }),
  configs: fc.array(
    fc.record({
      stage: fc.constantFrom(...stages),
      group: fc.constantFrom('Shop', 'Shop', 'Shop', 'Other'),
      variables,
    }),
    { maxLength: 3 },
  ),
});

function modelFor({ addresses, configs }: Drawn): GatewayModel {
  const routes = addresses.map((address, at): Resources => {
    const id = `Api${at}`;
    const properties = {
      ServiceConfig: { ServiceProtocol: 'HTTPS', ServiceAddress: address, ServicePath: '/p' },
    };
    return Object.assign(
      {},
      api(id, `GET /${at}`, { properties }),
      ...stages.map((stage) => published(id, stage)),
    );
  });
  const made = configs.map(
    ({ group, stage, variables: Variables }, at): Resources => ({
      [`Config${at}`]: {
        Type: 'ALIYUN::ApiGateway::StageConfig',
        Properties: { GroupId: ref(group), StageName: stage, Variables },
      },
    }),
  );
  const other = { Other: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'other' } } };
  return modelOf({ ...template(shop, other, ...routes, ...made), Parameters: { Host: { Type: 'String' } } });
}

/** The backend of each route and stage as the table tells it, whether it shows a column for it or not. */
function tableOf(
  model: GatewayModel,
): ReadonlyMap<string, string | { readonly unknown: string } | undefined> {
  const { routes } = JSON.parse(renderRoutes(model, { format: 'json' }));
  return new Map(
    routes.map((row: { path: string; stage: string; backend?: string }) => [
      `${row.path} ${row.stage}`,
      row.backend,
    ]),
  );
}

const names = ({ addresses }: Drawn) =>
  addresses.flatMap((_, at) => stages.map((stage) => `/${at} ${stage}`));

/** Where the gateway asks for each route and stage; nothing where it answers 501. */
async function askedOf(
  model: GatewayModel,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const asked = new Map<string, string | undefined>();
  let here: string | undefined;
  const gateway = createGateway(model, {
    now,
    randomId: () => 'id',
    fetch: (input) => {
      here = String(input instanceof Request ? input.url : input);
      return Promise.resolve(new Response('ok'));
    },
  });
  for (const key of keys) {
    const [path = '', stage = ''] = key.split(' ');
    here = undefined;
    const { status } = await gateway(
      new Request(`https://localhost${path}`, { headers: { 'X-Ca-Stage': stage } }),
    );
    asked.set(key, status === 200 ? here : undefined);
  }
  return asked;
}

test('table, check and gateway agree about the backend of each stage', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async (given) => {
      const model = modelFor(given);
      const [table, keys] = [tableOf(model), names(given)];
      const asked = await askedOf(model, keys);
      const failed = new Set(
        [...stageVariableUndefined.check(model)].flatMap((each) =>
          typeof each === 'object' && each.verdict === 'fail' ? [each.subject.replace('GET ', '')] : [],
        ),
      );
      for (const key of keys) {
        const shown = table.get(key);
        const url = asked.get(key);
        // What is asked is what is shown: a name that nobody resolved is asked by nobody.
        if (url !== undefined && shown !== undefined) expect(url).toBe(new URL(String(shown)).href);
        expect(url ?? '').not.toContain('#');
        if (typeof shown === 'object' || failed.has(key)) expect(url).toBeUndefined();
        if (failed.has(key)) expect(shown).toMatchObject({ unknown: expect.any(String) });
        if (typeof shown === 'object' && shown.unknown.endsWith('which the stage does not define'))
          expect([...failed]).toContain(key);
      }
    }),
  );
});

test('diff tells another backend where the table does, and only there', () => {
  fc.assert(
    fc.property(
      drawn,
      fc.array(fc.record({ at: fc.nat(2), name, value }), { maxLength: 2 }),
      (given, edits) => {
        const configs = given.configs.map((config, index) => ({
          ...config,
          variables: Object.assign(
            {},
            config.variables,
            ...edits.filter(({ at }) => at === index).map((each) => ({ [each.name]: each.value })),
          ) as object,
        }));
        const [base, head] = [modelFor(given), modelFor({ ...given, configs })];
        const changed = new Set(
          diffGateways(base, head).changes.flatMap(({ kind, subject }) =>
            kind === 'backend-changed' ? [subject.replace('GET ', '')] : [],
          ),
        );
        const [before, after] = [tableOf(base), tableOf(head)];
        for (const key of names(given)) {
          const [was, is] = [before.get(key), after.get(key)];
          if (typeof was === 'string' && typeof is === 'string') expect(changed.has(key)).toBe(was !== is);
          if (typeof was !== typeof is) expect([...changed]).toContain(key);
        }
        expect(diffGateways(base, base).changes).toEqual([]);
      },
    ),
  );
});
