import type { GatewayModel } from '../model';

/** What several rules ask of a model, looked up by the first and kept as long as the model is. */
export function oncePerModel<T extends object>(look: (model: GatewayModel) => T): (model: GatewayModel) => T {
  const known = new WeakMap<GatewayModel, T>();
  return (model) => {
    const found = known.get(model) ?? look(model);
    known.set(model, found);
    return found;
  };
}
