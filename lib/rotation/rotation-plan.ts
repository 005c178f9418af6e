import { durationText } from '../duration';
import type { Instant } from '../instant';
import {
  type Cursor,
  duration,
  type Extensible,
  instant,
  listOf,
  object,
  optional,
  text,
  where,
} from '../shape';
import { readShaped } from '../template';

/** What is done with a key in a step of a rotation. */
export type RotationAction = 'publish' | 'sign' | 'retire';

/** The actions, in the order in which a key goes through them. */
const ROTATION_ACTIONS: readonly RotationAction[] = ['publish', 'sign', 'retire'];

/** One step of a rotation. */
export interface RotationStep {
  readonly action: RotationAction;
  readonly kid: string;
  /** Before this the step breaks calls. */
  readonly notBefore: Instant;
  /** After this the step is overdue. */
  readonly by: Instant;
  /** When it was done. */
  readonly done?: Instant;
  /** Why it was done before its time. */
  readonly because?: string;
}

/** `NAME.rotation.yaml`: which key of a set signs, and when keys come and go. */
export interface RotationPlan {
  /** How long a token is good at most, in seconds. */
  readonly tokenLifetime: number;
  /** How long it may take until a change has reached everybody, in seconds. */
  readonly propagation: number;
  /** After how long a key that signs should be replaced, in seconds. */
  readonly maxAge: number;
  /** The kid of the key that signs. */
  readonly signer: string;
  /** In the order in which they are done. */
  readonly steps: readonly RotationStep[];
}

interface WrittenStep extends Extensible {
  readonly publish?: string;
  readonly sign?: string;
  readonly retire?: string;
  readonly notBefore: Instant;
  readonly by: Instant;
  readonly done?: Instant;
  readonly because?: string;
}

interface WrittenPlan extends Extensible, Omit<RotationPlan, 'steps'> {
  readonly steps: readonly WrittenStep[];
}

const step = where(
  object<WrittenStep>({
    publish: optional(text),
    sign: optional(text),
    retire: optional(text),
    notBefore: instant,
    by: instant,
    done: optional(instant),
    because: optional(text),
  }),
  (written, at) => {
    refuseOthers(written, at);
    const named = ROTATION_ACTIONS.filter((action) => written[action] !== undefined);
    if (named.length !== 1) at.problem(`must have one of ${ROTATION_ACTIONS.join(', ')}, with a kid`);
    if (written.by < written.notBefore) at.at('by').problem('is before notBefore');
  },
);

const plan = where(
  object<WrittenPlan>({
    tokenLifetime: duration,
    propagation: duration,
    maxAge: duration,
    signer: text,
    steps: listOf(step),
  }),
  (written, at) => {
    refuseOthers(written, at);
    if (at.problems.length === 0) checkSteps(modelOf(written), at);
  },
);

/** A member that is misspelt would be a date that nobody keeps. */
function refuseOthers({ other = {} }: Extensible, at: Cursor): void {
  for (const name of Object.keys(other)) at.at(name).problem('is not a member that a plan has');
}

function checkSteps({ signer, steps }: RotationPlan, at: Cursor): void {
  const firstOpen = steps.findIndex(({ done }) => done === undefined);
  steps.forEach(({ action, done, kid }, index) => {
    const here = at.at('steps').at(index);
    if (done !== undefined && firstOpen !== -1 && firstOpen < index)
      here.at('done').problem(`is done before steps[${firstOpen}], which is not`);
    const isPublished = steps.slice(0, index).some((each) => each.action === 'publish' && each.kid === kid);
    if (action === 'sign' && !isPublished) here.at('sign').problem('is published by no step before it');
  });
  const switched = steps.findLast(({ action, done }) => action === 'sign' && done !== undefined);
  if (switched !== undefined && switched.kid !== signer)
    at.at('signer').problem(`is not ${switched.kid}, which signs since ${switched.done}`);
}

function modelOf({ maxAge, propagation, signer, steps, tokenLifetime }: WrittenPlan): RotationPlan {
  return { tokenLifetime, propagation, maxAge, signer, steps: steps.map(stepOf) };
}

function stepOf({ because, by, done, notBefore, ...written }: WrittenStep): RotationStep {
  const action = ROTATION_ACTIONS.find((each) => written[each] !== undefined) ?? 'publish';
  return {
    action,
    kid: written[action] ?? '',
    notBefore,
    by,
    ...(done === undefined ? {} : { done }),
    ...(because === undefined ? {} : { because }),
  };
}

/**
 * Reads the text of a `NAME.rotation.yaml`.
 *
 * @throws GatewayError `template-invalid` for what is no YAML, `rotation-invalid` for anything else, with file, line and
 *   column
 */
export function parseRotationPlan(text: string, file: string): RotationPlan {
  return modelOf(readShaped(text, plan, { file, code: 'rotation-invalid', what: 'the plan of a rotation' }));
}

/** The text of a `NAME.rotation.yaml`, always the same for the same plan. */
export function renderRotationPlan({
  maxAge,
  propagation,
  signer,
  steps,
  tokenLifetime,
}: RotationPlan): string {
  return [
    '# Which key signs, and when keys come and go: jwt-gateway keys rotate, sign-with and retire write this file.',
    `tokenLifetime: ${durationText(tokenLifetime)}`,
    `propagation: ${durationText(propagation)}`,
    `maxAge: ${durationText(maxAge)}`,
    `signer: ${quoted(signer)}`,
    ...(steps.length === 0 ? ['steps: []'] : ['steps:', ...steps.flatMap(linesOf)]),
    '',
  ].join('\n');
}

function linesOf({ action, because, by, done, kid, notBefore }: RotationStep): string[] {
  return [
    `  - ${action}: ${quoted(kid)}`,
    `    notBefore: ${notBefore}`,
    `    by: ${by}`,
    ...(done === undefined ? [] : [`    done: ${done}`]),
    ...(because === undefined ? [] : [`    because: ${quoted(because)}`]),
  ];
}

/** A kid may look like a number. */
const quoted = (words: string): string => JSON.stringify(words);
