import fs from 'node:fs';
import { GatewayError } from '../../lib/errors';
import { createScratch, OLD_ASSEMBLY, readFiles, writeFiles } from './scratch';

type Listener = (value: unknown) => void;

interface FreshProcess {
  readonly cwd: string;
  /** What the module wants to be told of: `uncaughtException`, `exit`. */
  readonly listeners: Map<string | symbol, Listener>;
  readonly exit: jest.SpyInstance;
  /** Everything that was written to a stream of the process, as `[descriptor, text]`. */
  readonly written: unknown[][];
}

const GUARDED = Symbol.for('ros-cdk-jwt-gateway.guarded');

const environment = { ...process.env };

/** Loads the module in a project with an old assembly, held off from the process that runs this test. */
function loadFresh(
  files: Readonly<Record<string, unknown>> = { ...OLD_ASSEMBLY, '.md5': 'x' },
): FreshProcess {
  const cwd = createScratch();
  writeFiles(cwd, files);
  process.env.CDK_OUTDIR = 'cdk.out';
  const listeners: FreshProcess['listeners'] = new Map();
  const written: unknown[][] = [];
  jest.spyOn(process, 'cwd').mockReturnValue(cwd);
  jest.spyOn(process, 'on').mockImplementation((event, listener) => {
    listeners.set(event, listener as Listener);
    return process;
  });
  const { writeSync } = fs;
  // Only the streams of the process are held off: the test runner itself writes files meanwhile.
  jest.spyOn(fs, 'writeSync').mockImplementation((...parts: unknown[]) => {
    const [descriptor] = parts;
    return Number(descriptor) <= 2 ? written.push(parts) : Reflect.apply(writeSync, fs, parts);
  });
  const exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
  jest.isolateModules(() => require('../../lib/app/fresh'));
  return { cwd, listeners, exit, written };
}

afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...environment };
  Reflect.deleteProperty(globalThis, GUARDED);
});

test('loading it takes away what an earlier run left', () => {
  expect(readFiles(loadFresh().cwd)).toEqual({});
});

test('an error that nobody caught ends the process at once, with its words on stderr', () => {
  const { listeners, exit, written } = loadFresh();

  listeners.get('uncaughtException')?.(new GatewayError('usage', 'no such stage'));

  expect(written).toEqual([[2, 'jwt-gateway: error: no such stage\n']]);
  expect(exit.mock.calls).toEqual([[2]]);
});

test('a run that fails leaves nothing to deploy, one that succeeds keeps what it wrote', () => {
  const { cwd, listeners } = loadFresh();
  writeFiles(cwd, OLD_ASSEMBLY);

  Reflect.set(globalThis, GUARDED, true);
  listeners.get('exit')?.(0);
  expect(Object.keys(readFiles(cwd))).toEqual(['cdk.out/Old.template.json', 'cdk.out/manifest.json']);

  listeners.get('exit')?.(1);
  expect(readFiles(cwd)).toEqual({});
});

test('what cannot be removed is heard of by the report, and not met again at the exit', () => {
  expect(() => loadFresh({ '.md5/file': 'x' })).toThrow(/\.md5: cannot be removed: ERR_FS_EISDIR/);
  const heardOf = jest.mocked(process.on).mock.calls.map(([event]) => event);

  expect(heardOf).toEqual(['uncaughtException']);
});

test('an app that is no GatewayApp is warned of once it has written something', () => {
  const { cwd, listeners, written } = loadFresh();
  listeners.get('exit')?.(0);
  expect(written).toEqual([]);

  writeFiles(cwd, OLD_ASSEMBLY);
  listeners.get('exit')?.(0);
  expect(written).toEqual([[2, expect.stringMatching(/warning: no rule has looked at this gateway/)]]);
});
