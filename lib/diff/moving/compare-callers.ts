import type { JwtConsumer } from '../../cloud-native';
import {
  accessText,
  certainProtection,
  isPreflightAnswer,
  type JwtLock,
  LOCK_WORDS,
  type Lock,
  type Protection,
  publicWords,
} from '../../model';
import { PREFLIGHT } from '../judging/openness';
import {
  breaks,
  callersUnclear,
  mayBreak,
  neutral,
  safe,
  stronger,
  unclear,
  weaker,
} from '../judging/verdict';
import { compareTokens } from './compare-tokens';
import type { Finding } from './finding';
import type { MovedRoute } from './moved-route';

/** What callers have to show before and after, and which tokens are good. */
export function compareCallers(moved: MovedRoute): readonly Finding[] {
  const [was, is] = [moved.before, moved.after].map(({ stage }) => certainProtection(stage));
  if (was === undefined || is === undefined) return [];
  const sides = { before: accessText(was), after: accessText(is) };
  const told = (finding: Finding): Finding => ({ ...sides, ...finding });
  if (is.kind === 'unknown') return [told(becameUnknown(is.why, was))];
  if (is.kind === 'public') {
    const isAlike = was.kind === 'public' && was.optionalToken === undefined;
    return isAlike ? [] : [told(opened(moved, was, is))];
  }
  if (was.kind === 'unknown') return [told(becameKnown(was.why))];
  const consumers = consumersOf(moved);
  if (was.kind === 'public') {
    const { optionalToken } = was;
    const tokens = optionalToken === undefined ? [] : compareTokens(moved, optionalToken, consumers);
    return [told(closed(optionalToken)), ...tokens];
  }
  const lock = was.locks.find((each) => each.kind === 'jwt');
  const others = was.locks.filter(({ kind }) => kind !== 'jwt').map(({ kind }) => kind);
  return [
    ...(others.length === 0 ? [] : [told(lostLocks(others, lock))]),
    ...was.perhaps.map(({ kind, why }) => told(perhapsLost(kind, why))),
    ...(lock === undefined ? [] : compareTokens(moved, lock, consumers)),
  ];
}

/** Whose tokens are let in. */
function consumersOf({ after: { stage } }: MovedRoute): readonly JwtConsumer[] {
  const scope = stage.jwtAuth;
  if (scope.kind !== 'checked') return [];
  return scope.consumers.filter(({ name }) => scope.allow?.has(name) ?? true);
}

const TOKEN = LOCK_WORDS['jwt-auth'];

function opened(
  { after }: MovedRoute,
  was: Protection,
  is: Extract<Protection, { kind: 'public' }>,
): Finding {
  const why = after.stage.openBecause;
  if (was.kind === 'public')
    return {
      kind: 'authentication-removed',
      message: `no longer looks at tokens: ${why ?? publicWords(is)}`,
      admits: ['callers with a bad token'],
      posture: weaker('callers with a bad token get in, where only those without one did'),
      callers: safe('what they send is more than enough'),
    };
  const words = was.kind === 'unknown' ? 'what it asked for' : `for ${wordsOf(was)}`;
  return {
    kind: was.kind === 'unknown' ? 'protection-became-known' : 'authentication-removed',
    message: `no longer asks ${words}: ${why ?? publicWords(is)}`,
    admits: ['anybody'],
    posture: isPreflightAnswer(after.route) ? neutral(PREFLIGHT) : weaker(publicWords(is)),
    callers: safe('what they send is more than enough'),
  };
}

function wordsOf(protection: Protection): string {
  const locks: readonly Lock[] = protection.kind === 'locked' ? protection.locks : [];
  return locks.map(({ kind }) => LOCK_WORDS[kind]).join(' and ');
}

function closed(optional: JwtLock | undefined): Finding {
  const who = `callers without ${TOKEN}`;
  return {
    kind: optional === undefined ? 'authentication-added' : 'empty-token-refused',
    message: `now asks for ${TOKEN}`,
    refuses: [who],
    posture: stronger(`${who} are refused`),
    callers: breaks(`${who} are refused`),
  };
}

/** The plug-in jwt-auth asks for a token and nothing else: what had to be shown beside it, or instead of it, is gone. */
function lostLocks(lost: readonly Lock['kind'][], jwt: JwtLock | undefined): Finding {
  const old = lost.map((kind) => LOCK_WORDS[kind]).join(' and ');
  const isInstead = jwt === undefined;
  const who = `callers without ${old}${isInstead ? ` who have ${TOKEN}` : ''}`;
  return {
    kind: isInstead ? 'authentication-changed' : 'authentication-removed',
    message: isInstead ? `asks for ${TOKEN} instead of ${old}` : `no longer asks for ${old}`,
    admits: [who],
    refuses: isInstead ? [`callers without ${TOKEN}`] : [],
    posture: weaker(`${who} get in`),
    callers: isInstead
      ? breaks(`callers without ${TOKEN} are refused`)
      : safe('what they send is more than enough'),
  };
}

function perhapsLost(kind: Lock['kind'], why: string): Finding {
  return {
    kind: 'protection-became-known',
    message: `asks no longer for ${LOCK_WORDS[kind]}, which perhaps had to be shown`,
    unclear: [why],
    posture: unclear(why),
    callers: safe('what they send is enough'),
  };
}

function becameUnknown(why: string, was: Protection): Finding {
  const isOpen = was.kind === 'public';
  return {
    kind: 'protection-became-unknown',
    message: `the template does not say who may call: ${why}`,
    unclear: [why],
    posture: isOpen ? neutral('it can only be shut') : unclear(why),
    callers: isOpen ? mayBreak(why) : callersUnclear(why),
  };
}

function becameKnown(why: string): Finding {
  return {
    kind: 'protection-became-known',
    message: `now asks for ${TOKEN}; what it asked for before cannot be read`,
    unclear: [why],
    posture: unclear(why),
    callers: callersUnclear(why),
  };
}
