import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '..', '..');

/** The entry points of the package, in the order in which a name is looked for. */
const ENTRY_POINTS = [
  'index.ts',
  'app/index.ts',
  'jwk/index.ts',
  'token/index.ts',
  'plugin/index.ts',
  'testing/index.ts',
];

/** What examples speak of without making it. */
const SURROUNDINGS = `
declare const customers: JwtAuthorization;
declare const testers: JwtAuthorization;
declare const orders: ProtectedApiGroup;
declare const partnerAppId: string;
declare const vpcId: string;
declare const instanceId: string;
declare const error: unknown;
declare const stack: ros.Stack;
`;

interface Example {
  /** `ApiGroup.addApi` */
  readonly of: string;
  readonly file: string;
  readonly code: string;
}

const config = ts.getParsedCommandLineOfConfigFile(
  join(ROOT, 'tsconfig.json'),
  { noEmit: true },
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: () => {},
  },
);
const options: ts.CompilerOptions = { ...config?.options, noUnusedLocals: false, noUnusedParameters: false };
const entryPoints = ENTRY_POINTS.map((entry) => join(ROOT, 'lib', entry));

/** The files of the examples, which exist for the compiler only. */
const virtual = new Map<string, string>();
const sources = new Map<string, ts.SourceFile | undefined>();
const host = ts.createCompilerHost(options, true);
const { fileExists, getSourceFile, readFile } = host;
host.fileExists = (file) => virtual.has(file) || fileExists(file);
host.readFile = (file) => virtual.get(file) ?? readFile(file);
host.getSourceFile = (file, target, ...others) => {
  const text = virtual.get(file);
  if (text !== undefined) return ts.createSourceFile(file, text, target, true);
  if (!sources.has(file)) sources.set(file, getSourceFile(file, target, ...others));
  return sources.get(file);
};

const library = ts.createProgram(entryPoints, options, host);
const checker = library.getTypeChecker();

/** The exported names of an entry point with what they stand for. */
function exportsOf(entry: string): ts.Symbol[] {
  const file = library.getSourceFile(entry);
  const symbol = file && checker.getSymbolAtLocation(file);
  return symbol === undefined ? [] : checker.getExportsOfModule(symbol);
}

function declaredOf(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function examplesIn(name: string, symbol: ts.Symbol): Example[] {
  return (symbol.declarations ?? []).flatMap((declaration) => [
    ...examplesAt(name, declaration),
    ...membersOf(declaration).flatMap((member) =>
      examplesAt(`${name}.${member.name?.getText() ?? ''}`, member),
    ),
  ]);
}

function membersOf(declaration: ts.Declaration): readonly (ts.Node & { readonly name?: ts.Node })[] {
  if (ts.isClassDeclaration(declaration) || ts.isInterfaceDeclaration(declaration))
    return [...declaration.members];
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return value !== undefined && ts.isObjectLiteralExpression(value) ? [...value.properties] : [];
}

function examplesAt(of: string, node: ts.Node): Example[] {
  return ts
    .getJSDocTags(node)
    .filter(({ tagName }) => tagName.text === 'example')
    .map(({ comment }) => ({
      of,
      file: node.getSourceFile().fileName.slice(ROOT.length + 1),
      code: ts.getTextOfJSDocComment(comment) ?? '',
    }));
}

const byName = new Map<string, ts.Symbol>();
const entryOf = new Map<string, string>();
for (const entry of entryPoints)
  for (const symbol of exportsOf(entry)) {
    if (byName.has(symbol.name)) continue;
    byName.set(symbol.name, declaredOf(symbol));
    entryOf.set(symbol.name, entry);
  }
const examples = [...byName].flatMap(([name, symbol]) => examplesIn(name, symbol));

/** Each name comes from the first entry point that has it. */
function importsFor(): string {
  const lines = entryPoints.map((entry) => {
    const names = [...entryOf].flatMap(([name, own]) => (own === entry ? [name] : []));
    return `import { ${names.join(', ')} } from '${entry.replace(/\.ts$/, '')}';`;
  });
  return ["import * as ros from '@alicloud/ros-cdk-core';", ...lines].join('\n');
}

/** An example stands in the constructor of a stack; what augments a module of another runner is not looked at. */
function fileOf({ code }: Example): string {
  const own = code.replace(/^declare module '[^']*' \{$.*?^\}$/gms, '');
  return `${importsFor()}\n${SURROUNDINGS}\nexport async function example(this: ros.Stack): Promise<void> {\n${own}\n}\n`;
}

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(20);
});

test('every example compiles', () => {
  const names = examples.map((example, index) => {
    const file = join(dirname(entryPoints[0] ?? ''), '..', 'test', 'examples', `example-${index}.ts`);
    virtual.set(file, fileOf(example));
    return file;
  });
  const program = ts.createProgram([...names], { ...options, isolatedModules: false }, host, library);
  const problems = names.flatMap((name, index) => {
    const file = program.getSourceFile(name);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    const { file: place, of } = examples[index] ?? {};
    return found.map(
      ({ messageText }) => `${place} ${of}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  });
  expect(problems).toEqual([]);
}, 240_000);

test('everything that the main entry point exports to make or call has an example', () => {
  const values = exportsOf(entryPoints[0] ?? '').filter(
    (symbol) => declaredOf(symbol).flags & ts.SymbolFlags.Value,
  );
  const shown = new Set(examples.map(({ of }) => of.split('.')[0]));
  expect(values.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
});

test('an example is a part of the text that people read', () => {
  for (const { code, file } of examples) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    expect(text).toContain(code.split('\n')[0]?.trim());
  }
});
