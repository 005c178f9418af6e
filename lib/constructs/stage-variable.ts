import { GatewayError } from '../errors';
import type { StageName } from '../facts';
import { text } from './props';
import { checkKnown } from './ros-value';
import type { TemplateText } from './template-value';

/**
 * A text that differs from stage to stage, for the address of a backend or the name of a function: the API reads `#name#`,
 * and the group gets a variable (`ALIYUN::ApiGateway::StageConfig`) in each stage that the API is published to.
 *
 * @example
 * const backend = Backend.http(
 *   StageVariable.of('backend', {
 *     TEST: 'https://test.internal.example.com',
 *     RELEASE: 'https://orders.internal.example.com',
 *   }),
 * );
 */
export class StageVariable {
  private constructor(
    readonly name: string,
    readonly values: Readonly<Partial<Record<StageName, TemplateText>>>,
  ) {}

  /**
   * @param name letters, digits and underscores, the first a letter
   * @param values by stage; each stage that an API with it is published to needs one
   * @throws GatewayError `parameter-invalid` for a name that cannot stand in `#name#`, or a value that is no text
   */
  static of(name: string, values: Readonly<Partial<Record<StageName, TemplateText>>>): StageVariable {
    checkKnown(name, 'the name', 'StageVariable.of');
    const refuse = (text: string) =>
      new GatewayError('parameter-invalid', text, { place: 'StageVariable.of' });
    if (typeof name !== 'string' || !/^[A-Za-z]\w*$/.test(name)) {
      throw refuse('the name must be letters, digits and underscores, the first a letter');
    }
    const wrong = Object.entries(values).find(([, value]) => !text.accepts(value) || value === '');
    if (wrong !== undefined) throw refuse(`${name} has no text for ${wrong[0]}`);
    return new StageVariable(name, { ...values });
  }

  /** What stands for it in a template: `#backend#`. */
  get reference(): string {
    return `#${this.name}#`;
  }
}

/** The variables among some values, which may be anything. */
export function stageVariablesIn(values: readonly unknown[]): StageVariable[] {
  return values.filter((value): value is StageVariable => value instanceof StageVariable);
}

/** What the template says for a text that may be a variable. */
export function writtenText<Text>(value: Text | StageVariable): Text | string {
  return value instanceof StageVariable ? value.reference : value;
}
