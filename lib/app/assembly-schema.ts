import { createRequire } from 'node:module';

const ID = 'https://ros-cdk-jwt-gateway.invalid/cloud-assembly.schema.json';

/**
 * Gives the schema of the cloud assembly's manifest the `$id` that it lacks.
 *
 * Without one, the schema validator that ros-cdk-core bundles makes up the address `/undefined#/definitions/…`,
 * which the URL parser of Node.js 24.20 and later refuses: `synth()` dies of "TypeError: Invalid URL".
 * The schema is changed in memory only, in the copy that core reads: the one its own dependency resolves to.
 *
 * @param from a file; the core that this file would import is meant. None there: nothing to do
 */
export function nameAssemblySchema(from: string): void {
  const schema = findAssemblySchema(from);
  if (schema !== undefined) schema.$id ??= ID;
}

function findAssemblySchema(from: string): { $id?: string } | undefined {
  try {
    const core = createRequire(from).resolve('@alicloud/ros-cdk-core');
    const api = createRequire(core).resolve('@alicloud/ros-cdk-cxapi');
    return createRequire(api)('@alicloud/ros-cdk-assembly-schema/schema/cloud-assembly.schema.json');
  } catch {
    return undefined;
  }
}
