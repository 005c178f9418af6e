import * as ros from '@alicloud/ros-cdk-core';
import { assertOneCore } from '../constructs';
import { checkTemplate } from './late-checks';
import { prepareRun } from './prepare-run';
import { removeAssembly } from './remove-assembly';
import { renderStack } from './ros-template';
import { settleSynthesizer } from './settled-synthesizer';

/**
 * Makes any ROS CDK app fail closed and write the same bytes in every run; {@link GatewayApp} is an app that
 * is guarded from the start. Call it right after making the app, before the first stack.
 *
 * - At once: what an earlier run left is removed, see {@link prepareRun}, also from the app's own `outdir`.
 * - At synthesis, before a file is written: every stack is rendered and checked. A refusal leaves no manifest.
 *   `skipValidation` is not obeyed.
 * - Resources, outputs, conditions and mappings are written in the order of their ids, `DependsOn` lists too,
 *   so that moving code changes no template. No random bucket name, no stack trace, no absolute path.
 *
 * Stacks inside a `ros.Stage` are checked before that stage is written; the `ros-cdk` command line does not
 * see them.
 *
 * @returns the same app
 * @throws GatewayError `core-duplicate`, `file-unreadable` or `file-unwritable`; its `synth()` throws
 *   `key-set-private`, `cross-stack-reference`, `template-invalid` or `template-too-large`
 * @example
 * const app = guarded(new ros.App());
 */
export function guarded<App extends ros.App>(app: App): App {
  assertOneCore(app);
  prepareRun({ cwd: process.cwd(), env: process.env });
  removeAssembly(app.outdir);
  const synth = app.synth.bind(app);
  app.synth = (options) => {
    const stages = app.node.findAll().filter(ros.Stage.isStage);
    for (const stage of stages) addTemplateChecks(stage);
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

function addTemplateChecks(stage: ros.Stage): void {
  if (stage.node.tryFindChild(CHECKS_ID) === undefined) new TemplateChecks(stage, CHECKS_ID);
}

/** Runs last of all validations: references are resolved by then, and nothing is written yet. */
class TemplateChecks extends ros.Construct {
  readonly #stage: ros.Stage;

  constructor(stage: ros.Stage, id: string) {
    super(stage, id);
    this.#stage = stage;
  }

  protected override validate(): string[] {
    for (const stack of stacksOf(this.#stage)) {
      settleSynthesizer(stack);
      checkTemplate(renderStack(stack), stack.node.path);
    }
    return [];
  }
}

/** Nested stacks first: a parent's template holds theirs. */
function stacksOf(stage: ros.Stage): ros.Stack[] {
  return stage.node
    .findAll(ros.ConstructOrder.POSTORDER)
    .filter((construct): construct is ros.Stack => ros.Stack.isStack(construct));
}
