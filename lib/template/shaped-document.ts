import { type ErrorCode, GatewayError, type Problem } from '../errors';
import { Cursor, type Shape } from '../shape';
import { readDocument } from './document';
import { Origin, type Step } from './origin';

/** How a document is read that must have a shape. */
interface ShapedOptions {
  /** Its name, for messages and to tell JSON from YAML. */
  readonly file: string;
  /** The code of the error where it has not the shape. */
  readonly code: ErrorCode;
  /** What it should be, for the message: `the plan of a rotation`. */
  readonly what: string;
}

/**
 * Reads JSON or YAML that must have a shape.
 *
 * @throws GatewayError `template-invalid` for what is no JSON or YAML; the given code, with every problem, and the file,
 *   line and column of the first
 */
export function readShaped<T>(text: string, shape: Shape<T>, { code, file, what }: ShapedOptions): T {
  const document = readDocument(text, file);
  const at = Cursor.atRoot();
  const value = shape.read(document.value, at);
  const [first] = at.problems;
  if (first === undefined && value !== undefined) return value;
  const place = String(Origin.of(document, first === undefined ? [] : stepsOf(first)));
  throw new GatewayError(code, `is not ${what}`, { place, problems: at.problems });
}

const STEP = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/g;

/** The way to a problem, from its JSON path. */
function stepsOf({ path }: Problem): Step[] {
  return [...path.matchAll(STEP)].map(([, name, index, quoted]) => {
    if (index !== undefined) return Number(index);
    return name ?? (JSON.parse(`"${quoted}"`) as string);
  });
}
