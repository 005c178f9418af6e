import { GatewayError } from '../../errors';
import { nodeFiles, readText } from '../../template';

/** Reads lines of files, counted from 1; each file once. `undefined` for what cannot be read again. */
export function createLineReader(): (file: string, line: number) => string | undefined {
  const files = new Map<string, readonly string[]>();
  return (file, line) => {
    const lines = files.get(file) ?? linesOf(file);
    files.set(file, lines);
    return lines[line - 1];
  };
}

function linesOf(file: string): readonly string[] {
  try {
    return readText(nodeFiles, file).split('\n');
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return [];
    throw error;
  }
}
