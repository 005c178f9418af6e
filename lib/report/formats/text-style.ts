import { styleText } from 'node:util';
import { displayWidth, visible, wrapped } from '../../text';

/** How wide the text may be, in columns. Below 72 the methods and protections would not fit. */
export const TEXT_WIDTH = { default: 100, least: 72 } as const;

/** The colors of a report: bad, doubtful, good, remarks, secondary, headings. */
export type Color = 'red' | 'yellow' | 'green' | 'blue' | 'dim' | 'bold';

/** Paints a text, or leaves it as it is. */
export type Painter = (color: Color, text: string) => string;

/** A painter that paints, or one that does not. */
export function createPainter(paints: boolean): Painter {
  return paints ? (color, text) => styleText(color, text, { validateStream: false }) : (_, text) => text;
}

/** How text is shown on a terminal. */
export interface TextStyle {
  readonly paint: Painter;
  /** How many columns a line may have. */
  readonly width: number;
}

/** A style that paints, or not, and is as wide as asked: 72 columns at least. */
export function createTextStyle({ color = false, width }: { color?: boolean; width?: number }): TextStyle {
  return {
    paint: createPainter(color),
    width: Math.max(TEXT_WIDTH.least, Math.floor(width ?? 0) || TEXT_WIDTH.default),
  };
}

/** The text after a prefix, and under its end where it takes several lines. */
export function hanging(prefix: string, text: string, { width }: TextStyle): string[] {
  const indent = displayWidth(prefix);
  return wrapped(visible(text), width - indent).map(
    (line, i) => (i === 0 ? prefix : ' '.repeat(indent)) + line,
  );
}
