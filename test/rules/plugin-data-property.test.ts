import fc from 'fast-check';
import { GatewayError } from '../../lib/errors';
import { accessControl, cors, findPluginType, ipControl, jwtAuth, trafficControl } from '../../lib/plugin';
import { checkGateway, RULES } from '../../lib/rules';
import {
  accessControlModels,
  corsModels,
  ipControlModels,
  jwtAuthModels,
  trafficControlModels,
} from '../plugin/models';
import { modelOf } from './check-template';
import { plugin, template } from './gateway-template';

/** `npm run fuzz` asks for more. */
const NUM_RUNS = Number(process.env.NUM_RUNS ?? 60);

const written = fc.oneof(
  jwtAuthModels.map((model) => ({ type: 'jwtAuth', data: JSON.parse(jwtAuth.render(model)) as unknown })),
  accessControlModels.map((model) => ({
    type: 'accessControl',
    data: JSON.parse(accessControl.render(model)) as unknown,
  })),
  corsModels.map((model) => ({ type: 'cors', data: JSON.parse(cors.render(model)) as unknown })),
  ipControlModels.map((model) => ({
    type: 'ipControl',
    data: JSON.parse(ipControl.render(model)) as unknown,
  })),
  trafficControlModels.map((model) => ({
    type: 'trafficControl',
    data: JSON.parse(trafficControl.render(model)) as unknown,
  })),
);

const strange = fc.constantFrom<unknown>(
  null,
  '',
  'x',
  0,
  -1,
  1.5,
  true,
  [],
  {},
  ['x'],
  [null],
  { d: 'x' },
  'GET',
);

/** What somebody makes of data by hand: a member away, renamed, or with another value, however deep. */
function mistaken(value: unknown, pick: (most: number) => number, other: unknown): unknown {
  if (typeof value !== 'object' || value === null) return other;
  const keys = Object.keys(value);
  const key = keys[pick(keys.length)];
  if (key === undefined) return other;
  const member = value[key as keyof typeof value] as unknown;
  const kind = pick(4);
  if (Array.isArray(value))
    return value.map((each, index) =>
      String(index) === key ? mistaken(each, pick, other) : (each as unknown),
    );
  const { [key]: _, ...rest } = value as Record<string, unknown>;
  if (kind === 0) return rest;
  if (kind === 1) return { ...rest, [`${key}s`]: member };
  if (kind === 2) return { ...rest, [key]: other };
  return { ...rest, [key]: mistaken(member, pick, other) };
}

const mistakes = fc
  .tuple(written, fc.array(fc.nat(1000), { minLength: 24, maxLength: 24 }), strange, fc.boolean())
  .map(([{ data, type }, picks, other, isKept]) => {
    let next = 0;
    const pick = (most: number): number => {
      next += 1;
      return most === 0 ? 0 : (picks[next % picks.length] ?? 0) % most;
    };
    return { type, data: isKept ? data : mistaken(data, pick, other) };
  });

function refuses(type: string, data: unknown): boolean {
  const known = findPluginType(type);
  try {
    // The union of all types has no model that is good for each of them.
    known?.render(known.parse(data) as never);
    return false;
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return true;
    throw error;
  }
}

const TOLD_BY = ['plugin-data-invalid', 'jwk-contains-private-key'];

test('what a construct refuses of plug-in data, check reports of the same data written by hand, and nothing else', () => {
  fc.assert(
    fc.property(mistakes, ({ data, type }) => {
      const { failures } = checkGateway(
        modelOf(template(plugin('Written', type, JSON.stringify(data)))),
        RULES,
      );
      const errors = failures.filter(
        ({ rule, severity }) => severity === 'error' && TOLD_BY.includes(rule.id),
      );
      expect(errors.length > 0).toBe(refuses(type, data));
    }),
    { numRuns: NUM_RUNS },
  );
});
