import { GatewayError } from '../../lib/errors';

/** The refusal that an action ends in. */
export async function gatewayErrorOf(action: () => unknown): Promise<GatewayError> {
  try {
    await action();
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}

/** Its problems, a line each. */
export async function problemsOf(action: () => unknown): Promise<string[]> {
  return (await gatewayErrorOf(action)).problems.map(({ path, message }) => `${path} ${message}`);
}
