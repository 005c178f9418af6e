import { isAbsolute, join, sep } from 'node:path';
import { GatewayError } from '../errors';
import { matchesGlob } from '../glob';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { listed } from '../text';
import { readDocument } from './document';
import type { TemplateDocument } from './origin';
import { readText, type TemplateFiles } from './template-files';

/** A template and the name of the stack it makes. */
export interface StackDocument {
  readonly name: string;
  /** The name under which ROS makes it. */
  readonly stackName: string;
  readonly document: TemplateDocument;
}

/**
 * The templates at a path: of a file, itself; of a `cdk.out` directory, those of all its stacks in the order of
 * the manifest. No link and no `..` leads out of the directory.
 *
 * @param globs which stacks are read, by their names. Default: all
 * @throws GatewayError `file-unreadable`, `template-invalid` with file, line and column, or `usage` where no stack has such
 *   a name
 */
export function readDocuments(
  path: string,
  files: TemplateFiles,
  globs: readonly string[] = ['**'],
): StackDocument[] {
  if (!files.isDirectory(path)) {
    const [{ name }] = chosen([{ name: stackNameOf(path) }], { globs, place: path });
    return [{ name, stackName: name, document: readDocument(readText(files, path), path) }];
  }
  const manifest = readManifest(path, files);
  return chosen(stackFilesOf(manifest), { globs, place: path }).map(({ name, file, stackName }) => {
    const inside = insideOf(path, file, { files, manifest: manifest.file });
    return {
      name,
      stackName,
      document: readDocument(readText(files, inside, join(path, file)), join(path, file)),
    };
  });
}

/** @throws GatewayError `usage` for a glob that no stack has */
function chosen<S extends Pick<StackDocument, 'name'>>(
  stacks: readonly [S, ...S[]],
  { globs, place }: { readonly globs: readonly string[]; readonly place: string },
): readonly [S, ...S[]] {
  const idle = globs.find((glob) => !stacks.some(({ name }) => matchesGlob(glob, name)));
  const [first, ...others] = stacks.filter(({ name }) => globs.some((glob) => matchesGlob(glob, name)));
  if (idle === undefined && first !== undefined) return [first, ...others];
  throw new GatewayError('usage', `no stack is called ${JSON.stringify(idle ?? '')}`, {
    place,
    hint: `there is ${listed(
      stacks.map(({ name }) => name),
      MOST_NAMED,
    )}`,
  });
}

const MOST_NAMED = 20;

/** `shop` for `cdk.out/shop.template.json`, and for `git:main:shop.template.json`. */
function stackNameOf(path: string): string {
  const [name = path] = /[^/\\:]*$/.exec(path) ?? [];
  return name.replace(/\.(?:json|ya?ml|template)$/i, '').replace(/\.template$/i, '') || name;
}

function readManifest(directory: string, files: TemplateFiles): TemplateDocument {
  const path = join(directory, 'manifest.json');
  try {
    return readDocument(readText(files, path), path);
  } catch (cause) {
    if (!GatewayError.isGatewayError(cause) || cause.code !== 'file-unreadable') throw cause;
    throw new GatewayError('file-unreadable', 'the directory has no readable manifest.json', {
      place: directory,
      hint: 'name a template file, or the directory that ros-cdk synth writes (cdk.out)',
      cause,
    });
  }
}

interface StackFile extends Pick<StackDocument, 'name' | 'stackName'> {
  readonly file: string;
}

function stackFilesOf({ value, file }: TemplateDocument): readonly [StackFile, ...StackFile[]] {
  const artifacts = memberOf(value, 'artifacts');
  if (!isJsonObject(artifacts)) {
    throw new GatewayError('template-invalid', 'is not the manifest of a ROS CDK app: it has no artifacts', {
      place: file,
    });
  }
  const [first, ...others] = Object.entries(artifacts).flatMap(([name, artifact]) =>
    stackFileOf(name, artifact, file),
  );
  if (first !== undefined) return [first, ...others];
  throw new GatewayError('template-invalid', 'the app has no stack', { place: file });
}

function stackFileOf(name: string, artifact: JsonValue, place: string): StackFile[] {
  if (!isJsonObject(artifact) || artifact.type !== 'aliyun:ros:stack') return [];
  const properties: JsonObject = isJsonObject(artifact.properties) ? artifact.properties : {};
  // ros-cdk-core 1.12 writes each nested stack once more, under a name it never made out.
  if (/\$\{Token\[/.test(String(properties.stackName ?? ''))) return [];
  const { stackName } = properties;
  const called = typeof stackName === 'string' ? stackName : name;
  if (typeof properties.templateFile === 'string')
    return [{ name, stackName: called, file: properties.templateFile }];
  throw new GatewayError('template-invalid', `the stack ${JSON.stringify(name)} has no templateFile`, {
    place,
  });
}

function insideOf(
  directory: string,
  file: string,
  { files, manifest }: { files: TemplateFiles; manifest: string },
): string {
  const isOutside = isAbsolute(file) || file.split(/[/\\]/).includes('..');
  const real = isOutside ? '' : files.realPath(join(directory, file));
  if (!isOutside && real.startsWith(files.realPath(directory) + sep)) return real;
  throw new GatewayError(
    'template-invalid',
    `names the template ${JSON.stringify(file)} outside its directory`,
    {
      place: manifest,
    },
  );
}
