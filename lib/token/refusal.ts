import type { JwtErrorCode } from '../facts';
import { asciiOnly } from '../text';
import type { Claims } from './claims';
import type { DecodedToken, TokenHeader } from './decode';

/** Why a token is refused, and the code the gateway is known to answer with (facts: all but the status recalled). */
export const REFUSAL_CODES = {
  'algorithm-mismatch': 'A403JT',
  'algorithm-none': 'A403JT',
  'algorithm-symmetric': 'A403JT',
  'claim-malformed': 'A403JT',
  'critical-header': 'A403JT',
  expired: 'A403JE',
  'key-not-found': 'A403JK',
  'key-not-for-signatures': 'A403JT',
  malformed: 'I400JD',
  'not-yet-valid': 'A403JT',
  'signature-invalid': 'A403JT',
  // Which code the gateway has for this was not found; it cannot read such a token either.
  'too-large': 'I400JD',
} as const satisfies Record<string, JwtErrorCode>;

/** Why a token is refused. */
export type RefusalReason = keyof typeof REFUSAL_CODES;

/** That a token is refused, and why. */
export interface Refusal {
  readonly verified: false;
  readonly reason: RefusalReason;
  /** What the gateway would answer. */
  readonly code: JwtErrorCode;
  /** One line of ASCII, without the token in it. */
  readonly message: string;
  /** What an unproven header says, when it could be read. */
  readonly header?: TokenHeader;
  /** What unproven claims say, when they could be read. */
  readonly claims?: Claims;
}

/** Why, in a word and in a sentence. */
export interface Doubt {
  readonly reason: RefusalReason;
  readonly message: string;
}

/** A refusal for this reason. */
export function refusalOf(
  { reason, message }: Doubt,
  token?: Pick<DecodedToken, 'header' | 'claims'>,
): Refusal {
  const parts = token === undefined ? {} : { header: token.header, claims: token.claims };
  return { verified: false, reason, code: REFUSAL_CODES[reason], message, ...parts };
}

/** Text from a token for a message: quoted, short, and without what a terminal or a response header would obey. */
export function quoted(text: string): string {
  const short = text.length > 64 ? `${text.slice(0, 64)}...` : text;
  return asciiOnly(JSON.stringify(short));
}
