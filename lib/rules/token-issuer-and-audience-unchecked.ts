import { SOURCES } from '../facts';
import type { JwtLock } from '../model';
import { EXAMPLE_POINT } from './example-plugin';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import { type PublishedStage, publishedStages } from './published-stages';
import type { Judgement, Rule } from './rule';
import { fail, stageSubject, unknown } from './subject';

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
  `        parameters: { iss: 'Token:iss', aud: 'Token:aud' }
        rules:
          - { name: issuer, condition: "$iss = 'https://login.example.com'", ifFalse: DENY }
          - { name: audience, condition: "$aud = 'orders'", ifFalse: DENY }
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
  title: 'A route takes tokens of any issuer, or for any audience.',
  why: 'The JWT plug-in looks at the signature only: a token that the same key signed for another service is accepted (RFC 8725, sections 3.8 and 3.9).',
  remediation:
    'Bind an accessControl plug-in beside it that denies all but the issuer by Token:iss, and all but the audience by Token:aud.',
  severity: 'warning',
  source: SOURCES.jwtPlugin,
  grade: 'inferred',
  bad: fragment(...orders),
  good: fragment(...orders, claims, bindingFragment('Claims')),
  *check(model) {
    for (const { protection, route, stage } of publishedStages(model)) {
      if (protection.kind === 'unknown') yield unknown(stageSubject(route, stage), protection.why);
      if (protection.kind !== 'locked') continue;
      const lock = protection.locks.find((each): each is JwtLock => each.kind === 'jwt');
      if (lock !== undefined) yield judge(lock, { route, stage });
    }
  },
});

function judge(
  { audience, issuer, plugin }: JwtLock,
  { route, stage }: Pick<PublishedStage, 'route' | 'stage'>,
): Judgement {
  const subject = stageSubject(route, stage);
  const open = [
    ...(issuer === undefined ? ['of another issuer'] : []),
    ...(audience === undefined ? ['for another audience'] : []),
  ];
  if (open.length > 0)
    return fail(subject, `plug-in ${plugin} is bound, and no rule denies tokens ${open.join(' or ')}`);
  const doubt = [issuer, audience].find((rule) => rule?.kind === 'unknown');
  return doubt?.kind === 'unknown' ? unknown(subject, doubt.why) : 'pass';
}
