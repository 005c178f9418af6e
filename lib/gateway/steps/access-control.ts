import { GatewayError } from '../../errors';
import { memberOf } from '../../json';
import {
  type AccessControlModel,
  type AccessControlRule,
  AnyBut,
  type ClaimParameter,
  type Condition,
  type ConditionSource,
  type ConditionValue,
  claimValue,
  doubtOf,
  findConditionSource,
  judgeRules,
  type LookUp,
  parseCondition,
  plainAddress,
  type ReadRule,
  Untold,
  variablesOf,
} from '../../plugin';
import { type Answer, answerUnemulated, refuse } from '../exchange/answer';
import type { Step } from '../exchange/call';
import { type Call, systemValue } from '../exchange/call';
import type { HeaderLine } from '../exchange/exchange';
import { isHeader, isOwnHeader } from '../exchange/header-text';
import { findValue, type QueryPair } from '../exchange/target';
import { readForm } from './parameters';

/**
 * Looks at the rules in order; where neither ALLOW nor DENY comes of any, the call goes on.
 *
 * @throws GatewayError `plugin-data-invalid` for a condition, a source, a status or a header that the gateway cannot
 *   take part in
 */
export function accessControlStep(model: AccessControlModel, claims: readonly ClaimParameter[]): Step {
  const rules = model.rules.map((rule) => ({
    rule: sound(rule),
    condition: parseCondition(rule.condition, rule.name),
  }));
  const sources = sourcesOf(
    model,
    rules.map(({ condition }) => condition),
  );
  const byParameter = new Map(claims.map(({ claimName, parameterName }) => [parameterName, claimName]));
  const needsForm = [...sources.values()].some(({ location }) => location === 'form');
  const checkRules = (call: Call, form: ConditionScope['form']): Answer | undefined => {
    const scope = { call, form, claimOf: (name: string) => byParameter.get(name) };
    const lookUp = (variable: string): ConditionValue => {
      const source = sources.get(variable);
      return source === undefined ? NOWHERE : conditionValue(source, scope);
    };
    return answerByRules(rules, lookUp, call);
  };
  if (!needsForm) return (call) => checkRules(call, []);
  return async (call) => {
    const form = await readForm(call);
    return 'outcome' in form ? form : checkRules(call, form);
  };
}

/** A variable that no condition uses has no source that is emulated. */
const NOWHERE = new Untold('where it comes from is not emulated');

function answerByRules(rules: readonly ReadRule[], lookUp: LookUp, call: Call): Answer | undefined {
  const { last, possible, undecided } = judgeRules(rules, lookUp);
  const [doubtful] = undecided;
  const mayDeny = possible.has('DENY');
  // Where two rules may deny it, with which answer is as uncertain as whether one does.
  if (doubtful !== undefined && mayDeny) return answerUnemulated('accessControl', doubtOf(doubtful, lookUp));
  if (last !== undefined && mayDeny) return deny(last.rule, lookUp);
  const isAllowed = last !== undefined && !possible.has('none');
  call.note('accessControl', isAllowed ? `rule ${last.rule.name} allows it` : 'no rule denies it');
  return undefined;
}

function deny(rule: AccessControlRule, lookUp: LookUp): Answer {
  const { errorMessage, name, responseBody, responseHeaders = {}, statusCode } = rule;
  const headers: HeaderLine[] = Object.entries(responseHeaders);
  return refuse('A403AC', name, {
    status: statusCode,
    message: errorMessage === undefined ? undefined : filled(errorMessage, lookUp),
    headers: headers.length === 0 ? undefined : headers,
    body: responseBody,
  });
}

/** A message with the values of its `${variable}`s. */
function filled(message: string, lookUp: LookUp): string {
  return message.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (written, name: string) => {
    const value = lookUp(name);
    return value instanceof Untold || value instanceof AnyBut ? written : String(value ?? '');
  });
}

function sound(rule: AccessControlRule): AccessControlRule {
  const { name, responseHeaders = {}, statusCode = 403 } = rule;
  if (statusCode < 200) throw refusal(name, `has the status ${statusCode}, which ends no request`);
  const wrong = Object.entries(responseHeaders).find(
    ([header, value]) => !isHeader(header, value) || isOwnHeader(header),
  );
  if (wrong !== undefined) throw refusal(name, 'has a response header that it cannot set');
  return rule;
}

/** The sources of the variables; those that conditions use must all be known. */
function sourcesOf(
  model: AccessControlModel,
  conditions: readonly Condition[],
): ReadonlyMap<string, ConditionSource> {
  const all = Object.entries(model.parameters).map(
    ([name, text]) => [name, findConditionSource(text)] as const,
  );
  const sources = new Map(all.filter((each): each is [string, ConditionSource] => isEmulated(each[1])));
  const unknown = conditions.flatMap(variablesOf).find((name) => !sources.has(name));
  if (unknown === undefined) return sources;
  const text = JSON.stringify(memberOf(model.parameters, unknown) ?? '');
  throw refusal(unknown, `comes from ${text}, which is not emulated for requests`);
}

/** The parts of a wildcard domain are not told apart here. */
function isEmulated(source: ConditionSource | undefined): boolean {
  return source !== undefined && source.location !== 'host';
}

function refusal(place: string, text: string): GatewayError {
  return new GatewayError('plugin-data-invalid', text, { place });
}

/** What the plug-ins of a route let a condition see. */
interface ConditionScope {
  readonly call: Call;
  /** The fields of the form in the body. */
  readonly form: readonly QueryPair[];
  /** The claim behind a backend parameter, which conditions may ask for by that name. */
  readonly claimOf: (parameter: string) => string | undefined;
}

/** The value of a variable in this call; {@link Untold} where nobody can tell what the service takes it for. */
function conditionValue({ location, name = '' }: ConditionSource, scope: ConditionScope): ConditionValue {
  const { call, claimOf, form } = scope;
  switch (location) {
    case 'method':
      return call.request.method.toUpperCase();
    case 'path':
      return call.path;
    case 'header':
      return call.headerValues(name)[0] ?? null;
    case 'query':
      return call.queryValue(name) ?? null;
    case 'form':
      return findValue(form, name) ?? null;
    case 'parameter':
      return call.parameters.get(name) ?? tokenValue(call, claimOf(name));
    case 'system':
      return name === 'CaAppId'
        ? appOf(call)
        : (systemValue(name, call) ?? new Untold(`System:${name} is not emulated`));
    case 'token':
      return tokenValue(call, name);
    case 'xff':
      return forwardedFor(call, name);
    default:
      return new Untold(`${location} is not emulated`);
  }
}

function tokenValue({ claims }: Call, claim: string | undefined): ConditionValue {
  return claims === undefined || claim === undefined ? null : claimValue(claims, claim);
}

/** Who calls an API that asks for no app has none. */
function appOf({ served }: Call): ConditionValue {
  return served?.route.authType === 'ANONYMOUS' ? null : new Untold('which app calls is not known');
}

/** The addresses that proxies told, and last that of the caller itself; a negative index counts from there. */
function forwardedFor(call: Call, index: string): ConditionValue {
  if (!/^-?\d+$/.test(index)) return new Untold(`XFF:${index} is no index`);
  const told = call.headerValues('x-forwarded-for').flatMap((value) => value.split(','));
  const addresses = [...told.map((each) => each.trim()), plainAddress(call.request.clientAddress)];
  return addresses.at(Number(index)) ?? null;
}
