import { SOURCES } from '../facts';
import type { JwtLock } from '../template';
import { EXAMPLE_POINT } from './example-plugin';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import { publishedStages } from './published-stages';
import type { Rule } from './rule';
import { fail, pass, unknown } from './subject';

const customers = pluginFragment(
  'Customers',
  'jwtAuth',
  `        parameter: Authorization
        parameterLocation: header
        jwk: { ${EXAMPLE_POINT}, alg: ES256, kid: orders-1 }
`,
);

const claims = pluginFragment(
  'Claims',
  'accessControl',
  `        parameters: { iss: 'Token:iss' }
        rules:
          - { name: issuer, condition: "$iss = 'https://login.example.com'", ifFalse: DENY }
`,
);

const orders = [
  apiFragment({ authType: 'ANONYMOUS' }),
  deploymentFragment(),
  customers,
  bindingFragment('Customers'),
];

export const tokenIssuerAndAudienceUnchecked: Rule = Object.freeze<Rule>({
  id: 'token-issuer-and-audience-unchecked',
  title: 'A route takes tokens of any issuer and for any audience.',
  why: 'The JWT plug-in looks at the signature only: a token that the same key signed for another service is welcome.',
  mend: 'Bind an accessControl plug-in beside it that denies by Token:iss or Token:aud.',
  severity: 'warning',
  source: SOURCES.jwtPlugin,
  grade: 'inferred',
  bad: fragment(...orders),
  good: fragment(...orders, claims, bindingFragment('Claims')),
  *check(model) {
    for (const { protection, subject } of publishedStages(model)) {
      if (protection.kind === 'unknown') yield unknown(subject, protection.why);
      if (protection.kind !== 'locked') continue;
      const lock = protection.locks.find((each): each is JwtLock => each.kind === 'jwt');
      if (lock === undefined) continue;
      const rules = [lock.issuer, lock.audience].flatMap((rule) => (rule === undefined ? [] : [rule]));
      const certain = rules.some(({ kind }) => kind !== 'unknown');
      const doubt = rules.find((rule) => rule.kind === 'unknown');
      if (certain) yield pass(subject);
      else if (doubt !== undefined) yield unknown(subject, doubt.why);
      else yield fail(subject, `plug-in ${lock.plugin} is bound, and no rule reads Token:iss or Token:aud`);
    }
  },
});
