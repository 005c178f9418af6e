import { findLocation, type JwtAuthModel } from '../plugin';
import { isUnknown, type Maybe, Unknown } from '../template';
import type { ApiParameterMapping } from './api-definition';

/** Where a JWT plug-in looks for the token of a request. */
export interface TokenPlace {
  readonly location: 'header' | 'query' | 'cookie' | 'form' | 'path';
  readonly name: string;
}

/**
 * Where a plug-in looks for tokens at one API: without `parameterLocation` in the API's parameter of that name, wherever
 * that is. Unknown where the template does not say, or says more than one place; `undefined` where the API declares no
 * such parameter, so that no token is ever found.
 */
export function findTokenPlace(
  { parameter: name, parameterLocation }: Pick<JwtAuthModel, 'parameter' | 'parameterLocation'>,
  { requestParameters }: Pick<ApiParameterMapping, 'requestParameters'>,
): Maybe<TokenPlace> | undefined {
  if (parameterLocation !== undefined) return { location: parameterLocation, name };
  if (isUnknown(requestParameters)) return requestParameters;
  const declared = requestParameters.filter((each) => each.name === name || isUnknown(each.name));
  const unknown = declared.flatMap((each) => [each.name, each.location]).find(isUnknown);
  if (unknown !== undefined) return unknown;
  if (declared.length === 0) return undefined;
  const written = [...new Set(declared.map((each) => String(each.location)))].join(' and ');
  const location = findLocation(written);
  if (location === undefined) return new Unknown(written);
  return { location: location === 'formData' ? 'form' : location, name };
}

/** Whether the token comes after `Bearer` there. */
export function isAuthorization({ location, name }: TokenPlace): boolean {
  return location === 'header' && name.toLowerCase() === 'authorization';
}
