import fc from 'fast-check';
import type { RoutePlan } from '../../lib/gateway/plan/route-finder';
import { RouteFinder } from '../../lib/gateway/plan/route-finder';
import { isTie, overlaps, parseRoute, standsOutOf } from '../../lib/route';
import { routeTakenTwice } from '../../lib/rules/route-taken-twice';
import { modelOf } from './check-template';
import { api, shop, template } from './gateway-template';

const segment = fc.constantFrom('a', 'b', '[x]', '[y]', 'a[x]', '[y]b', 'ab');
const path = fc
  .tuple(fc.array(segment, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([segments, isOpen]) => `/${[...segments.map(named), ...(isOpen ? ['*'] : [])].join('/')}`);
const routes = fc.array(
  fc.tuple(fc.constantFrom('GET', 'POST', 'ANY'), path).map((parts) => parts.join(' ')),
  { minLength: 1, maxLength: 6 },
);

/** No path may name a parameter twice. */
function named(text: string, index: number): string {
  return text.replace(/\[(.)\]/, `[$1${index}]`);
}

/** A path that a route takes. */
function samplePath(text: string): string {
  return text.replace(/\[[^\]]*\]/g, 'q').replace('*', 'r/s');
}

function taken(text: readonly string[], request: string): readonly string[] {
  const plans = text.map((each) => ({
    served: { label: each },
    route: parseRoute(each),
    group: {},
    stage: 'RELEASE',
  }));
  const finder = new RouteFinder(plans as unknown as RoutePlan[]);
  const [method = '', asked = ''] = request.split(' ');
  return finder
    .find({ method, path: asked, stage: 'RELEASE', isReachable: () => true })
    .map(({ plan }) => plan.served.label);
}

function conflicts(
  text: readonly string[],
): readonly { readonly message: string; readonly severity?: string }[] {
  const model = modelOf(template(shop, ...text.map((each, index) => api(`R${index}`, each))));
  return [...routeTakenTwice.check(model)].filter((each) => typeof each !== 'string');
}

test('where the local gateway finds two routes for a request, the rule reports them, and no others as errors', () => {
  fc.assert(
    fc.property(routes, fc.constantFrom('GET', 'PUT'), (text, method) => {
      const requests = text.map((each) => `${method} ${samplePath(each.split(' ')[1] ?? '')}`);
      const isAmbiguous = requests.some((each) => taken(text, each).length > 1);
      const errors = conflicts(text).filter(({ severity }) => severity === undefined);
      if (isAmbiguous) expect(errors.length).toBeGreaterThan(0);
      for (const { message } of errors) {
        const [, other = ''] = / as (\S+ \S+) \(/.exec(message) ?? [];
        const same = text.filter((each) => parseRoute(each).signature === parseRoute(other).signature);
        const request = samplePath(other).replace('ANY', 'PUT');
        expect(taken(same, request).length).toBeGreaterThan(1);
      }
    }),
    { numRuns: Number(process.env.NUM_RUNS ?? 200) },
  );
});

test('a tie is a tie from both sides, and a route that stands out of another meets it', () => {
  fc.assert(
    fc.property(routes, (text) => {
      const all = text.map((each) => parseRoute(each));
      for (const a of all)
        for (const b of all) {
          expect(isTie(a, b)).toBe(isTie(b, a));
          if (standsOutOf(a, b))
            expect([overlaps(a, b), standsOutOf(b, a), isTie(a, b)]).toEqual([true, false, false]);
        }
    }),
    { numRuns: Number(process.env.NUM_RUNS ?? 200) },
  );
});
