import { GatewayError } from '../errors';
import { Cursor, text } from '../shape';
import type { AccessControlModel, AccessControlRule } from './access-control';
import {
  conditionOf,
  demandText,
  lookAtDemand,
  sourcesOf,
  type TokenDemand,
  UNWRITABLE,
} from './claim-demand';

/** What tokens must say beyond a good signature, and rules of your own that come after. */
export interface TokenClaims extends Partial<AccessControlModel> {
  /** The only `iss` that is accepted, or those of which any one is. */
  readonly issuer?: string | readonly string[];
  /** The only `aud` that is accepted, or those of which any one is. */
  readonly audience?: string | readonly string[];
  /** What else a token must say: a rule for each, before the rules of your own, which may let a request through. */
  readonly demands?: readonly TokenDemand[];
}

interface ClaimCheck {
  readonly claim: 'iss' | 'aud';
  readonly name: 'issuer' | 'audience';
  readonly values: readonly string[];
}

/**
 * The accessControl plug-in that checks issuer and audience, neither of which the JWT plug-in looks at. Each
 * becomes a rule that denies with status 403 and otherwise leaves the decision to the next rule.
 *
 * A token without the claim is denied, and so is a request without a token where `bypassEmptyToken` let it
 * through. Tokens must carry `aud` as a string: how the gateway reads an array is not documented.
 *
 * @param place the construct that asks, for the message
 * @throws GatewayError `plugin-data-invalid` for a value that cannot stand in a condition, a variable or rule
 *   name that is taken (`iss`, `aud`, `issuer`, `audience`), and for nothing to check
 */
export function tokenClaimRule(claims: TokenClaims, place?: string): AccessControlModel {
  const { issuer, audience, demands = [], parameters = {}, rules = [], ...rest } = claims;
  const checks = [...checkOf('iss', 'issuer', issuer), ...checkOf('aud', 'audience', audience)];
  const at = Cursor.atRoot();
  for (const check of checks) {
    lookAtValues(check, at.at(check.name));
    lookAtNames(check, { parameters, rules }, at);
  }
  demands.forEach((demand, index) => {
    lookAtDemand(demand, at.at('demands').at(index));
  });
  rules.forEach(({ name }, index) => {
    if (demands.length > 0 && /^requires( \d+)?$/.test(name))
      at.at('rules').at(index).at('name').problem(`is ${name}, which is taken`);
  });
  if (checks.length + demands.length + rules.length === 0)
    at.problem('checks nothing: give issuer, audience or rules');
  if (at.problems.length > 0) {
    throw new GatewayError('plugin-data-invalid', 'no rule can be made for these claims', {
      place,
      problems: at.problems,
    });
  }
  const sources = Object.fromEntries(checks.map(({ claim }) => [claim, `Token:${claim}`]));
  const variables = variablesFor(demands, { ...sources, ...parameters });
  const own = Object.fromEntries([...variables].map(([source, name]) => [name, source]));
  return {
    ...rest,
    parameters: { ...sources, ...own, ...parameters },
    rules: [
      ...checks.map(ruleOf),
      ...demands.map((demand, index) => demandRule(demand, index, variables)),
      ...rules,
    ],
  };
}

function checkOf(
  claim: ClaimCheck['claim'],
  name: ClaimCheck['name'],
  wanted: string | readonly string[] | undefined,
): ClaimCheck[] {
  if (wanted === undefined) return [];
  return [{ claim, name, values: Array.isArray(wanted) ? wanted : [wanted] }];
}

function lookAtValues({ values }: ClaimCheck, at: Cursor): void {
  if (values.length === 0) at.problem('is an empty list: no token would be accepted');
  values.forEach((value, index) => {
    const here = values.length === 1 ? at : at.at(index);
    const written = text.read(value, here);
    const character = written && UNWRITABLE.exec(written)?.[0];
    if (character) here.problem(`holds ${JSON.stringify(character)}, which cannot be written in a condition`);
  });
}

function lookAtNames(
  { claim, name }: ClaimCheck,
  { parameters, rules }: Pick<AccessControlModel, 'parameters' | 'rules'>,
  at: Cursor,
): void {
  if (Object.hasOwn(parameters, claim)) at.at('parameters').at(claim).problem(`is taken by ${name}`);
  rules.forEach((rule, index) => {
    if (rule.name === name) at.at('rules').at(index).at('name').problem(`is ${name}, which is taken`);
  });
}

/** Never `ifTrue: 'ALLOW'`: that would skip every rule after it. */
function ruleOf({ claim, name, values }: ClaimCheck): AccessControlRule {
  return {
    name,
    condition: values.map((value) => `$${claim} = '${value}'`).join(' or '),
    ifFalse: 'DENY',
    statusCode: 403,
    errorMessage: `The ${name} of the token is not accepted`,
  };
}

/** A variable for each source that demands read: one that reads it already, or a new one. */
function variablesFor(
  demands: readonly TokenDemand[],
  taken: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const names = new Map(Object.entries(taken).map(([name, source]) => [source, name]));
  const used = new Set(Object.keys(taken));
  const variables = new Map<string, string>();
  for (const source of demands.flatMap(sourcesOf)) {
    const name = names.get(source) ?? freeName(source, used);
    used.add(name);
    names.set(source, name);
    variables.set(source, name);
  }
  return variables;
}

/** `Token:user_id` becomes `userid`, `Parameter:id` `pathid`: letters and digits, two at least. */
function freeName(source: string, used: ReadonlySet<string>): string {
  const isClaim = source.startsWith('Token:');
  const plain = source.slice(source.indexOf(':')).replace(/[^A-Za-z0-9]/g, '');
  const isName = isClaim && /^[A-Za-z]./.test(plain);
  const name = isName ? plain : `${isClaim ? 'claim' : 'path'}${plain}`;
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name}${number}`;
    if (!used.has(free)) return free;
  }
}

function demandRule(
  demand: TokenDemand,
  index: number,
  variables: ReadonlyMap<string, string>,
): AccessControlRule {
  const text = demandText(demand);
  return {
    name: index === 0 ? 'requires' : `requires ${index + 1}`,
    condition: conditionOf(demand, variables),
    ifFalse: 'DENY',
    statusCode: 403,
    // It goes into a header.
    errorMessage: `The token must have ${/^[ -~]*$/.test(text) ? text : demand.claim}`,
  };
}
