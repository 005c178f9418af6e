import { SOURCES } from '../facts';
import { isUnknown } from '../template';
import { fragment, pluginFragment } from './fragment';
import { pluginSettings } from './plugin-settings';
import { memberIn } from './property';
import type { Rule } from './rule';
import { fail, unknown } from './subject';
import { switchedOn } from './switched-on';

const customers = (bypassEmptyToken: boolean): string =>
  fragment(
    pluginFragment('Customers', 'jwtAuth', `{ parameter: X-Token, bypassEmptyToken: ${bypassEmptyToken} }`),
  );

export const tokenMayBeMissing: Rule = Object.freeze<Rule>({
  id: 'token-may-be-missing',
  title: 'A JWT plug-in lets requests without a token through.',
  why: 'With bypassEmptyToken a bad token is refused, but a request without any token is let through.',
  remediation:
    'Take bypassEmptyToken away, or give the reason in the Metadata of the plug-in: JwtGateway: { BypassEmptyToken: "<reason>" }.',
  severity: 'error',
  source: SOURCES.jwtPlugin,
  grade: 'doc',
  bad: customers(true),
  good: customers(false),
  *check(model) {
    for (const { plugin, subject, value } of pluginSettings(model, 'jwtAuth', 'bypassEmptyToken')) {
      const isOn = switchedOn(value);
      if (isUnknown(isOn)) yield unknown(subject, isOn.expression);
      else if (!isOn) yield 'pass';
      else {
        const { metadata } = plugin.resource;
        const reason = memberIn(metadata, plugin.resource, 'JwtGateway', 'BypassEmptyToken');
        const given = typeof reason === 'string' && reason.trim() !== '' ? reason : undefined;
        yield fail(subject, 'bypassEmptyToken is true', given);
      }
    }
  },
});
