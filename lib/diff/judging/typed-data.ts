import { GatewayError } from '../../errors';
import type { GatewayPlugin } from '../../model';
import type { PluginType } from '../../plugin';
import { isUnknown } from '../../template';

/** The data of a plug-in as its type has it; `undefined` where it is not in order. */
export function typedData<Model>(
  { parse }: PluginType<string, Model>,
  { data }: GatewayPlugin,
): Model | undefined {
  if (isUnknown(data)) return undefined;
  try {
    return parse(data);
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return undefined;
    throw error;
  }
}
