import fc from 'fast-check';
import { checkGateway, RULES } from '../../lib/rules';
import { modelOf } from './check-template';
import { oddResources } from './odd-resources';

/** `npm run fuzz` asks for more. */
const NUM_RUNS = Number(process.env.NUM_RUNS ?? 150);

test('every rule has an answer for every template, however odd', () => {
  fc.assert(
    fc.property(oddResources, (Resources) => {
      const { failures, unknowns } = checkGateway(modelOf({ Resources }), RULES);
      expect([...failures, ...unknowns].filter(({ message }) => message === '')).toEqual([]);
    }),
    { numRuns: NUM_RUNS },
  );
});
