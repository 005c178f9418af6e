import { type ConditionSource, type ConditionValue, claimValue, plainAddress, Untold } from '../../plugin';
import type { Call } from '../exchange/call';
import { findValue, type QueryPair } from '../exchange/query';
import { systemValue } from './system-value';

/** What the plug-ins of a route let a condition see. */
export interface ConditionScope {
  readonly call: Call;
  /** The fields of the form in the body. */
  readonly form: readonly QueryPair[];
  /** The claim behind a backend parameter, which conditions may ask for by that name. */
  readonly claimOf: (parameter: string) => string | undefined;
}

/** The value of a variable in this call; {@link Untold} where nobody can tell what the service takes it for. */
export function conditionValue(
  { location, name = '' }: ConditionSource,
  scope: ConditionScope,
): ConditionValue {
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
function appOf({ plan }: Call): ConditionValue {
  return plan?.served.route.authType === 'ANONYMOUS' ? null : new Untold('which app calls is not known');
}

/** The addresses that proxies told, and last that of the caller itself; a negative index counts from there. */
function forwardedFor(call: Call, index: string): ConditionValue {
  if (!/^-?\d+$/.test(index)) return new Untold(`XFF:${index} is no index`);
  const told = call.headerValues('x-forwarded-for').flatMap((value) => value.split(','));
  const addresses = [...told.map((each) => each.trim()), plainAddress(call.request.clientAddress)];
  return addresses.at(Number(index)) ?? null;
}
