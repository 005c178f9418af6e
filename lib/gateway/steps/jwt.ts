import { isAuthorization, type TokenPlace } from '../../model';
import { type BackendName, type JwtAuthModel, takenNames } from '../../plugin';
import { digestOf, type Refusal, type SignedToken, verificationAt } from '../../token';
import { type Answer, answerUnemulated, refuse } from '../exchange/answer';
import type { Call, Step } from '../exchange/call';
import { looseNames } from '../exchange/target';
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
      ? token.then((checked) => acceptOrRefuse(call, checked, check))
      : acceptOrRefuse(call, token, check);
  };
}

function acceptOrRefuse(call: Call, token: SignedToken | Refusal, check: JwtCheck): Answer | undefined {
  return 'signed' in token ? accept(call, token, check) : refused(token);
}

function withoutToken(call: Call, { bypassEmptyToken, parameter }: JwtAuthModel): Answer | undefined {
  if (!bypassEmptyToken) return refuse('I400JR', `there is no token in ${parameter}`);
  call.passReason = 'no token: bypassEmptyToken';
  call.note('jwtAuth', call.passReason);
  return undefined;
}

function accept(call: Call, token: SignedToken, check: JwtCheck): Answer | undefined {
  const { ignoreExpirationCheck = false } = check.model;
  const verification = verificationAt(token, { now: () => call.receivedAt, ignoreExpirationCheck });
  if (!verification.verified) return refused(verification);
  const replay = check.model.preventJtiReplay ? replayed(token, call, check) : undefined;
  if (replay !== undefined) return replay;
  call.token = token;
  call.passReason = check.tokenName(token);
  call.note('jwtAuth', call.passReason);
  return undefined;
}

function replayed(
  { claims, key }: SignedToken,
  call: Call,
  { model, replaysOf }: JwtCheck,
): Answer | undefined {
  const { exp, jti } = claims;
  if (typeof jti !== 'string' || jti === '') return refuse('S403JI', '');
  const id = digestOf(jti);
  const isForGood = typeof exp !== 'number' || model.ignoreExpirationCheck === true;
  switch (
    replaysOf(key.thumbprint).remember(id, isForGood ? Number.POSITIVE_INFINITY : exp * 1000, call.receivedAt)
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

/**
 * The token of a request; `undefined` when there is none, an answer when another might be read in its place: the
 * backend might take that one.
 */
type TokenReader = (call: Call) => string | Answer | undefined;

/** How the token of a request is read at its place. */
function tokenReaderOf(place: TokenPlace): TokenReader {
  const { location, name } = place;
  switch (location) {
    case 'header':
      return headerReader(place);
    case 'query': {
      const only = onlyNamed({ location, name });
      return (call) =>
        only(
          call.queryPairs.map((pair) => ({ names: looseNames(pair), name: pair.name, value: pair.value })),
        );
    }
    case 'cookie': {
      const only = onlyNamed({ location: 'query', name });
      return (call) => only(cookiesOf(call));
    }
    case 'form':
    case 'path':
      // Of a form that the gateway reads, the backend gets nothing but what is declared, and each once.
      return (call) => present(call.parameters.get(name));
  }
}

function headerReader(place: TokenPlace): TokenReader {
  const only = onlyNamed({ location: 'header', name: place.name });
  const name = place.name.toLowerCase();
  return ({ request }) => {
    const text = only(
      request.headers.map(([each, value]) => ({
        names: [each],
        name: each.toLowerCase() === name ? place.name : each,
        value,
      })),
    );
    if (typeof text !== 'string' || !isAuthorization(place)) return text;
    return present(text.replace(/^bearer(?: |$)/i, ''));
  };
}

interface Named {
  readonly name: string;
  /** What backends might read as its name. */
  readonly names: readonly string[];
  readonly value: string;
}

/** The one value that has the name, where no other has one that a backend might read as that. */
function onlyNamed({ location, name }: BackendName): (all: readonly Named[]) => string | Answer | undefined {
  const isSame = takenNames([{ location, name }]);
  return (all) => {
    const [first, second] = all.filter((each) =>
      each.names.some((asked) => isSame({ location, name: asked })),
    );
    if (second !== undefined) return refuse('I400HD', `${name} comes more than once`);
    if (first === undefined) return undefined;
    return first.name === name
      ? present(first.value)
      : refuse('I400HD', `${name} comes under another spelling, which the backend might read`);
  };
}

/** An empty token is none. */
function present(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function cookiesOf(call: Call): readonly Named[] {
  return call
    .headerValues('cookie')
    .flatMap((line) => line.split(';'))
    .map((raw) => {
      const mark = raw.indexOf('=');
      const value = raw.slice(mark + 1).trim();
      return {
        // Some readers end a cookie at a comma.
        names: raw.split(',').flatMap((each) => looseNames({ raw: each })),
        name: raw.slice(0, Math.max(mark, 0)).trimStart(),
        value: value.replace(/^"(.*)"$/, '$1'),
      };
    });
}
