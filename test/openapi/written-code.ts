import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import * as library from '../../lib';
import { importLocks, type OpenApiDocument, type PlanOptions, planApis, writeCode } from '../../lib/openapi';

const ROOT = join(__dirname, '..', '..');

/** The code of a document, as `openapi import` writes it. */
export function codeOf(
  document: OpenApiDocument,
  { security, ...options }: Partial<PlanOptions> & { readonly security?: readonly string[] } = {},
): string {
  const plan = planApis(document, { lockOf: importLocks(document, security), ...options });
  expect(plan.problems).toEqual([]);
  return writeCode(document, plan);
}

/** The code after the project's formatter has been over it. */
export function formatted(code: string): string {
  const biome = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  return execFileSync(process.execPath, [biome, 'format', '--stdin-file-path=lib/declared.ts'], {
    cwd: ROOT,
    input: code,
    encoding: 'utf8',
  });
}

/** What the compiler has against files of code, which import this package by its name. */
export function compilerProblems(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(ROOT, 'node_modules', '.cache-openapi-'));
  try {
    for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, name), code);
    const compilerOptions = {
      strict: true,
      noUnusedLocals: true,
      skipLibCheck: true,
      noEmit: true,
      types: ['node'],
      module: 'node16',
      target: 'es2022',
      lib: ['es2023'],
      resolveJsonModule: true,
      paths: { 'ros-cdk-jwt-gateway': [join(ROOT, 'lib', 'index.ts')] },
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder], {
      encoding: 'utf8',
    });
    return '';
  } catch (error) {
    return String((error as { stdout?: string }).stdout ?? error);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Declare = (group: object, security: object) => void;

/** Runs code, and returns its `declareApis`. */
export function declareApisOf(code: string): Declare {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exports: { declareApis?: Declare } = {};
  new Function('require', 'exports', outputText)(() => library, exports);
  if (exports.declareApis === undefined) throw new Error('the code exports no declareApis');
  return exports.declareApis;
}
