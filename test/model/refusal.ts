import { type ErrorCode, GatewayError } from '../../lib/errors';

/** Code and message of the refusal, or `read`. */
export function refusal(read: () => unknown): { code: ErrorCode; message: string } | 'read' {
  try {
    read();
    return 'read';
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return { code: error.code, message: error.message };
    throw error;
  }
}
