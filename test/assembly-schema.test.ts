import { dirname, join } from 'node:path';
import { createScratch } from './app/scratch';

interface SchemaModules {
  readonly nameAssemblySchema: typeof import('../lib/assembly-schema').nameAssemblySchema;
  readonly schema: { $id?: string };
  /** The addresses that core's schema validator makes up for the references of the schema. */
  readonly addresses: () => string[];
  readonly save: (manifest: object, file: string) => void;
}

/** With modules of its own for each test: the schema object lives as long as the module that holds it. */
function withModules(body: (modules: SchemaModules) => void): () => void {
  return () => {
    jest.isolateModules(() => body(loadModules()));
  };
}

function loadModules(): SchemaModules {
  const { nameAssemblySchema } = require('../lib/assembly-schema');
  const { Manifest } = require('@alicloud/ros-cdk-assembly-schema');
  const schema = require('@alicloud/ros-cdk-assembly-schema/schema/cloud-assembly.schema.json');
  const folder = dirname(require.resolve('@alicloud/ros-cdk-assembly-schema/package.json'));
  const { scan } = require(join(folder, 'node_modules/jsonschema/lib/scan.js'));
  const { resolveUrl } = require(join(folder, 'node_modules/jsonschema/lib/helpers.js'));
  return {
    nameAssemblySchema,
    schema,
    addresses: () => Object.keys(scan(resolveUrl(undefined, schema.$id ?? ''), schema).ref),
    save: Manifest.saveAssemblyManifest.bind(Manifest),
  };
}

const ARTIFACT = { type: 'aliyun:ros:stack', properties: { templateFile: 'Shop.template.json' } };

test(
  'without an id core makes up addresses that Node.js 24.20 refuses; with ours all are absolute URLs',
  withModules(({ nameAssemblySchema, addresses }) => {
    expect(addresses()).toContain('/undefined#/definitions/AssemblyManifest');

    nameAssemblySchema(__filename);

    expect(addresses()).toContain(
      'https://ros-cdk-jwt-gateway.invalid/cloud-assembly.schema.json#/definitions/AssemblyManifest',
    );
    expect(addresses().filter((address) => !URL.canParse(address))).toEqual([]);
  }),
);

test(
  'the manifest is still checked: a good one is saved, a bad one refused',
  withModules(({ nameAssemblySchema, save }) => {
    nameAssemblySchema(__filename);
    const file = join(createScratch(), 'manifest.json');

    expect(() => save({ version: '7.0.0', artifacts: { Shop: ARTIFACT } }, file)).not.toThrow();
    expect(() => save({ version: '7.0.0', artifacts: { Shop: { ...ARTIFACT, type: 1 } } }, file)).toThrow(
      /^Invalid assembly manifest:\ninstance\.artifacts\.Shop\.type /,
    );
  }),
);

test(
  'preparing a run does it',
  withModules(({ addresses }) => {
    const { prepareRun } = require('../lib/app/prepare-run');

    prepareRun({ cwd: createScratch(), env: {} });

    expect(addresses().filter((address) => !URL.canParse(address))).toEqual([]);
  }),
);

test(
  'an id that the schema has is kept',
  withModules(({ nameAssemblySchema, schema }) => {
    schema.$id = 'https://example.com/their-own.json';

    nameAssemblySchema(__filename);

    expect(schema.$id).toBe('https://example.com/their-own.json');
  }),
);

test(
  'where no core is installed, nothing happens',
  withModules(({ nameAssemblySchema, schema }) => {
    nameAssemblySchema(join(createScratch(), 'package.json'));

    expect(schema.$id).toBeUndefined();
  }),
);

test(
  'importing the constructs does it, for tests that synthesize with an app of their own',
  withModules(({ addresses }) => {
    require('../lib');

    expect(addresses().filter((address) => !URL.canParse(address))).toEqual([]);
  }),
);
