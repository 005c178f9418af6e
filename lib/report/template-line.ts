import { shortenToWidth } from './display-width';
import { visible } from './visible';

/** A line of a template, and the column that is meant, counted from 1. */
export interface TemplateLine {
  readonly text: string;
  readonly column: number;
}

/** How far around the column secrets are looked for: lines may have megabytes. */
const AROUND = 2_000;

/** A column further to the right is brought to the beginning of the line. */
const FAR = 40;

/** The line in one line of at most so many columns, without indentation, and without anything that may be a secret. */
export function shownLine({ text, column }: TemplateLine, width: number): string {
  const start = Math.max(0, column - 1 - AROUND);
  const near = withoutSecrets(text.slice(start, column + AROUND));
  const at = column - 1 - start;
  const indent = near.length - near.trimStart().length;
  const isCut = at - indent > FAR && near.length - indent > width;
  const shown = isCut ? near.slice(at) : near.slice(indent);
  return shortenToWidth(visible(`${isCut ? '…' : ''}${shown.trimEnd().replace(/\*{4,}/g, '***')}`), width);
}

const SECRET_NAMES = 'd|p|q|dp|dq|qi|oth|k|[\\w-]*(?:secret|private|passw|passphrase|credential)[\\w-]*';

/** The value of a member whose name says that it is secret, in JSON, in YAML, and in JSON inside a string. */
const SECRET_MEMBER = new RegExp(
  `((?<![\\w-])(?:${SECRET_NAMES})\\\\*["']?\\s*[:=]\\s*)(?:(\\\\*["'])(.*?)(?:\\2|$)|([^\\s,}\\]][^,}\\]]*))`,
  'gis',
);

/** Long runs of letters and digits, unless they are the name of a member. */
const RUN = /[A-Za-z0-9+/_=-]{24,}(?![A-Za-z0-9+/_=-]|\\*["']?\s*:)/g;

const TOKEN = /eyJ[\w-]{4,}(?:\.[\w-]*)*/g;

/** Every secret is painted over with as many stars, so that columns stay what they are. */
function withoutSecrets(text: string): string {
  return text
    .replace(
      SECRET_MEMBER,
      (whole, name: string, quote = '') => name + quote + stars(whole.slice((name + quote).length)),
    )
    .replace(TOKEN, stars)
    .replace(RUN, (run) => (isRandom(run) ? stars(run) : run));
}

function isRandom(run: string): boolean {
  return /\d/.test(run) && ((/[a-z]/.test(run) && /[A-Z]/.test(run)) || /^[0-9a-f]+$/i.test(run));
}

function stars(text: string): string {
  return '*'.repeat(text.length);
}
