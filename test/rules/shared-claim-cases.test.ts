import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findJwtLock, parseTemplate } from '../../lib/model';
import { RULES } from '../../lib/rules';
import { CASES, hasCases } from '../shared-cases';

const IDS = /^(access-control-|token-issuer-)/;

/** Issuer and audience of the first route, then the rules about claims that fail or cannot judge it. */
function linesOf(file: string): string[] {
  const model = parseTemplate(readFileSync(join(CASES, 'templates', file), 'utf8'), file);
  const protection = model.routes[0]?.stages[0]?.protection;
  const lock = protection && findJwtLock(protection);
  const demands = [lock?.issuer, lock?.audience].map((rule) =>
    rule?.kind === 'values' ? rule.values.join(' or ') : (rule?.kind ?? 'any'),
  );
  const outcomes = RULES.filter(({ id }) => IDS.test(id)).flatMap(({ check, id, severity }) =>
    [...check(model)].flatMap((each) =>
      typeof each === 'string' ? [] : [`${each.verdict === 'fail' ? severity : each.verdict} ${id}`],
    ),
  );
  return [demands.join(', '), ...outcomes];
}

const UNCHECKED = 'token-issuer-and-audience-unchecked';
const UNREADABLE = 'access-control-condition-unreadable';

(hasCases ? test.each : test.skip.each)([
  ['r00-good.json', ['https://i, a']],
  ['r07c-issuer-not-equal-only.json', ['any, any', `warning ${UNCHECKED}`]],
  ['r08-and-or-precedence.json', ['https://i, a', `unknown ${UNREADABLE}`]],
  [
    'r08c-unparsable-condition.json',
    [
      'unknown, unknown',
      `unknown ${UNCHECKED}`,
      `error ${UNREADABLE}`,
      'unknown access-control-rule-unreachable',
    ],
  ],
  [
    'r10b-allow-all-first.json',
    ['any, any', `warning ${UNCHECKED}`, 'warning access-control-rule-unreachable'],
  ],
  ['r10c-only-allow-rule-after-issuer.json', ['https://i, a', 'warning access-control-never-denies']],
  [
    'r41-iss-unparsable.json',
    [
      'unknown, unknown',
      `unknown ${UNCHECKED}`,
      `error ${UNREADABLE}`,
      `error ${UNREADABLE}`,
      'unknown access-control-rule-unreachable',
    ],
  ],
  ['r70-aud-missing-iss-only.json', ['https://i, any', `warning ${UNCHECKED}`]],
])('%s: what is demanded of issuer and audience, and what is said of the rules', (file, lines) => {
  expect(linesOf(file)).toEqual(lines);
});
