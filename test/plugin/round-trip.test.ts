import fc, { type Arbitrary } from 'fast-check';
import { accessControl, cors, ipControl, jwtAuth, type PluginType, trafficControl } from '../../lib/plugin';
import {
  accessControlModels,
  corsModels,
  ipControlModels,
  jwtAuthModels,
  trafficControlModels,
} from './models';
import { refusal } from './refusal';

const cases: [string, PluginType<string, unknown>, Arbitrary<unknown>][] = [
  ['jwtAuth', jwtAuth, jwtAuthModels],
  ['accessControl', accessControl, accessControlModels],
  ['cors', cors, corsModels],
  ['ipControl', ipControl, ipControlModels],
  ['trafficControl', trafficControl, trafficControlModels],
];

describe.each(cases)('%s', (_, type, models) => {
  test('what is rendered is read back as the same model, from text and from an object', () => {
    fc.assert(
      fc.property(models, (model) => {
        const rendered = type.render(model);
        expect(type.parse(rendered)).toEqual(model);
        expect(type.parse(JSON.parse(rendered))).toEqual(model);
      }),
    );
  });

  test('is rendered the same whatever the order of the keys of the model', () => {
    fc.assert(
      fc.property(models, (model) => {
        expect(type.render(withKeysReversed(model))).toBe(type.render(model));
      }),
    );
  });

  test('is read or refused with one of our codes, whatever is given', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
    });
    const brokenModel = fc
      .tuple(models, fc.nat(), fc.oneof(fc.jsonValue(), anything))
      .map(([model, index, value]) => {
        const keys = Object.keys(model as object);
        return { ...(model as object), [keys[index % (keys.length || 1)] ?? 'x']: value };
      });
    fc.assert(
      fc.property(fc.oneof(anything, fc.json(), fc.string(), brokenModel), (input) => {
        refusal(() => type.parse(input));
        refusal(() => type.render(input));
        refusal(() => type.warnings(input));
      }),
    );
  });
});

/** Keys of the user's own keep their order: it is part of what the user says. */
const KEPT = ['other', 'parameters', 'responseHeaders'];

function withKeysReversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withKeysReversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    KEPT.includes(key) ? each : withKeysReversed(each),
  ]);
  return Object.fromEntries(entries.reverse());
}
