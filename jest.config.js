// jose 6 is an ES module only: jest on Node.js 20 cannot require it, so it is transformed like our own sources.
/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/examples'],
  testMatch: ['**/*.test.ts'],
  randomize: true,
  setupFiles: ['<rootDir>/test/property-seed.ts'],
  // A machine that does much else at once must not make a test fail.
  testTimeout: 30_000,
  // Every core: jest leaves one free, which on two cores is half of them.
  maxWorkers: '100%',
  // What users import by name is tested from its source.
  moduleNameMapper: {
    '^ros-cdk-jwt-gateway$': '<rootDir>/lib/index.ts',
    '^ros-cdk-jwt-gateway/testing/jest$': '<rootDir>/lib/testing/jest.ts',
    '^ros-cdk-jwt-gateway/(\\w+)$': '<rootDir>/lib/$1/index.ts',
  },
  transform: {
    '^.+\\.(ts|m?js)$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
};
