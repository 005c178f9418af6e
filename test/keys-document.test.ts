import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { run } from '../lib/cli';
import { parseRotationPlan, planRotation, renderRotationPlan } from '../lib/rotation';
import { createCapturedIo } from './cli/captured-io';

const DOCUMENT = readFileSync(join(resolve(__dirname, '..'), 'docs/keys.md'), 'utf8');
const blocksIn = (language: string): string[] =>
  [...DOCUMENT.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  );

test('the plan that the page shows is the one that keys rotate writes', () => {
  const [, shown = ''] = blocksIn('yaml');
  const plan = planRotation({
    kid: 'NEW',
    signer: 'OLD',
    tokenLifetime: 3600,
    start: Date.UTC(2026, 0, 1, 12),
  });
  expect(parseRotationPlan(shown, 'shown.yaml')).toEqual(plan);
  expect(renderRotationPlan(plan).replace(/^#.*\n/, '')).toBe(shown);
});

test('the workflow that the page shows refreshes, and opens a pull request only where something changed', () => {
  const [text = ''] = blocksIn('yaml');
  const workflow = parse(text);
  expect(workflow.permissions).toEqual({ contents: 'write', 'pull-requests': 'write' });
  const steps: { readonly run?: string }[] = workflow.jobs.refresh.steps;
  expect(steps.map(({ run: script = '' }) => script.split('\n')[0])).toEqual([
    '',
    'npm ci',
    'npx jwt-gateway keys refresh login',
    'git diff --quiet -- keys && exit 0',
  ]);
});

const COMMANDS = [...DOCUMENT.matchAll(/jwt-gateway ((?:keys|token) [a-z-]+|[a-z]+)((?: [^`\n]*)?)/g)].map(
  ([, name = '', rest = '']) => ({ name, options: rest.match(/--[a-z-]+/g) ?? [] }),
);

test.each(COMMANDS)('$name of the page has the options $options', async ({ name, options }) => {
  const io = createCapturedIo();
  expect(await run([...name.split(' '), '--help'], io)).toBe(0);
  for (const option of options) expect(io.written.stdout).toContain(option);
});

test('every option that the page speaks of is one of a command', async () => {
  const helps = await Promise.all(
    ['import', 'compare', 'refresh', 'rotate', 'sign-with', 'retire'].map(async (name) => {
      const io = createCapturedIo();
      await run(['keys', name, '--help'], io);
      return io.written.stdout;
    }),
  );
  const spoken = [...DOCUMENT.matchAll(/`(--[a-z-]+)/g)].map(([, option = '']) => option);
  for (const option of new Set(spoken)) expect(helps.join('\n')).toContain(option);
});
