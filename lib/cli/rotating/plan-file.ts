import type { KeyFiles } from '../../jwk';
import { parseRotationPlan, type RotationPlan, refused } from '../../rotation';
import { nodeFiles, readTextIfAny } from '../../template';

/**
 * The plan of a key set; `undefined` where it has none.
 *
 * @throws GatewayError `template-invalid`, `rotation-invalid` with file, line and column
 */
export function findPlan({ rotationPath }: KeyFiles): RotationPlan | undefined {
  const text = readTextIfAny(nodeFiles, rotationPath);
  return text === undefined ? undefined : parseRotationPlan(text, rotationPath);
}

/**
 * The plan of a key set.
 *
 * @throws GatewayError `rotation-refused` where it has none, and what {@link findPlan} throws
 */
export function readPlan(files: KeyFiles): RotationPlan {
  const plan = findPlan(files);
  if (plan !== undefined) return plan;
  throw refused(
    `${files.name} has no plan of a rotation`,
    `start one with: jwt-gateway keys rotate ${files.name}`,
  );
}
