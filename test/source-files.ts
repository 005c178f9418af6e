import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '..');

/** One of our own files, as TypeScript reads it; paths are those from the root of the repository. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  /** What it takes from our other files. */
  readonly imports: readonly OwnImport[];
  /** What other files can take from it, with its declaration where it stands here. */
  readonly exports: ReadonlyMap<string, ts.Statement | undefined>;
}

/** One name that a file takes from another; `*` for all of them. */
export interface OwnImport {
  readonly from: string;
  readonly name: string;
  /** The name under which it hands it on; `undefined` where it does not. */
  readonly handedOnAs?: string;
}

/** All files below the folders. */
export function readSources(...folders: readonly string[]): ReadonlyMap<string, SourceFile> {
  const paths = folders.flatMap((folder) => pathsBelow(join(ROOT, folder)));
  return new Map(paths.map((path) => [relative(ROOT, path), readSource(path)]));
}

function pathsBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pathsBelow(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

function readSource(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return {
    path: relative(ROOT, path),
    text,
    tree,
    imports: importsIn(tree, path),
    exports: new Map(tree.statements.flatMap(exportedBy)),
  };
}

function importsIn(tree: ts.SourceFile, path: string): OwnImport[] {
  const found: OwnImport[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) found.push(...namesTaken(node, path));
    else if (isImportCall(node)) found.push(...whole(node.arguments[0], path));
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      found.push(...whole(node.argument.literal, path));
    else ts.forEachChild(node, visit);
  };
  ts.forEachChild(tree, visit);
  return found;
}

/** `import('./x')`, `require('./x')`, `jest.mock('./x')` */
function isImportCall(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && /^(?:import|require|jest\.\w+)$/.test(node.expression.getText());
}

function whole(specifier: ts.Node | undefined, path: string): OwnImport[] {
  const from = specifier && targetOf(specifier, path);
  return from === undefined ? [] : [{ from, name: '*' }];
}

function namesTaken(node: ts.ImportDeclaration | ts.ExportDeclaration, path: string): OwnImport[] {
  const from = node.moduleSpecifier && targetOf(node.moduleSpecifier, path);
  if (from === undefined) return [];
  const names = ts.isExportDeclaration(node) ? node.exportClause : node.importClause?.namedBindings;
  if (names === undefined || !('elements' in names)) return [{ from, name: '*' }];
  return names.elements.map(({ name, propertyName }) => ({
    from,
    name: (propertyName ?? name).text,
    ...(ts.isExportDeclaration(node) ? { handedOnAs: name.text } : {}),
  }));
}

/** The file that a relative specifier names; `undefined` for a package, and for what is no TypeScript. */
function targetOf(specifier: ts.Node, path: string): string | undefined {
  if (!ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return undefined;
  const base = resolve(dirname(path), specifier.text);
  const found = [`${base}.ts`, join(base, 'index.ts'), base].find((each) => existsSync(each) && isFile(each));
  return found?.endsWith('.ts') ? relative(ROOT, found) : undefined;
}

const isFile = (path: string) => statSync(path).isFile();

function exportedBy(node: ts.Statement): [string, ts.Statement | undefined][] {
  if (ts.isExportDeclaration(node) && node.exportClause && ts.isNamedExports(node.exportClause))
    return node.exportClause.elements.map(({ name }) => [name.text, undefined]);
  const isExported =
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  return isExported ? namesOf(node).map((name) => [name, node]) : [];
}

/** The names that a statement declares. */
export function namesOf(node: ts.Statement): string[] {
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  return 'name' in node && node.name !== undefined && ts.isIdentifier(node.name as ts.Node)
    ? [(node.name as ts.Identifier).text]
    : [];
}

/** Where a name that a file hands on, or has for itself, is declared; `undefined` where it is none of ours. */
export function declarationOf(
  name: string,
  path: string,
  sources: ReadonlyMap<string, SourceFile>,
): { readonly path: string; readonly name: string; readonly node: ts.Statement } | undefined {
  const source = sources.get(path);
  const node = source?.tree.statements.find((each) => namesOf(each).includes(name));
  if (node !== undefined) return { path, name, node };
  const taken = source?.imports.find((each) => (each.handedOnAs ?? each.name) === name);
  return taken && declarationOf(taken.name, taken.from, sources);
}

/** The names of types in the signature of a public declaration: not what stands in bodies, or is private. */
export function typesNamedBy(node: ts.Node): ReadonlySet<string> {
  const names = new Set<string>();
  const own = new Set<string>();
  const visit = (each: ts.Node): void => {
    if (ts.isBlock(each) || ts.isPrivateIdentifier(each) || isHidden(each)) return;
    if (ts.isTypeParameterDeclaration(each)) own.add(each.name.text);
    if (ts.isVariableDeclaration(each)) {
      if (each.type !== undefined) visit(each.type);
      return;
    }
    if (ts.isTypeReferenceNode(each) && ts.isIdentifier(each.typeName)) names.add(each.typeName.text);
    if (ts.isExpressionWithTypeArguments(each) && ts.isIdentifier(each.expression))
      names.add(each.expression.text);
    if (ts.isPropertyDeclaration(each) && each.initializer !== undefined) {
      if (each.type !== undefined) visit(each.type);
      return;
    }
    ts.forEachChild(each, visit);
  };
  visit(node);
  return new Set([...names].filter((name) => !own.has(name)));
}

function isHidden(node: ts.Node): boolean {
  const isPrivate =
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);
  const isPrivateName =
    'name' in node && node.name !== undefined && ts.isPrivateIdentifier(node.name as ts.Node);
  return (
    isPrivate === true ||
    isPrivateName ||
    ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal')
  );
}

/** Whether a declaration has a doc comment. */
export function isDocumented(node: ts.Node): boolean {
  return ts.getJSDocCommentsAndTags(node).length > 0;
}

/** The groups of files that import each other, directly or not. */
export function circlesAmong(sources: ReadonlyMap<string, SourceFile>): string[][] {
  const circles: string[][] = [];
  const numbers = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  // Tarjan's algorithm: a file is on the way as long as it may still belong to a circle.
  const visit = (path: string): number => {
    const own = numbers.size;
    numbers.set(path, own);
    lowest.set(path, own);
    open.push(path);
    for (const { from } of sources.get(path)?.imports ?? []) {
      if (!sources.has(from)) continue;
      const other = numbers.has(from)
        ? open.includes(from)
          ? (numbers.get(from) ?? own)
          : own
        : visit(from);
      lowest.set(path, Math.min(lowest.get(path) ?? own, other));
    }
    if (lowest.get(path) === own) {
      const circle = open.splice(open.indexOf(path));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return lowest.get(path) ?? own;
  };
  for (const path of sources.keys()) if (!numbers.has(path)) visit(path);
  return circles.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}
