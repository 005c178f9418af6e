import { isAbsolute, join, sep } from 'node:path';
import { GatewayError } from '../errors';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { readDocument } from './document';
import type { TemplateDocument } from './origin';
import { readText, type TemplateFiles } from './template-files';

/** A template and the name of the stack it makes. */
export interface StackDocument {
  readonly name: string;
  readonly document: TemplateDocument;
}

/**
 * The templates at a path: of a file, itself; of a `cdk.out` directory, those of all its stacks in the order of
 * the manifest. No link and no `..` leads out of the directory.
 *
 * @throws GatewayError `file-unreadable`, or `template-invalid` with file, line and column
 */
export function readDocuments(path: string, files: TemplateFiles): StackDocument[] {
  if (!files.isDirectory(path)) {
    return [{ name: stackNameOf(path), document: readDocument(readText(files, path), path) }];
  }
  const manifest = readManifest(path, files);
  return stackFilesOf(manifest).map(({ name, file }) => {
    const inside = insideOf(path, file, { files, manifest: manifest.file });
    return { name, document: readDocument(readText(files, inside, join(path, file)), join(path, file)) };
  });
}

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

function stackFilesOf({ value, file }: TemplateDocument): { name: string; file: string }[] {
  const artifacts = memberOf(value, 'artifacts');
  if (!isJsonObject(artifacts)) {
    throw new GatewayError('template-invalid', 'is not the manifest of a ROS CDK app: it has no artifacts', {
      place: file,
    });
  }
  const stacks = Object.entries(artifacts).flatMap(([name, artifact]) => stackFileOf(name, artifact, file));
  if (stacks.length > 0) return stacks;
  throw new GatewayError('template-invalid', 'the app has no stack', { place: file });
}

function stackFileOf(name: string, artifact: JsonValue, place: string): { name: string; file: string }[] {
  if (!isJsonObject(artifact) || artifact.type !== 'aliyun:ros:stack') return [];
  const properties: JsonObject = isJsonObject(artifact.properties) ? artifact.properties : {};
  // ros-cdk-core 1.12 writes each nested stack once more, under a name it never made out.
  if (/\$\{Token\[/.test(String(properties.stackName ?? ''))) return [];
  if (typeof properties.templateFile === 'string') return [{ name, file: properties.templateFile }];
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
