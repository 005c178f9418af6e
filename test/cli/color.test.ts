import { type ColorChoice, usesColor } from '../../lib/cli/color';
import { createPainter } from '../../lib/report';

const output = (isTerminal: boolean) => ({ isTerminal, write: () => {} });

test.each<[ColorChoice, boolean, Record<string, string>, boolean]>([
  ['auto', true, {}, true],
  ['auto', true, { NO_COLOR: '' }, true],
  ['auto', true, { NO_COLOR: '1' }, false],
  ['auto', true, { TERM: 'dumb' }, false],
  ['auto', false, {}, false],
  ['always', false, { NO_COLOR: '1' }, true],
  ['never', true, {}, false],
])('--color %s, on a terminal: %s, with %j paints: %s', (choice, isTerminal, env, paints) => {
  const painted = createPainter(usesColor(choice, output(isTerminal), env))('red', 'error');
  expect(painted).toBe(paints ? '\u001b[31merror\u001b[39m' : 'error');
});
