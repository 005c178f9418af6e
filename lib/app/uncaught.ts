import { inspect } from 'node:util';
import { GatewayError } from '../errors';

/** What a process says and how it ends when nobody caught an error. */
interface LastWords {
  readonly text: string;
  readonly exitCode: 1 | 2;
}

/** Bad input is one line and exit code 2; anything else is a bug, which shows its stack and exits with 1. */
export function renderUncaught(error: unknown): LastWords {
  // The stack of a file that cannot be compiled is that of the compiler.
  if (error instanceof SyntaxError && error.message.startsWith('Error transforming ')) {
    return {
      text: `jwt-gateway: error: ${error.message.slice('Error transforming '.length)}\n`,
      exitCode: 2,
    };
  }
  return GatewayError.isGatewayError(error)
    ? { text: `jwt-gateway: error: ${error.message}\n`, exitCode: 2 }
    : { text: `${inspect(error)}\n`, exitCode: 1 };
}
