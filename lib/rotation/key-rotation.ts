import { nodeFiles, readText } from '../template';
import { parseRotationPlan, type RotationPlan } from './rotation-plan';

/** The plan of a rotation, for the template: until when which key stays. */
export class KeyRotation {
  private constructor(readonly plan: RotationPlan) {
    Object.freeze(this);
  }

  /**
   * Reads `NAME.rotation.yaml`, which `jwt-gateway keys rotate` has written.
   *
   * @throws GatewayError `file-unreadable`; `template-invalid` and `rotation-invalid` with file, line and column
   * @example KeyRotation.fromFile('keys/customers.rotation.yaml')
   */
  static fromFile(path: string): KeyRotation {
    return new KeyRotation(parseRotationPlan(readText(nodeFiles, path), path));
  }
}
