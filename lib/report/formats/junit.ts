import { html } from './html';

/** One thing that was looked at. */
export interface JunitCase {
  /** What it was looked at for: a rule, a kind of change. */
  readonly className: string;
  readonly name: string;
  /** What was seen, and whether a build should fail by it; nothing for what is in order. */
  readonly outcome?: { readonly kind: 'failure' | 'skipped' | 'system-out'; readonly text: string };
  /** `shop.yaml:12:5` */
  readonly place?: string;
}

/**
 * A JUnit report of one suite, for builds that show results of tests. What is not judged is skipped; what was found
 * and fails no build is the output of a test that passed.
 *
 * @see https://github.com/testmoapp/junitxml
 */
export function renderJunit(suite: string, cases: readonly JunitCase[]): string {
  const count = (kind: string) => cases.filter(({ outcome }) => outcome?.kind === kind).length;
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="0" skipped="${count('skipped')}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="jwt-gateway" ${counts}>`,
    `  <testsuite name="${html(suite)}" ${counts}>`,
    ...cases.flatMap(caseLines),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseLines({ className, name, outcome, place }: JunitCase): string[] {
  const start = `    <testcase classname="${html(className)}" name="${html(name)}"`;
  if (outcome === undefined) return [`${start}/>`];
  const text = html(place === undefined ? outcome.text : `${place}: ${outcome.text}`);
  const { kind } = outcome;
  const inside =
    kind === 'system-out'
      ? `<system-out>${text}</system-out>`
      : `<${kind} message="${html(outcome.text)}">${text}</${kind}>`;
  return [`${start}>`, `      ${inside}`, '    </testcase>'];
}
