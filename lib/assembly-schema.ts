import { createRequire } from 'node:module';

const ID = 'https://ros-cdk-jwt-gateway.invalid/cloud-assembly.schema.json';

/**
 * Gives the schema of the cloud assembly's manifest the `$id` that it lacks.
 *
 * Without one, the schema validator that ros-cdk-core bundles makes up the address `/undefined#/definitions/…`,
 * which the URL parser of Node.js 24.20 and later refuses: `synth()` dies of "TypeError: Invalid URL".
 * And it is told not to look into the messages of constructs, one by one and twice over: core has just written
 * them itself, and for a large gateway that takes as long as all the rest.
 *
 * The schema is changed in memory only, in the copy that core reads: the one its own dependency resolves to.
 *
 * @param from a file; the core that this file would import is meant. None there: nothing to do
 */
export function nameAssemblySchema(from: string): void {
  const schema = findAssemblySchema(from);
  if (schema !== undefined) nameSchema(schema);
}

/** The schema's file, in whatever folder of packages. */
const FILE = /[\\/]@alicloud[\\/]ros-cdk-assembly-schema[\\/]schema[\\/]cloud-assembly\.schema\.json$/;

/** Does the same to each copy that this process is going to load: the `ros-cdk` command line has one of its own. */
export function nameLoadedAssemblySchemas(): void {
  const load = require.extensions['.json'];
  require.extensions['.json'] = (module, file) => {
    load?.(module, file);
    if (FILE.test(file)) nameSchema(module.exports);
  };
}

function nameSchema(schema: AssemblySchema): void {
  schema.$id ??= ID;
  const artifact = schema.definitions?.ArtifactManifest?.properties;
  if (artifact?.metadata !== undefined) artifact.metadata = { type: 'object' };
}

interface AssemblySchema {
  $id?: string;
  readonly definitions?: { readonly ArtifactManifest?: { readonly properties?: { metadata?: object } } };
}

function findAssemblySchema(from: string): AssemblySchema | undefined {
  try {
    const core = createRequire(from).resolve('@alicloud/ros-cdk-core');
    const api = createRequire(core).resolve('@alicloud/ros-cdk-cxapi');
    return createRequire(api)('@alicloud/ros-cdk-assembly-schema/schema/cloud-assembly.schema.json');
  } catch {
    return undefined;
  }
}
