import { type JwtConsumer, thumbprintOf } from '../../cloud-native';
import {
  compareClaims,
  findBoundRules,
  type KeySummary,
  keyText,
  type RouteStage,
  RuleEvaluation,
} from '../../model';
import { listed } from '../../text';
import { accessVerdict } from '../judging/verdict';
import type { Finding } from './finding';

/** Whom the rules of one side and the consumers of the other let in, for tokens of one key. */
type Difference = NonNullable<ReturnType<typeof compareClaims>>;

/**
 * What tokens have to say before and after. A consumer asks for exact texts, which is a rule of the traditional gateway
 * in other words: so both are compared as rules are, for every value that either mentions, any other and none.
 *
 * @param consumers those that are let in
 * @param keys those of tokens that either side takes, and those of them that the traditional gateway takes
 */
export function compareTokenClaims(
  stage: RouteStage,
  consumers: readonly JwtConsumer[],
  keys: { readonly all: readonly KeySummary[]; readonly old: readonly KeySummary[] },
): readonly Finding[] {
  const bound = findBoundRules(stage.bindings);
  if ('why' in bound) return [unclearBecause(bound.why)];
  const rules = bound.rules?.evaluation;
  const byText = new Map<string, { readonly found: Difference; readonly keys: KeySummary[] }>();
  for (const key of keys.all) {
    const own = consumers.filter((consumer) => hasKey(consumer, key));
    if (own.length === 0) continue;
    const odd = own.map(findUnwritable).find((why) => why !== undefined);
    if (odd !== undefined) return [unclearBecause(odd)];
    // Tokens of another key were refused, whatever they said.
    const found = keys.old.includes(key) ? differenceOf(rules, own) : admittedBy(differenceOf(rules, own));
    if (found === undefined) continue;
    const text = JSON.stringify(found);
    const known = byText.get(text);
    if (known === undefined) byText.set(text, { found, keys: [key] });
    else known.keys.push(key);
  }
  const isOfAll = [...byText.values()].some((each) => each.keys.length === keys.all.length);
  return [...byText.values()].map(({ found, keys: some }) =>
    findingOf(found, isOfAll ? '' : ` (${listed(some.map(keyText))})`),
  );
}

/** Whether a consumer takes tokens of a key. */
export function hasKey({ keys }: JwtConsumer, { thumbprint }: KeySummary): boolean {
  return 'keys' in keys && keys.keys.some((each) => thumbprintOf(each) === thumbprint);
}

function differenceOf(
  rules: RuleEvaluation | undefined,
  consumers: readonly JwtConsumer[],
): Difference | undefined {
  const demanded = evaluationOf(consumers);
  const found = compareClaims({ rules, hasToken: true }, { rules: demanded, hasToken: true });
  // The traditional gateway does not look at such a claim: whatever it is got in.
  const lists =
    demanded?.claims.filter((claim) => claim !== 'iss' && !(rules?.claims ?? []).includes(claim)) ?? [];
  if (lists.length === 0) return found;
  const refuses = [...(found?.refuses ?? []), ...lists.map((claim) => `tokens whose ${claim} is a list`)];
  return { ...found, refuses };
}

function admittedBy(found: Difference | undefined): Difference | undefined {
  const { admits = [], mayAdmit } = found ?? {};
  return admits.length === 0 && mayAdmit === undefined ? undefined : { admits, mayAdmit };
}

/** The consumers as one rule: whoever fits none of them is denied. `undefined` where one of them asks for nothing. */
function evaluationOf(consumers: readonly JwtConsumer[]): RuleEvaluation | undefined {
  if (consumers.some(({ claims }) => claims.size === 0)) return undefined;
  const names = [...new Set(consumers.flatMap(({ claims }) => [...claims.keys()]))];
  const parts = consumers.map(({ claims }) =>
    [...claims].map(([claim, text]) => `$c${names.indexOf(claim)} = ${quoted(text)}`).join(' and '),
  );
  const condition = parts.map((part) => `(${part})`).join(' or ');
  return new RuleEvaluation({
    parameters: Object.fromEntries(names.map((claim, at) => [`c${at}`, `Token:${claim}`])),
    rules: [{ name: 'consumers', condition, ifFalse: 'DENY' }],
  });
}

function quoted(text: string): string {
  return text.includes("'") ? `"${text}"` : `'${text}'`;
}

/** What no rule says in the same way. */
function findUnwritable({ claims, name }: JwtConsumer): string | undefined {
  for (const [claim, text] of claims) {
    if (claim.includes('.'))
      return `consumer ${name} looks into the claim ${claim}, and what the traditional gateway takes that name for is not documented`;
    if (text.trim() === '' || text !== text.trim() || (text.includes("'") && text.includes('"')))
      return `what consumer ${name} demands of ${claim} cannot be compared with a rule`;
  }
  return undefined;
}

function unclearBecause(why: string): Finding {
  return {
    ...accessVerdict([{ mayAdmit: why, mayRefuse: why }]),
    kind: 'claim-check-replaced',
    message: 'looks at the claims of tokens in a way that cannot be compared',
    unclear: [why],
  };
}

function findingOf({ admits = [], mayAdmit, mayRefuse, refuses = [] }: Difference, of: string): Finding {
  const said = { admits: admits.map((each) => each + of), refuses: refuses.map((each) => each + of) };
  const isWider = admits.length > 0 && refuses.length === 0;
  const isNarrower = refuses.length > 0 && admits.length === 0;
  return {
    ...accessVerdict([{ ...said, mayAdmit, mayRefuse }]),
    ...said,
    kind: isWider ? 'claim-check-widened' : isNarrower ? 'claim-check-narrowed' : 'claim-check-replaced',
    message: isWider
      ? 'takes tokens with other claims, too'
      : isNarrower
        ? 'takes fewer tokens, by what they say'
        : 'takes other tokens, by what they say',
    unclear: [mayAdmit, mayRefuse]
      .flatMap((why) => why ?? [])
      .filter((why, at, all) => all.indexOf(why) === at),
  };
}
