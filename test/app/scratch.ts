import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A new folder that is removed after the test file. */
export function createScratch(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'jwt-gateway-app-')));
  scratches.push(folder);
  return folder;
}

const scratches: string[] = [];
afterAll(() => {
  for (const folder of scratches) rmSync(folder, { recursive: true, force: true });
});

/** Writes files into a folder, by path; what is not text is written as JSON. */
export function writeFiles(folder: string, files: Readonly<Record<string, unknown>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/** The text of every file below a folder, by path. */
export function readFiles(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map((file) => join(file.parentPath, file.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

/** What an earlier, accepted run left: the assembly of one stack. */
export const OLD_ASSEMBLY = {
  'cdk.out/manifest.json': {
    version: '7.0.0',
    artifacts: { Old: { type: 'aliyun:ros:stack', properties: { templateFile: 'Old.template.json' } } },
  },
  'cdk.out/Old.template.json': { Resources: {} },
};
