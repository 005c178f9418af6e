import type { ClaimRule, JwtLock, KeySummary, Protection } from '../../model';
import { code, html } from '../formats/html';

/** What a token must be, in full; nothing where no token is looked at. */
export function detailsHtml(protection: Protection): string {
  return tokensOf(protection).map(tokenHtml).join('');
}

function tokensOf(protection: Protection): JwtLock[] {
  if (protection.kind === 'unknown') return [];
  const { optionalToken } = protection;
  const locks = protection.kind === 'locked' ? protection.locks : [];
  return [
    ...locks.flatMap((lock) => (lock.kind === 'jwt' ? [lock] : [])),
    ...(optionalToken ? [optionalToken] : []),
  ];
}

function tokenHtml(lock: JwtLock): string {
  const entries = [
    ['plug-in', code(lock.plugin)],
    ['token in', `${html(lock.parameterLocation ?? 'unknown place')} ${code(lock.parameter)}`],
    ['keys', lock.keys.map(keyHtml).join('<br>')],
    ['issuer', ruleHtml(lock.issuer)],
    ['audience', ruleHtml(lock.audience)],
    ...lock.otherClaims.map(({ claim, rule }) => [`claim ${code(claim)}`, ruleHtml(rule)]),
    ['missing token', lock.allowsMissingToken ? 'let through' : 'refused'],
    ['expired token', lock.ignoresExpiry ? 'let through' : 'refused'],
    ['used twice', lock.preventsReplay ? 'refused' : 'let through'],
    ['to the backend', lock.forwards.map(forwardHtml).join('<br>') || 'no claim'],
  ];
  const list = entries.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('');
  return `<details><summary>token in full</summary><dl>${list}</dl></details>`;
}

function keyHtml({ alg, kid, thumbprint }: KeySummary): string {
  const name = kid === undefined ? 'without a kid' : `kid ${code(kid)}`;
  return `${name}, ${alg === undefined ? 'no alg' : html(alg)}, thumbprint ${code(thumbprint)}`;
}

function ruleHtml(rule: ClaimRule | undefined): string {
  if (rule === undefined) return 'not checked';
  if (rule.kind === 'unknown') return `unknown: ${code(rule.why)}`;
  if (rule.kind === 'condition' && rule.words !== undefined) return rule.words.map(code).join(' and ');
  if (rule.kind === 'condition') return `by ${code(rule.condition)}`;
  return rule.values.map(code).join(' or ') || 'none is accepted';
}

function forwardHtml({ claimName, location, parameterName }: JwtLock['forwards'][number]): string {
  return `${code(claimName)} as ${html(location)} ${code(parameterName)}`;
}
