import { GatewayError } from '../errors';
import type { ParameterInput } from './api-parameters';
import type { TokenSource } from './token-source';

/**
 * A token that is read as an API parameter must be one that the API declares: a PASSTHROUGH API has none.
 *
 * @throws GatewayError `parameter-invalid`
 * @see https://help.aliyun.com/knowledge_detail/166519.html
 */
export function checkTokenSource(
  { options }: ParameterInput,
  token: TokenSource | undefined,
  place: string,
): void {
  if (token === undefined || token.parameterLocation !== undefined) return;
  const isDeclared = options.parameters?.some((p) => p.name === token.parameter) ?? false;
  if (isDeclared && options.requestMode !== 'PASSTHROUGH') return;
  throw new GatewayError(
    'parameter-invalid',
    `the token is read from the API parameter ${token.parameter}, which this API does not declare`,
    { place, hint: 'declare it in parameters, or use TokenSource.header, .query or .cookie' },
  );
}
