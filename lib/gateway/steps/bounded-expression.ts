import { createContext, Script } from 'node:vm';

const LONGEST_MILLIS = 50;

/** Whether a text matches as a whole; `undefined` when that takes too long to find out. */
export type ExpressionTest = (text: string) => boolean | undefined;

/**
 * The test of a regular expression from a template, which may be made to hang: it is given up after 50 ms.
 *
 * @returns undefined for what is no regular expression here; the service's dialect is not documented
 */
export function findExpressionTest(source: string): ExpressionTest | undefined {
  const whole = `^(?:${source})$`;
  if (!isExpression(source) || !isExpression(whole)) return undefined;
  const sandbox = createContext({ text: '' }, { codeGeneration: { strings: false, wasm: false } });
  const script = new Script(`new RegExp(${JSON.stringify(whole)}).test(text)`);
  return (text) => {
    sandbox.text = text;
    try {
      return script.runInContext(sandbox, { timeout: LONGEST_MILLIS }) === true;
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
      throw error;
    }
  };
}

function isExpression(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}
