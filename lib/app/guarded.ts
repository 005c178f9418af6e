import * as ros from '@alicloud/ros-cdk-core';
import { assertOneCore, checkProps, type MembersOf, made, objectOf } from '../constructs';
import {
  createRuleCheck,
  type JudgedStack,
  RULE_CHECKS,
  type RuleCheck,
  type RuleChecks,
} from './check-rules';
import { useDeterministicSynthesizer } from './deterministic-synthesizer';
import { noteGuarded } from './guarded-note';
import { checkBytes, checkTemplate } from './late-checks';
import { prepareRun } from './prepare-run';
import { removeAssembly } from './remove-assembly';
import { renderStack } from './ros-template';
import { templateText } from './template-text';

/** What may differ between two guarded apps. */
export interface GuardOptions {
  /** The rules of `jwt-gateway check`, run at synthesis. Default: errors refuse; with `false` none is run. */
  readonly checks?: RuleChecks | false;
}

const CHECKS = objectOf<RuleChecks>(RULE_CHECKS);

export const GUARD_OPTIONS: MembersOf<GuardOptions> = {
  checks: {
    ...made('an object, or false', (value) => value === false || CHECKS.accepts(value)),
    inside: (value, path) => (value === false ? [] : (CHECKS.inside?.(value, path) ?? [])),
  },
};

/**
 * Makes any ROS CDK app fail closed and write the same bytes in every run; {@link GatewayApp} is an app that
 * is guarded from the start. Call it right after making the app, before the first stack.
 *
 * - At once: what an earlier run left is removed, see {@link prepareRun}, also from the app's own `outdir`.
 * - At synthesis, before a file is written: every stack is rendered and checked. A refusal leaves no manifest.
 *   `skipValidation` is not obeyed.
 * - Then the rules of `jwt-gateway check` look at each stack by itself: what fails one of severity error refuses,
 *   all else is a warning on the construct, which `ros-cdk` prints. The reason of public access waives its finding,
 *   and so does the waiver file, `jwt-gateway.waivers.yaml` in the working directory.
 * - Resources, outputs, conditions and mappings are written in the order of their ids, `DependsOn` lists too,
 *   so that moving code changes no template. No random bucket name, no stack trace, no absolute path.
 *
 * Stacks inside a `ros.Stage` are checked before that stage is written; the `ros-cdk` command line does not
 * see them.
 *
 * @returns the same app
 * @throws GatewayError `core-duplicate`, `file-unreadable` or `file-unwritable`; its `synth()` throws
 *   `key-set-private`, `cross-stack-reference`, `template-invalid`, `template-too-large`, `check-failed` or
 *   `waivers-invalid`
 * @example
 * const app = guarded(new ros.App());
 */
export function guarded<App extends ros.App>(app: App, options: GuardOptions = {}): App {
  checkProps<GuardOptions>(options, GUARD_OPTIONS, { place: 'guarded' });
  const { checks = {} } = options;
  const check = createRuleCheck(checks);
  assertOneCore(app);
  noteGuarded();
  prepareRun({ cwd: process.cwd(), env: process.env });
  removeAssembly(app.outdir);
  const synth = app.synth.bind(app);
  app.synth = (options) => {
    const stages = app.node.findAll().filter(ros.Stage.isStage);
    for (const stage of stages) addTemplateChecks(stage, check);
    try {
      return synth({ ...options, skipValidation: false });
    } catch (error) {
      for (const stage of stages) removeAssembly(stage.outdir);
      throw error;
    }
  };
  return app;
}

const CHECKS_ID = 'JwtGatewayChecks';

function addTemplateChecks(stage: ros.Stage, check: RuleCheck): void {
  if (stage.node.tryFindChild(CHECKS_ID) === undefined) new TemplateChecks(stage, check);
}

/** Runs last of all validations: references are resolved by then, and nothing is written yet. */
class TemplateChecks extends ros.Construct {
  readonly #stage: ros.Stage;
  readonly #check: RuleCheck;

  constructor(stage: ros.Stage, check: RuleCheck) {
    super(stage, CHECKS_ID);
    this.#stage = stage;
    this.#check = check;
  }

  protected override validate(): string[] {
    this.#check.conclude(stacksOf(this.#stage).flatMap((stack) => this.#finish(stack)));
    return [];
  }

  /** One stack after the other, so that no more than one is held as more than its text. */
  #finish(stack: ros.Stack): JudgedStack[] {
    useDeterministicSynthesizer(stack);
    const template = renderStack(stack);
    checkTemplate(template, stack.node.path);
    if (ros.NestedStack.isNestedStack(stack)) return [];
    checkBytes(template, stack.node.path);
    return this.#writes(stack) ? [this.#check.judge({ stack, text: templateText(template) })] : [];
  }

  /** A stack of a stage inside this one is written by that stage. */
  #writes(stack: ros.Stack): boolean {
    return ros.Stage.of(stack) === this.#stage;
  }
}

/** Nested stacks first: a parent's template holds theirs. */
function stacksOf(stage: ros.Stage): ros.Stack[] {
  return stage.node
    .findAll(ros.ConstructOrder.POSTORDER)
    .filter((construct): construct is ros.Stack => ros.Stack.isStack(construct));
}
