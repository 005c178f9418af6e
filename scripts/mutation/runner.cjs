// How jest runs a test run of Stryker. Its own runner loads every test file for every change, and goes on when a test has
// failed. Here only the files are loaded in which a test runs the changed code, the quick ones first, and the first file
// with a failing test is the last.

const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { default: TestRunner } = require('jest-runner');

/** Which tests each file has, as the first run without any change saw it; in the copy of the project that is changed. */
const TESTS_BY_FILE = 'tests-by-file.json';

module.exports = class MutationRunner extends TestRunner {
  async runTests(tests, watcher, options) {
    const results = new Map();
    this.on('test-file-success', ([test, result]) => results.set(test.path, result));
    const file = join(tests[0].context.config.rootDir, TESTS_BY_FILE);
    if (process.env.__STRYKER_ACTIVE_MUTANT__ === undefined) {
      await super.runTests(tests, watcher, options);
      writeFileSync(file, JSON.stringify(Object.fromEntries([...results].map(namesOf))));
      return;
    }
    const names = JSON.parse(readFileSync(file, 'utf8'));
    for (const test of quickFirst(tests.filter(({ path }) => this.#hasTestOf(names[path])))) {
      await super.runTests([test], watcher, options);
      if (results.get(test.path)?.numFailingTests === 0) continue;
      noticedLast = test.path;
      return;
    }
  }

  /** Without a pattern the change is in code that runs when it is loaded: every test may notice. */
  #hasTestOf(names = []) {
    const pattern = this._globalConfig.testNamePattern;
    if (!pattern) return true;
    const wanted = namesIn(pattern);
    return names.some((name) => wanted.has(name));
  }
};

function namesOf([path, { testResults }]) {
  return [path, testResults.map(({ fullName }) => fullName)];
}

/** Stryker joins the names of the tests that run the changed code: `(a\.b)|(c)`. */
function namesIn(pattern) {
  return new Set(
    pattern
      .slice(1, -1)
      .split(')|(')
      .map((name) => name.replace(/\\(.)/g, '$1')),
  );
}

/** The file in which a test failed for the change before: neighbours are often noticed by the same test. */
let noticedLast;

function quickFirst(tests) {
  const cost = ({ path, duration = 0 }) => (path === noticedLast ? -1 : duration);
  return [...tests].sort((a, b) => cost(a) - cost(b));
}
