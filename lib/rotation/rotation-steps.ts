import { GatewayError } from '../errors';
import { type Instant, instantOf } from '../instant';
import type { RotationPlan, RotationStep } from './rotation-plan';

const DAY = 24 * 60 * 60;

/** How long each step may take, in seconds, before it is overdue. */
const STEP_SECONDS = 7 * DAY;

/** What a plan has unless somebody says otherwise. */
const PLAN_DEFAULTS = { propagation: 10 * 60, maxAge: 365 * DAY } as const;

/** What a rotation is planned with. */
interface RotationStart {
  /** The key that is going to sign. */
  readonly kid: string;
  /** The key that signs now. */
  readonly signer: string;
  /** How long a token is good at most, in seconds. */
  readonly tokenLifetime: number;
  /** From when on the new key is published, in milliseconds since 1970. */
  readonly start: number;
  /** The plan of earlier rotations. */
  readonly previous?: RotationPlan;
}

/** Whether a rotation is under way. */
export function isOpen({ steps }: RotationPlan): boolean {
  return steps.some(({ done }) => done === undefined);
}

/**
 * Refuses to begin while a rotation is under way.
 *
 * @throws GatewayError `rotation-refused`
 */
export function refuseOpen({ steps }: RotationPlan): void {
  const open = steps.find(({ done }) => done === undefined);
  if (open === undefined) return;
  throw refused(`a rotation is under way: next it has to ${stepWords(open)}`, 'finish it first');
}

/**
 * Plans a rotation: the new key is published beside the old one, then it signs, and when the last token of the old key
 * has expired, the old one is retired.
 *
 * @throws GatewayError `rotation-refused` while another one is under way
 */
export function planRotation({ kid, previous, signer, start, tokenLifetime }: RotationStart): RotationPlan {
  if (previous !== undefined) refuseOpen(previous);
  const { maxAge, propagation } = previous ?? PLAN_DEFAULTS;
  const from = { publish: start, sign: start + propagation * 1000, retire: 0 };
  from.retire = from.sign + (tokenLifetime + propagation) * 1000;
  return {
    tokenLifetime,
    propagation,
    maxAge,
    signer,
    steps: [
      // From this the age of the key that signs is known.
      ...(previous?.steps.filter(({ action, kid }) => action === 'publish' && kid === signer) ?? []),
      { action: 'publish', kid, ...window(from.publish) },
      { action: 'sign', kid, ...window(from.sign) },
      { action: 'retire', kid: signer, ...window(from.retire) },
    ],
  };
}

/**
 * Lets the new key sign. From now on the tokens of the old one expire, and the date at which it may go follows.
 *
 * @throws GatewayError `rotation-refused` where no step says so, or its time has not come
 */
export function switchSigner(plan: RotationPlan, kid: string, now: number): RotationPlan {
  const step = plan.steps.find(
    (each) => each.action === 'sign' && each.kid === kid && each.done === undefined,
  );
  if (step === undefined)
    throw refused(`no open step lets kid ${kid} sign`, 'start a rotation with keys rotate');
  refuseEarly(step, now);
  const done = instantOf(now);
  const from = now + (plan.tokenLifetime + plan.propagation) * 1000;
  return {
    ...plan,
    signer: kid,
    steps: plan.steps.map((each) => {
      if (each.done !== undefined) return each;
      if (each.action === 'retire')
        return from > Date.parse(each.notBefore) ? { ...each, ...window(from) } : each;
      return { ...each, done };
    }),
  };
}

/** How a key is retired before its time. */
interface Forced {
  /** Why: it is kept in the plan. */
  readonly because: string;
}

/**
 * Retires a key: the old one when its time has come, or by force any that does not sign. By force the new key of a
 * rotation goes as well, and with it the rotation.
 *
 * @throws GatewayError `rotation-refused` for the key that signs, where no step says so, or its time has not come
 */
export function retireKey(plan: RotationPlan, kid: string, now: number, forced?: Forced): RotationPlan {
  if (kid === plan.signer)
    throw refused(`kid ${kid} signs: its tokens would be refused`, 'let another key sign first');
  const step = plan.steps.find(
    (each) => each.action === 'retire' && each.kid === kid && each.done === undefined,
  );
  if (step !== undefined && forced === undefined) refuseOutOfOrder(plan, step, now);
  if (step !== undefined)
    return { ...plan, steps: plan.steps.map((each) => (each === step ? ended(each, now, forced) : each)) };
  if (forced === undefined) {
    throw refused(`no open step retires kid ${kid}`, "with --force --because 'why' it goes all the same");
  }
  const at = instantOf(now);
  const gone: RotationStep = {
    action: 'retire',
    kid,
    notBefore: at,
    by: at,
    done: at,
    because: forced.because,
  };
  const isCancelled = plan.steps.some((each) => each.kid === kid && each.done === undefined);
  const kept = isCancelled ? plan.steps.filter(({ done }) => done !== undefined) : plan.steps;
  const firstOpen = kept.findIndex(({ done }) => done === undefined);
  const place = firstOpen === -1 ? kept.length : firstOpen;
  return { ...plan, steps: [...kept.slice(0, place), gone, ...kept.slice(place)] };
}

function refuseOutOfOrder({ steps }: RotationPlan, step: RotationStep, now: number): void {
  const earlier = steps.slice(0, steps.indexOf(step)).find(({ done }) => done === undefined);
  if (earlier !== undefined) throw refused(`first it has to ${stepWords(earlier)}`, 'see keys list');
  refuseEarly(step, now);
}

function refuseEarly(step: RotationStep, now: number): void {
  if (now >= Date.parse(step.notBefore)) return;
  throw refused(
    `it is too early to ${stepWords(step)}`,
    `from ${step.notBefore} on no call is refused for it; it is ${instantOf(now)}`,
  );
}

function ended(step: RotationStep, now: number, forced: Forced | undefined): RotationStep {
  return { ...step, done: instantOf(now), ...(forced === undefined ? {} : { because: forced.because }) };
}

const WORDS = {
  publish: 'publish',
  sign: 'sign with',
  retire: 'retire',
} as const satisfies Record<RotationStep['action'], string>;

/** A step in words: `sign with kid a1b2`. */
export function stepWords({ action, kid }: Pick<RotationStep, 'action' | 'kid'>): string {
  return `${WORDS[action]} kid ${kid}`;
}

function window(from: number): { readonly notBefore: Instant; readonly by: Instant } {
  return { notBefore: instantOf(from), by: instantOf(from + STEP_SECONDS * 1000) };
}

/** That a step would break calls, or that there is none. */
export function refused(text: string, hint?: string): GatewayError {
  return new GatewayError('rotation-refused', text, { hint });
}
