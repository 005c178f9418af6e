import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file that `init` writes: its path in the project, with slashes, and its text. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** The files of a whole project, as they lie in `templates/project`. */
export function projectFiles(): ProjectFile[] {
  const folder = join(packageFolder(), 'templates', 'project');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: nameOf(path.slice(folder.length + 1)), text: readFileSync(path, 'utf8') }));
}

// npm leaves a .gitignore out of what it packs, so it lies there without its dot.
function nameOf(path: string): string {
  return path.replaceAll('\\', '/').replace(/(^|\/)gitignore$/, '$1.gitignore');
}

/** Code blocks that a document of this package names as files. */
export function documentFiles(document: string, paths: readonly string[]): ProjectFile[] {
  const text = readFileSync(join(packageFolder(), document), 'utf8');
  const blocks = text.matchAll(/<!-- file: (\S+) -->\n```\w*\n([\s\S]*?)```/g);
  const texts = new Map([...blocks].map(([, path = '', block = '']) => [path, block]));
  return paths.map((path) => {
    const block = texts.get(path);
    if (block === undefined) throw new Error(`${document} does not show ${path}`);
    return { path, text: block };
  });
}

/** The folder of this package: above this file, whether it is bundled or not. */
function packageFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'templates'))) folder = dirname(folder);
  return folder;
}
