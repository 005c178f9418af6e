import { RosStageConfig } from '@alicloud/ros-cdk-apigateway';
import type * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import { LIMITS, type StageName } from '../facts';
import { claimLogicalId } from './logical-id';
import type { StageVariable } from './stage-variable';
import type { TemplateText } from './template-value';

/** The variables of the stages of one group: one resource for each stage that has some. */
export class StageConfigs {
  readonly #group: ros.Construct;
  readonly #groupId: () => TemplateText;
  readonly #configs = new Map<StageName, RosStageConfig>();
  readonly #values = new Map<StageName, Map<string, TemplateText>>();

  constructor(group: ros.Construct, groupId: () => TemplateText) {
    this.#group = group;
    this.#groupId = groupId;
  }

  /**
   * Adds variables to those that the stage has.
   *
   * @throws GatewayError `parameter-invalid` for none or more than 50, and for a name that has another value already
   */
  add(stage: StageName, variables: Readonly<Record<string, TemplateText>>): RosStageConfig {
    const values = new Map(this.#values.get(stage));
    for (const [name, value] of Object.entries(variables)) {
      if (values.has(name) && values.get(name) !== value)
        throw this.#wrong(`the variable ${name} of ${stage} has another value already`);
      values.set(name, value);
    }
    const most = LIMITS.stageVariables.value;
    if (values.size === 0 || values.size > most)
      throw this.#wrong(`${stage} has ${values.size} variables, 1 to ${most} are allowed`);
    this.#values.set(stage, values);
    const sorted = Object.fromEntries([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
    const config = this.#configs.get(stage) ?? this.#create(stage);
    config.variables = sorted;
    return config;
  }

  /**
   * The values of a backend's variables in a stage, added to those that the stage has.
   *
   * @throws GatewayError `parameter-invalid`, also for a variable that has no value in the stage
   */
  addUsed(stage: StageName, variables: readonly StageVariable[], place: string): RosStageConfig {
    const missing = variables.find(({ values }) => values[stage] === undefined);
    if (missing !== undefined) {
      throw new GatewayError(
        'parameter-invalid',
        `the stage variable ${missing.name} has no value in ${stage}`,
        {
          place,
          hint: `add ${stage} to StageVariable.of('${missing.name}', …)`,
        },
      );
    }
    return this.add(
      stage,
      Object.fromEntries(variables.map(({ name, values }) => [name, values[stage] ?? ''])),
    );
  }

  #create(stage: StageName): RosStageConfig {
    const id = claimLogicalId(this.#group, stage.toLowerCase(), 'Variables');
    const props = { groupId: this.#groupId(), stageName: stage, variables: {} };
    const config = new RosStageConfig(this.#group, id, props, true);
    this.#configs.set(stage, config);
    return config;
  }

  #wrong(text: string): GatewayError {
    return new GatewayError('parameter-invalid', text, { place: this.#group.node.path });
  }
}
