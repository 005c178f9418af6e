import { createHash } from 'node:crypto';
import type { TokenPlace } from '../../model';
import type { JwtAuthModel } from '../../plugin';
import { type Refusal, type SignedToken, verificationAt } from '../../token';
import { type Answer, answerUnemulated, refuse } from '../exchange/answer';
import type { Call } from '../exchange/call';
import type { Step } from '../plan/route-plan';
import { tokenReaderOf } from '../plan/token-source';
import type { JwtCheck } from './jwt-check';

/**
 * Lets those through who show a token that the plug-in accepts.
 *
 * @param place where it is looked for; `undefined` where no request can have it
 */
export function jwtStep(place: TokenPlace | undefined, check: JwtCheck): Step {
  const readToken = place && tokenReaderOf(place);
  return (call) => {
    const text = readToken?.(call);
    if (typeof text === 'object') return text;
    if (text === undefined) return withoutToken(call, check.model);
    const token = check.checkSignature(text);
    return token instanceof Promise
      ? token.then((checked) => judge(call, checked, check))
      : judge(call, token, check);
  };
}

function judge(call: Call, token: SignedToken | Refusal, check: JwtCheck): Answer | undefined {
  return 'signed' in token ? accept(call, token, check) : refused(token);
}

function withoutToken(call: Call, { bypassEmptyToken, parameter }: JwtAuthModel): Answer | undefined {
  if (!bypassEmptyToken) return refuse('I400JR', `there is no token in ${parameter}`);
  call.admission = 'no token: bypassEmptyToken';
  call.note('jwtAuth', call.admission);
  return undefined;
}

function accept(call: Call, token: SignedToken, check: JwtCheck): Answer | undefined {
  const { ignoreExpirationCheck = false } = check.model;
  const verification = verificationAt(token, { now: () => call.arrivedAt, ignoreExpirationCheck });
  if (!verification.verified) return refused(verification);
  const replay = check.model.preventJtiReplay ? replayed(token, call, check) : undefined;
  if (replay !== undefined) return replay;
  call.token = token;
  call.admission = check.nameOf(token);
  call.note('jwtAuth', call.admission);
  return undefined;
}

function replayed(
  { claims, key }: SignedToken,
  call: Call,
  { model, replaysOf }: JwtCheck,
): Answer | undefined {
  const { exp, jti } = claims;
  if (typeof jti !== 'string' || jti === '') return refuse('S403JI', '');
  const id = createHash('sha256').update(jti).digest('base64');
  const isForGood = typeof exp !== 'number' || model.ignoreExpirationCheck === true;
  switch (
    replaysOf(key.thumbprint).remember(id, isForGood ? Number.POSITIVE_INFINITY : exp * 1000, call.arrivedAt)
  ) {
    case 'new':
      return undefined;
    case 'seen':
      return refuse('S403JU', '');
    case 'full':
      return answerUnemulated('jwtAuth', 'too many ids of tokens (jti) are remembered to tell a new one');
  }
}

function refused({ code, message }: Refusal): Answer {
  return refuse(code, message);
}
