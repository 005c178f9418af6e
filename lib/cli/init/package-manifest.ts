import { type JsonObject, objectOrEmpty } from '../../json';
import type { ProjectFile } from './package-folder';

/** The package.json of a new project, with a name that npm takes. */
export function namedManifest({ path, text }: ProjectFile, folderName: string): ProjectFile {
  const name = folderName
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+/, '')
    .slice(0, 214);
  return { path, text: text.replace(/"name": "[^"]*"/, `"name": ${JSON.stringify(name || 'gateway')}`) };
}

/** Commands and lines that give an existing package.json what the project needs. */
interface Lacks {
  /** Command lines. */
  readonly commands: readonly string[];
  /** Scripts of that name are there, and do something else. */
  readonly otherScripts: readonly string[];
}

/** What an existing package.json lacks of the one that a new project has. */
export function lacksOf(existing: JsonObject, wanted: JsonObject): Lacks {
  const scripts = Object.entries(objectOrEmpty(wanted.scripts));
  const there = objectOrEmpty(existing.scripts);
  const installed = { ...objectOrEmpty(existing.dependencies), ...objectOrEmpty(existing.devDependencies) };
  const packages = Object.entries(objectOrEmpty(wanted.devDependencies)).filter(
    ([name]) => !(name in installed),
  );
  const settings = [
    ...scripts
      .filter(([name]) => !(name in there))
      .map(([name, value]) => setCommand(`scripts.${name}`, value)),
    ...('jest' in existing ? [] : [setCommand('jest', wanted.jest)]),
  ];
  const names = packages.map(([name, version]) => `${name}@${version}`);
  const install = names.length === 0 ? [] : [`npm install --save-dev --save-exact ${names.join(' ')}`];
  return {
    commands: [...settings, ...install],
    otherScripts: scripts.flatMap(([name, value]) => (name in there && there[name] !== value ? [name] : [])),
  };
}

/** The same in a POSIX shell and in cmd: double quotes, those inside with a backslash. */
function setCommand(key: string, value: unknown): string {
  const [flag, text] = typeof value === 'string' ? ['', value] : ['--json ', JSON.stringify(value)];
  return `npm pkg set ${flag}"${key}=${text.replace(/["\\$`]/g, '\\$&')}"`;
}
