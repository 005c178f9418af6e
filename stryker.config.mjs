// Mutation testing, a nightly command: `npm run mutate` tries every area below, `AREA=token npm run mutate` one of them. The code
// of an area is changed in small ways, one at a time, and a test of its own folders has to fail for each. With `SAMPLE=8` one
// function of eight is changed. docs/testing.md has the
// scores and says of every change that no test notices why that is so.

/**
 * What is mutated, and the tests that have to notice; without those of whole generated gateways, which would take many
 * seconds for every change.
 */
const AREAS = {
  token: { code: ['lib/token/*.ts'], tests: ['test/token'] },
  jwk: { code: ['lib/jwk/*.ts'], tests: ['test/jwk'] },
  plugin: { code: ['lib/plugin/**/*.ts'], tests: ['test/plugin'] },
  protection: {
    code: [
      'lib/model/{access,effective-protection,enforced-claims,protection,reach,rule-evaluation,rule-search}.ts',
    ],
    tests: ['test/model', 'test/rules', 'test/gateway', 'test/diff'],
    without: [
      '/hostile',
      '/planted-shapes',
      'generated',
      'agreement',
      'mutated',
      'any-template',
      '/properties',
      'posture',
      '/same-effect',
      '/one-fate',
      'layouts',
    ],
    // What runs when a module is loaded: for each change of it all of these tests would run, which takes minutes.
    ignoreStatic: true,
  },
  gateway: { code: ['lib/gateway/{steps,exchange}/*.ts'], tests: ['test/gateway'] },
  constructs: {
    code: ['lib/constructs/*.ts'],
    tests: ['test/constructs'],
    without: ['generated-gateways', '/layout', '/ros-values'],
  },
  probe: { code: ['lib/probe/*.ts'], tests: ['test/probe'] },
  'token-evaluation': { code: ['lib/token-evaluation/*.ts'], tests: ['test/token-evaluation'] },
  commands: {
    code: ['lib/cli/exit-codes.ts', 'lib/cli/commands/{check,diff,verify}.ts'],
    tests: ['test/cli'],
  },
};

const name = process.env.AREA;
const areas = name === undefined ? Object.values(AREAS) : [AREAS[name]];
if (areas[0] === undefined) throw new Error(`AREA is one of ${Object.keys(AREAS).join(', ')}`);

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  plugins: ['@stryker-mutator/jest-runner', './scripts/mutation/sample.mjs'],
  ignorers: ['sample'],
  testRunner: 'jest',
  jest: {
    configFile: 'jest.config.js',
    config: {
      roots: areas.flatMap(({ tests }) => tests.map((folder) => `<rootDir>/${folder}`)),
      runner: '<rootDir>/scripts/mutation/runner.cjs',
      setupFiles: ['<rootDir>/test/property-seed.ts', '<rootDir>/scripts/mutation/end-on-failure.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...areas.flatMap(({ without = [] }) => without)],
      testTimeout: 60_000,
    },
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  ignoreStatic: areas.some(({ ignoreStatic }) => ignoreStatic),
  mutate: areas.flatMap(({ code }) => code),
  ignorePatterns: ['dist', 'cdk.out'],
  concurrency: 2,
  timeoutMS: 5_000,
  dryRunTimeoutMinutes: 60,
  tempDirName: '.stryker-tmp',
  reporters: ['clear-text', 'progress-append-only', 'json'],
  jsonReporter: { fileName: 'node_modules/.cache/mutation.json' },
  thresholds: { high: 95, low: 90, break: null },
};
