import type { Grade } from '../facts';

/** What becomes of a thing in the move; the worst first. */
export const STANDINGS = ['cannot be moved', 'becomes weaker', 'needs a decision', 'carries over'] as const;

/** What becomes of a thing in the move. */
export type Standing = (typeof STANDINGS)[number];

/** A thing that a route of a traditional gateway has, and what becomes of it. */
interface Topic {
  readonly standing: Standing;
  /** What it is. */
  readonly what: string;
  /** Why it is so. */
  readonly why: string;
  readonly grade: Grade;
  readonly remedy: string;
}

const topic = (standing: Standing, grade: Grade, what: string, why: string, remedy: string): Topic => ({
  standing,
  what,
  why,
  grade,
  remedy,
});

/** Everything that is looked at, by a name that never changes its meaning. */
export const TOPICS = {
  'jwt-keys': topic(
    'carries over',
    'doc',
    'tokens are checked with the same public keys',
    'jwt-auth takes a key set for each consumer',
    'give every key its alg and kid, name from_headers, set clock_skew_seconds to 0, and attach with Enable true',
  ),
  'exact-claims': topic(
    'carries over',
    'inferred',
    'tokens have to name one issuer, audience or other claim',
    'a consumer demands exact texts, issuer and claims; a claim that is a list or a number is refused, such as a list in aud',
    'set issuer and claims of the consumer, and ask who makes tokens with a list in aud',
  ),
  'public-route': topic(
    'carries over',
    'inferred',
    'anybody may call it',
    'an operation without a rule asks nobody for a token, unless something is attached to its API or its gateway',
    'put public operations into an HttpApi of their own, with nothing attached',
  ),
  'protection-unknown': topic(
    'needs a decision',
    'doc',
    'the template does not say who may call it',
    'what is not known cannot be compared',
    'find out what the old gateway does, with verify OLD_URL --template',
  ),
  'several-keys': topic(
    'needs a decision',
    'inferred',
    'several issuers or audiences are taken',
    'a consumer has one value for each claim, and a token whose aud is a list is refused',
    'make a consumer for each value; ask who makes tokens with a list in aud',
  ),
  'claim-condition': topic(
    'cannot be moved',
    'inferred',
    'a rule compares claims with an expression',
    'jwt-auth compares claims with one exact text',
    'use exact claims, or let a plug-in of your own, ext-auth or the backend decide',
  ),
  'claim-to-header': topic(
    'needs a decision',
    'inferred',
    'claims reach the backend in headers',
    'a claim that is a list, an object or a boolean sets nothing, and what the caller sent in the header goes on',
    'forward claims only that are texts in every token, with override true',
  ),
  'claim-elsewhere': topic(
    'cannot be moved',
    'inferred',
    'claims reach the backend in the query, the path or a form',
    'claims_to_headers knows headers only',
    'let the backend read the header',
  ),
  'token-in-form': topic(
    'cannot be moved',
    'inferred',
    'the token is read from a form or the path',
    'jwt-auth reads headers, query parameters and cookies',
    'let callers send Authorization',
  ),
  replay: topic(
    'becomes weaker',
    'inferred',
    'each token is taken once (preventJtiReplay)',
    'jwt-auth remembers no tokens',
    'shorten the lifetime of tokens, or remember jti in the backend',
  ),
  'optional-token': topic(
    'cannot be moved',
    'inferred',
    'a token may be left out (bypassEmptyToken)',
    'jwt-auth asks for a token, or for none',
    'make two operations, or let the backend check the token',
  ),
  'expired-tokens': topic(
    'cannot be moved',
    'doc',
    'expired tokens are taken (ignoreExpirationCheck)',
    'jwt-auth always looks at exp where it is there',
    'let callers renew their tokens first',
  ),
  'app-signature': topic(
    'needs a decision',
    'inferred',
    'callers sign with an AppKey',
    'consumers with AK/SK or the plug-in hmac-auth sign otherwise: every client changes; whether a JWT can be asked for beside it is not documented',
    'choose what takes its place before the first client moves',
  ),
  'other-authentication': topic(
    'needs a decision',
    'inferred',
    'callers show something else than a token of a JWT plug-in',
    'there are plug-ins and policies for it, whose configuration is another',
    'choose the plug-in or policy, and prove it with verify',
  ),
  'parameter-checks': topic(
    'becomes weaker',
    'doc',
    'parameters are checked (required, type, range, pattern)',
    'a cloud-native gateway documents parameters and does not check them',
    'check them in the backend, or with the plug-in request-validation',
  ),
  'any-method': topic(
    'needs a decision',
    'doc',
    'it takes every method',
    'an operation has one method',
    'make one operation for each method that is used',
  ),
  'ip-control': topic(
    'needs a decision',
    'doc',
    'addresses are limited',
    'allow lists of several levels intersect and block lists add up; the keys of the policy are not known',
    'try the policy in an account, at the level where the plug-in was',
  ),
  throttling: topic(
    'needs a decision',
    'inferred',
    'calls are throttled',
    'RateLimit counts per second, and not by user, app or claim',
    'choose a limit per second',
  ),
  cors: topic(
    'needs a decision',
    'inferred',
    'browsers of other origins may call',
    'the keys of the policy Cors were not seen documented',
    'try the policy in an account',
  ),
  'other-plugin': topic(
    'needs a decision',
    'inferred',
    'another plug-in is bound',
    'it has no counterpart that is known to be the same',
    'find out who relies on it',
  ),
  'backend-function': topic(
    'needs a decision',
    'doc',
    'the backend is a function',
    'only functions of Function Compute 3.0 are called, over HTTP',
    'move the function to 3.0 with an HTTP trigger',
  ),
  'backend-vpc': topic(
    'needs a decision',
    'doc',
    'the backend is inside a VPC',
    'the gateway stands in one VPC, and reaches services in it by address or name',
    'buy the instance in the VPC of the backend',
  ),
  stages: topic(
    'needs a decision',
    'doc',
    'it is published to several stages',
    'there are no stages, and no variables of stages',
    'use one gateway instance for each stage',
  ),
} as const satisfies Record<string, Topic>;

/** The name of a topic: `replay`. */
export type TopicId = keyof typeof TOPICS;

/** Whether a word is the name of a topic. */
export function isTopicId(word: string): word is TopicId {
  return Object.hasOwn(TOPICS, word);
}
