import { findReservedHeader } from '../plugin';
import { claimsForwardedBy, isJwtAuth } from './forwarded-claims';
import { fragment, pluginFragment } from './fragment';
import type { Rule } from './rule';
import { fail, pluginSubject, unknown } from './subject';

const customers = (parameterName: string): string =>
  fragment(
    pluginFragment(
      'Customers',
      'jwtAuth',
      `        claimParameters:
          - { claimName: sub, parameterName: ${parameterName}, location: header }
`,
    ),
  );

export const claimForwardedToReservedHeader: Rule = Object.freeze<Rule>({
  id: 'claim-forwarded-to-reserved-header',
  title: 'A claim is forwarded in a header that means something to HTTP.',
  why: 'Whoever signs tokens then decides which host is asked, where the body ends or who the caller is to the backend; or the header is lost on the way, and the claim with it.',
  remediation: 'Forward the claim in a header of its own, such as X-User-Id.',
  severity: 'warning',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.2',
  grade: 'doc',
  bad: customers('Host'),
  good: customers('X-User-Id'),
  *check({ plugins }) {
    for (const plugin of plugins.filter(isJwtAuth)) {
      const ofPlugin = pluginSubject(plugin);
      const claims = claimsForwardedBy(plugin);
      if (typeof claims === 'string') {
        yield unknown(ofPlugin, claims);
        continue;
      }
      for (const { claimName, location, parameterName: name } of claims) {
        const meaning = findReservedHeader({ location, name });
        const subject = { ...ofPlugin, subject: `${ofPlugin.subject} claim ${claimName}` };
        yield meaning === undefined ? 'pass' : fail(subject, `goes to the header ${name}, which ${meaning}`);
      }
    }
  },
});
