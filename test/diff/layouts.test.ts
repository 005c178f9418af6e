import fc from 'fast-check';
import {
  ApiGroup,
  AppAuthentication,
  Backend,
  CorsPlugin,
  JwtAuthorization,
  Layout,
  PublicAccess,
  TokenSource,
} from '../../lib/constructs';
import type { Change } from '../../lib/diff';
import type { JsonObject } from '../../lib/json';
import { KEYS, synth, type Template } from '../constructs/template';
import { routesOf } from '../size/gateway-of-routes';
import { diffOf, lineOf } from './diff-template';

const access = fc.constantFrom('jwt', 'public', 'app', 'app and jwt');

/** A gateway that any layout can be given to. */
const gateway = fc.record({
  routes: fc.dictionary(fc.constantFrom(...routesOf(2)), access, { minKeys: 1, maxKeys: 6 }),
  stages: fc.subarray(['RELEASE', 'TEST'] as const, { minLength: 1 }),
  issuer: fc.constantFrom(undefined, 'https://id.example.com'),
  hasCors: fc.boolean(),
  hasDomain: fc.boolean(),
});

type Gateway = typeof gateway extends fc.Arbitrary<infer T> ? T : never;

const layout = fc.oneof(
  fc.constant(Layout.flat()),
  fc.integer({ min: 1, max: 3 }).map((stacks) => Layout.nested({ stacks })),
);

function templateOf({ hasCors, hasDomain, issuer, routes, stages }: Gateway, chosen: Layout): Template {
  return synth((stack) => {
    const customers = new JwtAuthorization(stack, 'Customers', {
      keys: KEYS,
      token: TokenSource.bearer(),
      ...(issuer === undefined ? {} : { issuer }),
    });
    const cors = hasCors ? [new CorsPlugin(stack, 'Cors', { allowOrigins: ['https://example.com'] })] : [];
    const orders = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: [...stages],
      backend: Backend.http('https://orders.internal.example.com'),
      layout: chosen,
      plugins: cors,
    });
    if (hasDomain) orders.addCustomDomain('api.example.com');
    const apps = AppAuthentication.of({ apps: ['app-1'] });
    const authorizations = {
      jwt: { authorization: customers },
      public: { authorization: PublicAccess.because('anybody may look') },
      app: { authorization: apps },
      'app and jwt': { authorization: customers, secondLock: apps },
    };
    for (const [route, who] of Object.entries(routes)) orders.addApi(route, authorizations[who]);
  });
}

const ABOUT_THE_MOVE = ['resource-renamed', 'stack-added', 'stack-removed'];

/** A nested stack whose routes went elsewhere waits for fewer plug-ins. */
function isAboutTheMove({ kind, subject }: Change): boolean {
  return ABOUT_THE_MOVE.includes(kind) || (kind.startsWith('dependency-') && subject.includes('::Stack '));
}

test('another layout is told by what it moves, once for each route, and by nothing else', () => {
  let moves = 0;
  fc.assert(
    fc.property(gateway, layout, layout, (given, from, to) => {
      const { changes } = diffOf(templateOf(given, from), templateOf(given, to));
      expect(changes.filter((each) => !isAboutTheMove(each)).map(lineOf)).toEqual([]);
      expect(changes.filter(isWorse).map(lineOf)).toEqual([]);
      const moved = changes.filter(({ kind }) => kind === 'resource-renamed').map(({ route }) => route);
      expect(new Set(moved).size).toBe(moved.length);
      const isAll = from.kind !== to.kind;
      expect(isAll ? moved.sort() : []).toEqual(isAll ? Object.keys(given.routes).sort() : []);
      moves += moved.length;
    }),
    { numRuns: 15 },
  );
  expect(moves).toBeGreaterThan(5);
});

function isWorse({ exposure, posture }: Change): boolean {
  return !['neutral', 'stronger'].includes(posture.verdict) || exposure?.kind === 'open';
}

type Written = Record<string, JsonObject>;

/** The resources of a template, of nested stacks too, that wait for something by DependsOn. */
function waitersIn(resources: Written): Written[string][] {
  return Object.values(resources).flatMap((each) => {
    const { TemplateBody } = Object(each.Properties);
    return [
      ...(each.DependsOn === undefined ? [] : [each]),
      ...(TemplateBody === undefined ? [] : waitersIn(TemplateBody.Resources)),
    ];
  });
}

test('where a domain or a binding loses its order on the way, it is told as open if anybody can come in', () => {
  let looked = 0;
  fc.assert(
    fc.property(gateway, layout, layout, fc.nat(), (given, from, to, at) => {
      const head = JSON.parse(JSON.stringify(templateOf(given, to)));
      const guarded = waitersIn(head.Resources).filter(({ Type }) =>
        /::(?:CustomDomain|PluginAttachment)$/.test(String(Type)),
      );
      const loser = guarded[at % Math.max(guarded.length, 1)];
      if (loser === undefined) return;
      delete (loser as Record<string, unknown>).DependsOn;
      looked += 1;
      const { changes } = diffOf(templateOf(given, from), head);
      const lost = changes.filter(({ kind }) => kind === 'dependency-removed');
      const isTold = lost.some(({ exposure }) => exposure?.kind === 'open');
      expect(isTold).toBe(given.hasDomain);
    }),
    { numRuns: 15 },
  );
  expect(looked).toBeGreaterThan(5);
});
