import { type GatewayModel, type UsedParameter, usedParametersOf } from '../../model';
import { HIDDEN } from '../../text';

/** A parameter and its value in words: `Stage is RELEASE`, `Env is prod by default`, `Secret is (hidden)`. */
interface ParameterWords {
  readonly parameter: UsedParameter;
  readonly text: string;
}

/** The parameters that have values because of how the templates were read. What ROS masks is not shown. */
export function parameterWords(model: GatewayModel): readonly ParameterWords[] {
  const used = usedParametersOf(model);
  const isOneStack = new Set(used.map(({ stack }) => stack)).size < 2;
  return used.map((parameter) => {
    const { from, isSecret, name, stack, value } = parameter;
    const shown = isSecret
      ? HIDDEN
      : typeof value === 'string' && value !== ''
        ? value
        : JSON.stringify(value);
    const words = `${name}${isOneStack ? '' : ` of ${stack}`} is ${shown}`;
    return { parameter, text: from === 'default' ? `${words} by default` : words };
  });
}

/** The same for programs. */
export function parameterDocument(model: GatewayModel) {
  return usedParametersOf(model).map(({ from, isSecret, name, stack, value }) => ({
    stack,
    name,
    from,
    ...(isSecret ? { masked: true } : { value }),
  }));
}
