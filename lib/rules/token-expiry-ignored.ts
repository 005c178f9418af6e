import { SOURCES } from '../facts';
import { isUnknown } from '../template';
import { fragment, pluginFragment } from './fragment';
import { pluginSettings } from './plugin-settings';
import type { Rule } from './rule';
import { fail, unknown } from './subject';
import { switchedOn } from './switched-on';

const customers = (ignoreExpirationCheck: boolean): string =>
  fragment(
    pluginFragment(
      'Customers',
      'jwtAuth',
      `{ parameter: X-Token, ignoreExpirationCheck: ${ignoreExpirationCheck} }`,
    ),
  );

export const tokenExpiryIgnored: Rule = Object.freeze<Rule>({
  id: 'token-expiry-ignored',
  title: 'A JWT plug-in accepts expired tokens.',
  why: 'With ignoreExpirationCheck a token that was stolen once is good until its key is taken away.',
  remediation: 'Take ignoreExpirationCheck away, and issue tokens that live for minutes.',
  severity: 'warning',
  source: SOURCES.jwtPlugin,
  grade: 'doc',
  bad: customers(true),
  good: customers(false),
  *check(model) {
    for (const { subject, value } of pluginSettings(model, 'jwtAuth', 'ignoreExpirationCheck')) {
      const isOn = switchedOn(value);
      if (isUnknown(isOn)) yield unknown(subject, isOn.expression);
      else yield isOn ? fail(subject, 'ignoreExpirationCheck is true') : 'pass';
    }
  },
});
