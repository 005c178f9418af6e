import { GatewayError } from '../errors';
import type { StageName } from '../facts';
import { listed } from '../text';

/**
 * A value for each stage: bindings are per stage, so who may call and which plug-ins are bound may differ. What is part of
 * the API itself (public access, app authentication) cannot.
 *
 * @example
 * const orders = new ApiGroup(this, 'Orders', {
 *   groupName: 'orders',
 *   stages: ['TEST', 'RELEASE'],
 *   backend: Backend.http('https://orders.internal.example.com'),
 *   defaultAuthorization: PerStage.of({ TEST: testers, RELEASE: customers }),
 * });
 */
export class PerStage<out Value, in Stage extends StageName = StageName> {
  readonly kind = 'perStage';
  readonly values: { readonly [Each in Stage]: Value };

  private constructor(values: { readonly [Each in Stage]: Value }) {
    this.values = values;
  }

  /**
   * @param values by stage; a group needs one for each stage that it is published to, or it does not compile
   */
  static of<Value, Stage extends StageName>(
    values: { readonly [Each in Stage]: Value },
  ): PerStage<Value, Stage> {
    return new PerStage(values);
  }
}

/**
 * The value of a stage.
 *
 * @param place the property and its construct, for the message
 * @throws GatewayError `stage-unpublished` for a stage that has none
 */
export function inStage<Value>(
  given: Value | PerStage<Value, never>,
  stage: StageName,
  place: string,
): Value {
  if (!(given instanceof PerStage)) return given;
  const values: Readonly<Partial<Record<StageName, Value>>> = given.values;
  const value = Object.hasOwn(values, stage) ? values[stage] : undefined;
  if (value !== undefined) return value;
  throw new GatewayError('stage-unpublished', `PerStage.of says nothing for ${stage}, which is published`, {
    place,
    hint: `it names ${listed(Object.keys(values)) || 'no stage'}: add ${stage}`,
  });
}
