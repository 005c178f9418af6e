import type { Rule } from './rule';

const WAIVED = `waivers:
  - rule: route-without-authentication
    path: shop/Status
    reason: load-balancer probe; returns no data
    owner: platform team
`;

/** What is wrong with a waiver. These look at the waiver file, so there is nothing for them in a gateway. */
const OF_WAIVERS = {
  severity: 'warning',
  source: 'RULES.md, "Waivers"',
  grade: 'doc',
  check: () => [],
} as const satisfies Partial<Rule>;

/** A waiver names a rule that there is not. */
export const waiverUnknownRule: Rule = Object.freeze({
  ...OF_WAIVERS,
  id: 'waiver-unknown-rule',
  severity: 'error',
  title: 'A waiver names a rule that does not exist.',
  why: 'Whoever wrote it believes that something is waived, and it is not: the id is misspelt, or the rule was renamed.',
  remediation: 'Write the id of a rule as RULES.md lists it, or remove the waiver.',
  bad: `${WAIVED.replace('route-without-authentication', 'route-without-authentification')}    expires: 2030-12-31\n`,
  good: `${WAIVED}    expires: 2030-12-31\n`,
});

/** A waiver has expired and its findings are back. */
export const waiverExpired: Rule = Object.freeze({
  ...OF_WAIVERS,
  id: 'waiver-expired',
  title: 'A waiver has expired, so what it waived is reported again.',
  why: 'A waiver is a decision for a time. After its last day the risk must be looked at once more.',
  remediation: 'Fix what was waived and remove the waiver, or let its owner decide again with a new date.',
  bad: `${WAIVED}    expires: 2020-12-31\n`,
  good: `${WAIVED}    expires: 2030-12-31\n`,
});

/** A waiver waives nothing. */
export const waiverUnused: Rule = Object.freeze({
  ...OF_WAIVERS,
  id: 'waiver-unused',
  title: 'A waiver waives nothing.',
  why: 'It would hide the next defect of its rule on its path, which nobody has looked at.',
  remediation:
    'Remove the waiver, or write the path as the finding has it: STACK/LOGICALID or STACK/LOGICALID/STAGE.',
  bad: `${WAIVED.replace('shop/Status', 'shop/NoSuchApi')}    expires: 2030-12-31\n`,
  good: `${WAIVED}    expires: 2030-12-31\n`,
});

/** The rules about the waiver file, beside those about the gateway. */
export const WAIVER_RULES: readonly Rule[] = Object.freeze([waiverUnknownRule, waiverExpired, waiverUnused]);
