import { JWT_ERRORS, type JwtErrorCode } from '../../facts';
import { type DecodedToken, type Verification, verifyToken } from '../../token';
import type { CommandContext } from '../context';
import { askedKeys, type ChosenKeys, findKeys } from './chosen-keys';

type Verified = Extract<Verification, { verified: true }>;

/** Whether a token verifies, with what, and why not. */
export type SignatureCheck =
  | { readonly outcome: 'verified'; readonly keys: ChosenKeys; readonly verification: Verified }
  | {
      readonly outcome: 'not verified';
      readonly keys: ChosenKeys;
      readonly reason: string;
      readonly message: string;
      /** How the gateway would answer. */
      readonly answer: { readonly status: number; readonly code: JwtErrorCode };
    }
  | { readonly outcome: 'not checked'; readonly message: string };

/** A token, and where keys may come from. */
interface SignatureQuestion {
  readonly text: string;
  readonly token: DecodedToken;
  /** A name in the folder, or a file. */
  readonly keys: string | undefined;
  readonly folder: string;
}

/** Checks a token with the key set that was asked for, else with the one that has its key. */
export async function checkSignature(
  context: CommandContext,
  question: SignatureQuestion,
): Promise<SignatureCheck> {
  const { text, token, keys: asked, folder } = question;
  if (asked === undefined && token.signatureBytes === 0) {
    return { outcome: 'not checked', message: 'the token is not signed' };
  }
  const keys =
    asked === undefined ? findKeys(context, folder, token.header.kid) : askedKeys(context, folder, asked);
  if ('missing' in keys) return { outcome: 'not checked', message: keys.missing };
  const verification = await verifyToken(text, keys.set, { now: context.io.now });
  if (verification.verified) return { outcome: 'verified', keys, verification };
  const { reason, message, code } = verification;
  const answer = { status: JWT_ERRORS[code].value.status, code };
  return { outcome: 'not verified', keys, reason, message, answer };
}
