import type { Position } from '../../template';
import { visible } from '../../text';
import { pathBelow } from './template-path';

/** How GitHub shows an annotation. */
export type AnnotationLevel = 'error' | 'warning' | 'notice';

/** What an annotation says, and at which line. */
interface Annotation {
  /** The directory that the file is named from. */
  readonly base: string;
  readonly origin: Position & { readonly file: string };
  readonly title: string;
  readonly text: string;
}

/**
 * A workflow command, which GitHub shows at its line.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function workflowCommand(name: AnnotationLevel, { base, origin, text, title }: Annotation): string {
  const { file, line, column } = origin;
  const properties = { file: pathBelow(base, file), line, col: column, title };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${name} ${written.join(',')}::${data(text)}`;
}

function data(text: string): string {
  return visible(text).replace(/[%\r\n]/g, encodeURIComponent);
}

function property(text: string): string {
  return data(text).replace(/[:,]/g, encodeURIComponent);
}
