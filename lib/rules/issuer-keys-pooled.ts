import type { ClaimRule, JwtLock, RouteBinding } from '../model';
import { isUnknown } from '../template';
import { EXAMPLE_MODULUS, EXAMPLE_POINT } from './example-plugin';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import { publishedStages } from './published-stages';
import type { Judgement, Rule } from './rule';
import { fail, type Subject, stageSubject, unknown } from './subject';

const orders = [
  apiFragment({ authType: 'ANONYMOUS' }),
  deploymentFragment(),
  pluginFragment(
    'Customers',
    'jwtAuth',
    `        parameter: Authorization
        parameterLocation: header
        jwks:
          - { ${EXAMPLE_POINT}, alg: ES256, kid: login-1 }
          - { kty: RSA, alg: RS256, e: AQAB, kid: partner-1, n: ${EXAMPLE_MODULUS[2048]} }
`,
  ),
  bindingFragment('Customers'),
];

const claims = (condition: string): string =>
  pluginFragment(
    'Claims',
    'accessControl',
    `        parameters: { iss: 'Token:iss' }
        rules:
          - { name: issuer, condition: "${condition}", ifFalse: DENY }
`,
  );

export const issuerKeysPooled: Rule = Object.freeze<Rule>({
  id: 'issuer-keys-pooled',
  title: 'A route accepts several issuers, and accepts each of several keys for all of them.',
  why: 'The plug-in does not tie a key to an issuer: where the keys are of two providers, either can sign tokens in the name of the other.',
  remediation: 'Give each provider a JWT plug-in and routes of its own, or accept one issuer only.',
  severity: 'warning',
  source: 'RFC 8725 section 3.8',
  grade: 'doc',
  bad: fragment(
    ...orders,
    claims("$iss = 'https://login.example.com' or $iss = 'https://partner.example.com'"),
    bindingFragment('Claims'),
  ),
  good: fragment(...orders, claims("$iss = 'https://login.example.com'"), bindingFragment('Claims')),
  *check(model) {
    for (const { protection, route, stage } of publishedStages(model)) {
      if (protection.kind === 'unknown' && stage.bindings.some(mayPool))
        yield unknown(stageSubject(route, stage), protection.why);
      if (protection.kind !== 'locked') continue;
      for (const lock of protection.locks)
        if (lock.kind === 'jwt' && lock.keys.length > 1) yield judge(lock, stageSubject(route, stage));
    }
  },
});

/** Whether a binding may bring several keys along; where none does, nothing can be pooled. */
function mayPool({ plugin }: RouteBinding): boolean {
  if (isUnknown(plugin) || isUnknown(plugin.type)) return true;
  return plugin.type === 'jwtAuth' && plugin.jwtAuth?.keys.length !== 1;
}

function judge({ issuer, keys, plugin }: JwtLock, subject: Subject): Judgement {
  const count = countOf(issuer);
  if (typeof count === 'string') return unknown(subject, count);
  if (count < 2) return 'pass';
  return fail(
    subject,
    `each of the ${keys.length} keys of plug-in ${plugin} can sign for each of ${count} issuers`,
  );
}

/** How many issuers are accepted; none where nobody looks, which another rule is about. */
function countOf(issuer: ClaimRule | undefined): number | string {
  if (issuer === undefined) return 0;
  if (issuer.kind === 'values') return new Set(issuer.values).size;
  return issuer.kind === 'unknown' ? issuer.why : `which issuers ${issuer.condition} accepts is not told`;
}
