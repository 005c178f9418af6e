import { isSecretName, isSecretQueryName } from '../facts';

/** What stands for a secret. No digest of it: a short secret could be found by trying. */
export const HIDDEN = '(hidden)';

/** A JSON object in base64url begins with `eyJ`. */
const TOKEN = /eyJ[\w-]{4,}(?:\.[\w-]*)*/g;

/** A key or certificate in PEM form, also where line breaks are written `\n`, and where its end is missing. */
const PEM = /-----BEGIN [A-Z0-9 ]+-----(?:[A-Za-z0-9+/=:,\s-]|\\+[nr])*/g;

/** The user and the password of an address: `https://user:password@host`, also without one of them. */
const USER_INFO = /([a-z][a-z\d+.-]*:\\?\/\\?\/)[^/?#\s"'<>\\]*@/gi;

/** A parameter in the query of an address. */
const QUERY_PARAMETER = /([?&])([^=&?#\s"'<>]{1,64})=([^&#\s"'<>\\]+)/g;

/** What stands in a header for a password. */
const CREDENTIALS =
  /\b(Basic|basic|BASIC|Bearer|bearer|BEARER|Digest|Negotiate|AWS4-HMAC-SHA256)(\s+)(?=\S*(?:[\d=+/_.]|[a-z][A-Z]))[\w.~+/=-]{8,}/g;

/** Keys that say themselves what they are: of Stripe, AWS, Alibaba Cloud, GitHub, GitLab, Slack, Google, npm. */
const MARKED_KEY =
  /\b(?:[srp]k_(?:live|test)_\w{6,}|(?:AKIA|ASIA)[A-Z0-9]{12,}|LTAI\w{10,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{8,}|AIza[\w-]{30,}|npm_\w{30,})/g;

/** Nothing else can be a marked key; most texts have none of these. */
const MARKED = /k_|AKIA|ASIA|LTAI|gh[pousr]_|github_|glpat|xox|AIza|npm_/;

/**
 * A sentence or a value without what is certainly a secret, whatever it stands in: tokens, keys in PEM form, users and
 * passwords in addresses, secret parameters of their queries, credentials of HTTP.
 */
export function redact(text: string): string {
  return replaceSecrets(text, hidden);
}

function hidden(secret: string): string {
  return secret.startsWith('eyJ') ? '<token>' : HIDDEN;
}

/** What is put in the place of a secret. */
type Replace = (secret: string) => string;

function replaceSecrets(text: string, by: Replace): string {
  let shown = text;
  if (shown.includes('eyJ')) shown = shown.replace(TOKEN, by);
  if (shown.includes('-----BEGIN')) shown = shown.replace(PEM, by);
  if (shown.includes('@'))
    shown = shown.replace(
      USER_INFO,
      (whole, scheme: string) => `${scheme}${by(whole.slice(scheme.length, -1))}@`,
    );
  if (shown.includes('=') && /[?&]/.test(shown))
    shown = shown.replace(QUERY_PARAMETER, (whole, mark: string, name: string, value: string) =>
      isSecretQueryName(decoded(name)) && !/^\$\{[^}]*\}$|^\(hidden\)/.test(value)
        ? `${mark}${name}=${by(value)}`
        : whole,
    );
  if (shown.includes(' ') && /basic|bearer|digest|negotiate|hmac/i.test(shown))
    shown = shown.replace(
      CREDENTIALS,
      (whole, scheme: string, space: string) => scheme + space + by(whole.slice((scheme + space).length)),
    );
  return MARKED.test(shown) ? shown.replace(MARKED_KEY, by) : shown;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The name of a member, in JSON, in YAML, in JSON inside a string, in text for people: `api-key: `. */
const MEMBER = /(?<![\w-])([A-Za-z][\w.-]*)\\*["']?\s*[:=]\s*/g;

/** The value after it: up to the end of its quotes, or of the line. */
const VALUE = /(\\*["'])(?:(?!\1)(?:\\.|.))*(?:\1|$)|[^\s,}\]][^,}\]\n]*/sy;

/** Members of a key, and members that hold the value of something whose name is not beside them in a line. */
const SECRET_IN_TEXT = /^(?:d|p|q|dp|dq|qi|oth|k|ConstValue|HeaderValue|MockResult)$/;

/** Long runs of letters and digits, unless they are the name of a member. */
const RUN = /[A-Za-z0-9+/_=-]{20,}(?![A-Za-z0-9+/_=-]|\\*["']?\s*:)/g;

/**
 * A piece of a document, of which nobody knows what is in it, without what may be a secret: what {@link redact} leaves
 * out, members that are called like a secret, and long runs of letters and digits.
 */
export function redactDocument(text: string, by: Replace = hidden): string {
  const members = withoutMembers(text, by);
  return replaceSecrets(members, by).replace(RUN, (run) => (isRandom(run) ? by(run) : run));
}

function withoutMembers(text: string, by: Replace): string {
  let shown = '';
  let done = 0;
  for (const { 0: name, 1: called = '', index } of text.matchAll(MEMBER)) {
    if (index < done || !(isSecretName(called) || SECRET_IN_TEXT.test(called))) continue;
    // `Token:iss` names a claim, and no secret.
    if (name === 'Token:') continue;
    VALUE.lastIndex = index + name.length;
    const [value, quote = ''] = VALUE.exec(text) ?? [];
    if (value === undefined) continue;
    shown += text.slice(done, index) + name + quote + by(value.slice(quote.length));
    done = index + name.length + value.length;
  }
  return shown + text.slice(done);
}

function isRandom(run: string): boolean {
  return /\d/.test(run) && ((/[a-z]/.test(run) && /[A-Z]/.test(run)) || /^[0-9a-f]+$/i.test(run));
}

/**
 * A name of a document that cannot be read, for a message; of what may be no name, its length.
 *
 * @param write how it is written, such as in quotes
 */
export function nameInWords(name: string, write: (name: string) => string = (text) => text): string {
  const isName = /^[\w!$<>/:. -]{0,64}$/.test(name) && !(name.length >= LEAST_RANDOM && isRandom(name));
  return isName ? write(name) : `of ${name.length} characters`;
}

/** No shorter text is told from a name with a number in it. */
const LEAST_RANDOM = 12;

/** Every part of a text that {@link redact} would hide. */
export function secretsInText(text: string): string[] {
  const found: string[] = [];
  replaceSecrets(text, (secret) => {
    found.push(secret);
    return HIDDEN;
  });
  return found;
}

/** So many characters of a secret in a row tell it from words that happen to be in it. */
const TELLING = 8;

/** A text without secrets that are known, not even a part of them, in any usual encoding. */
export type Redactor = (text: string) => string;

/**
 * Hides these secrets, and every piece of {@link TELLING} characters of them, as they are, in JSON, in addresses and in
 * Base64. Shorter secrets are hidden where they stand as a word of their own with a digit in it, and secrets of nothing
 * but small letters not at all: their places are told by names.
 */
export function createRedactor(secrets: Iterable<string>): Redactor {
  const pieces = new Set<string>();
  const words = new Set<string>();
  for (const secret of secrets) {
    const trimmed = secret.trim();
    // Ordinary words stay: nobody may hide a word of ours by calling it a secret.
    if (!/[^a-z\s-]/.test(trimmed)) continue;
    if (trimmed.length < TELLING) {
      if (trimmed.length >= 4 && /\d/.test(trimmed)) words.add(trimmed);
      continue;
    }
    for (const text of writings(trimmed)) {
      words.add(text);
      for (let i = 0; i + TELLING <= text.length; i += 1) pieces.add(text.slice(i, i + TELLING));
    }
  }
  if (words.size === 0) return (text) => text;
  return (text) => withoutPieces(withoutWords(text, words), pieces);
}

/** So short a text is hidden only where it stands alone, or half of all words would be gone. */
const FEWEST_INSIDE = 3;

/**
 * Hides these texts wherever they stand, be they ordinary words: for what a person has named a secret. With them, every
 * piece that {@link createRedactor} hides, and the parts that lists and addresses are taken apart into.
 */
export function createStrictRedactor(secrets: readonly string[]): Redactor {
  const parts = secrets.flatMap((secret) => [secret, ...secret.split(/[\s,;:|/\\=&?@#.-]+/)]);
  const words = new Set(parts.map((part) => part.trim()).filter((part) => part !== ''));
  if (words.size === 0) return (text) => text;
  const longestFirst = [...words].sort((a, b) => b.length - a.length).map(hiddenWhere);
  const pattern = new RegExp(longestFirst.join('|'), 'g');
  const hidePieces = createRedactor(secrets);
  return (text) => hidePieces(text).replace(pattern, HIDDEN);
}

function hiddenWhere(word: string): string {
  const written = [
    ...new Set([word, JSON.stringify(word).slice(1, -1), encodeURIComponent(Buffer.from(word).toString())]),
  ];
  const exactly = written.map((each) => each.replace(/[^\w\s]/g, '\\$&')).join('|');
  return word.length < FEWEST_INSIDE ? `(?<!\\w)(?:${exactly})(?!\\w)` : `(?:${exactly})`;
}

/** A secret as it may be written: Base64 depends on where in three bytes it begins, and its ends on what is beside. */
function writings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(before === 0 ? 0 : before + 1, -1);
  });
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(bytes.toString()),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

function withoutWords(text: string, words: ReadonlySet<string>): string {
  let shown = text;
  for (const word of words)
    if (shown.includes(word))
      shown =
        word.length >= TELLING
          ? shown.replaceAll(word, HIDDEN)
          : shown.replace(new RegExp(`(?<!\\w)${word.replace(/\W/g, '\\$&')}(?!\\w)`, 'g'), HIDDEN);
  return shown;
}

function withoutPieces(text: string, pieces: ReadonlySet<string>): string {
  let shown = '';
  let done = 0;
  for (let i = 0; i + TELLING <= text.length; i += 1) {
    if (!isTelling(text.slice(i, i + TELLING), pieces)) continue;
    let end = i + TELLING;
    while (end < text.length && pieces.has(text.slice(end - TELLING + 1, end + 1))) end += 1;
    shown += text.slice(done, i) + HIDDEN;
    done = end;
    i = end - 1;
  }
  return shown + text.slice(done);
}

/** Ordinary words may stand in a secret, too; a piece that is only that is hidden with the whole secret. */
function isTelling(piece: string, pieces: ReadonlySet<string>): boolean {
  return pieces.has(piece) && /[^a-z\s-]/.test(piece);
}
