import fc, { type Arbitrary } from 'fast-check';
import type { PluginType } from '../../lib/plugin';
import { TYPED_PLUGINS } from '../../lib/plugin/find-plugin-type';
import {
  accessControlModels,
  corsModels,
  ipControlModels,
  jwtAuthModels,
  trafficControlModels,
} from './models';
import { refusal } from './refusal';

/** A model for each type: a new type is not compiled without. */
const MODELS: Readonly<Record<keyof typeof TYPED_PLUGINS, Arbitrary<unknown>>> = {
  jwtAuth: jwtAuthModels,
  accessControl: accessControlModels,
  cors: corsModels,
  ipControl: ipControlModels,
  trafficControl: trafficControlModels,
};

const cases = Object.values<PluginType<string, unknown>>(TYPED_PLUGINS).map(
  (type) => [type.type, type, MODELS[type.type as keyof typeof MODELS]] as const,
);

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
