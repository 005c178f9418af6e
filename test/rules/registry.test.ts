import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../lib/rules';
import type { Rule } from '../../lib/rules/rule';
import { modelOf } from './check-template';

const FOLDER = join(__dirname, '../../lib/rules');

/** What is not one rule: the registry itself, and the rules about waivers, which look at another file. */
const COLLECTIONS = ['index', 'registry', 'waiver-rules'];

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'check' in value;
}

/** Every rule under the name of the file that exports it. */
const found = readdirSync(FOLDER)
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => !COLLECTIONS.includes(name))
  .flatMap((name): { name: string; exported: string; rule: Rule }[] =>
    Object.entries(jest.requireActual<object>(join(FOLDER, name))).flatMap(
      ([exported, value]: [string, unknown]) => (isRule(value) ? [{ name, exported, rule: value }] : []),
    ),
  );

test('every rule there is stands in the registry once', () => {
  const ids = RULES.map(({ id }) => id);
  expect([...ids].sort()).toEqual(found.map(({ name }) => name).sort());
  expect(Object.isFrozen(RULES)).toBe(true);
});

test.each(found)(
  '$name is a rule of that id, exported under its name, with a test',
  ({ exported, name, rule }) => {
    expect(rule.id).toBe(name);
    expect(exported).toBe(name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()));
    expect(existsSync(join(__dirname, `${name}.test.ts`))).toBe(true);
    expect(RULES).toContain(rule);
    expect(Object.isFrozen(rule)).toBe(true);
  },
);

test.each(found)('$name tells what is wrong, why, and how to fix it, in sentences', ({ rule }) => {
  for (const text of [rule.title, rule.why, rule.remediation]) expect(text).toMatch(/^[A-Z`"].*[.!]$/s);
  expect(rule.title).not.toMatch(/[.!?] [A-Z]/);
  expect(rule.source).not.toBe('');
});

test.each(found)('$name is an error only where its source is sure', ({ rule }) => {
  const isSure = rule.grade === 'doc' || rule.grade === 'run';
  expect([isSure, rule.severity]).not.toEqual([false, 'error']);
});

test.each(found)('the bad fragment of $name fails it, and the good one passes', ({ rule }) => {
  expect(verdictsOf(rule, rule.bad)).toContain('fail');
  const good = verdictsOf(rule, rule.good);
  expect(good).not.toContain('fail');
  expect(good).not.toContain('unknown');
});

function verdictsOf(rule: Rule, fragment: string): string[] {
  return [...rule.check(modelOf(fragment), { now: Date.UTC(2026, 0, 1) })].map((judgement) =>
    typeof judgement === 'string' ? judgement : judgement.verdict,
  );
}
