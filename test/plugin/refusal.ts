import { GatewayError } from '../../lib/errors';

/** The code and problems of the refusal, as `code` and `path message` lines; nothing when it is not refused. */
export function refusal(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    return [error.code, ...error.problems.map(({ path, message }) => `${path} ${message}`)];
  }
  return [];
}
