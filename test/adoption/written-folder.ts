import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ros from '@alicloud/ros-cdk-core';
import * as ts from 'typescript';
import * as library from '../../lib';
import type { WrittenFile } from '../../lib/adoption';

type Declare = (scope: ros.Construct) => void;

/** Runs a folder of code, and returns its `declareGateway`. */
export function declareGatewayOf(files: readonly WrittenFile[]): Declare {
  const known = new Map<string, object>();
  const load = (name: string): object => {
    if (name === 'ros-cdk-jwt-gateway') return library;
    if (name === '@alicloud/ros-cdk-core') return ros;
    const loaded = known.get(name);
    if (loaded !== undefined) return loaded;
    const exports = {};
    known.set(name, exports);
    const code = files.find(({ path }) => `./${path}` === `${name}.ts`)?.text;
    if (code === undefined) throw new Error(`the code has no ${name}`);
    const { outputText } = ts.transpileModule(code, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    new Function('require', 'exports', outputText)(load, exports);
    return exports;
  };
  return (load('./index') as { readonly declareGateway: Declare }).declareGateway;
}

/** The file of the template of a stack with what `declare` puts into it. */
export function synthesized(directory: string, declare: Declare): string {
  const app = new ros.App({ stackTraces: false, treeMetadata: false });
  const stack = new ros.Stack(app, 'shop');
  declare(stack);
  const path = join(directory, 'template.json');
  writeFileSync(path, JSON.stringify(app.synth().getStackByName('shop').template, undefined, 2));
  return path;
}
