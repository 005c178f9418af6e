import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as ros from '@alicloud/ros-cdk-core';
import { assertOneCore } from '../../lib/constructs/one-core';
import { GatewayError } from '../../lib/errors';

const ours = dirname(require.resolve('@alicloud/ros-cdk-core/package.json'));
let project: string;
let theirs: string;

/** A project whose node_modules holds a copy of core, and links to everything that core needs. */
beforeAll(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), 'two-cores-')));
  const modules = join(project, 'node_modules');
  theirs = join(modules, '@alicloud', 'ros-cdk-core');
  mkdirSync(dirname(theirs), { recursive: true });
  cpSync(ours, theirs, { recursive: true });
  for (const name of readdirSync(dirname(ours)).filter((name) => name !== 'ros-cdk-core')) {
    symlinkSync(join(dirname(ours), name), join(modules, '@alicloud', name));
  }
  symlinkSync(join(dirname(dirname(ours)), 'constructs'), join(modules, 'constructs'));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

function errorOf(scope: unknown): GatewayError {
  try {
    assertOneCore(scope);
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
  throw new Error('not refused');
}

test('constructs of our copy of core pass, down from the app', () => {
  const app = new ros.App();
  const stack = new ros.Stack(app, 'Shop');

  expect(() => {
    assertOneCore(app);
    assertOneCore(stack);
    assertOneCore(new ros.Construct(stack, 'Orders'));
  }).not.toThrow();
});

test.each([undefined, null, 'Shop', {}, { node: null }, { node: {} }, { node: { path: 1 } }])(
  'what is no construct at all is left to core: %p',
  (scope) => expect(() => assertOneCore(scope)).not.toThrow(),
);

test('a construct of another copy is refused, with the folders of both', () => {
  const other: typeof ros = require(theirs);
  const stack = new other.Stack(new other.App(), 'Shop');
  const error = errorOf(stack);

  expect(stack).not.toBeInstanceOf(ros.Construct);
  expect(error.code).toBe('core-duplicate');
  expect(error.place).toBe('Shop');
  expect(error.message).toBe(
    `Shop: two copies of @alicloud/ros-cdk-core are loaded: this construct comes from ${theirs}, ` +
      `ros-cdk-jwt-gateway uses ${ours} (keep one copy: "npm ls @alicloud/ros-cdk-core" shows who asks for ` +
      'which, "npm dedupe" merges them)',
  );
});

test('an app of another copy is refused as "the app"', () => {
  const other: typeof ros = require(theirs);

  expect(errorOf(new other.App()).place).toBe('the app');
});

test('what looks like a construct but comes from no core that is loaded is refused too', () => {
  expect(errorOf({ node: { path: 'Shop/Orders' } }).message).toMatch(
    /^Shop\/Orders: two copies .* comes from a folder that could not be found out, /,
  );
});
