import { addCloudNative } from '../../cloud-native';
import { GatewayError } from '../../errors';
import { matchesGlob } from '../../glob';
import type { PublicKeySet } from '../../jwk';
import { readRecording } from '../../live';
import { type GatewayModel, readGateway, type ReadingOptions as TemplateReading } from '../../model';
import type { TemplateFiles } from '../../template';
import { type ReadingOptions, refuseStrangers, valuesOf } from '../options/reading-options';

/** Where a recorded gateway is named like a template. */
const RECORDED = 'live:';

/** Whether an argument names a recorded gateway. */
export function isRecording(written: string): boolean {
  return written.startsWith(RECORDED);
}

/** The path in an argument that names a template or a recorded gateway. */
export function pathInSource(written: string): string {
  return isRecording(written) ? written.slice(RECORDED.length) : written;
}

/** How a source is opened. */
export interface SourceReading extends ReadingOptions {
  /** The path to open for a path the user wrote. */
  readonly pathOf: (written: string) => string;
  readonly files?: TemplateFiles;
  /** Keys that stand in for those of a provider. @default - the keys of the template */
  readonly replaceKeys?: PublicKeySet;
}

/** What opens an argument: a recorded gateway keeps its mark. */
export function placeOf(written: string, pathOf: SourceReading['pathOf']): string {
  return (isRecording(written) ? RECORDED : '') + pathOf(pathInSource(written));
}

/**
 * The gateway that an argument names: a template, a `cdk.out` directory, or `live:DIR`, a recorded gateway.
 *
 * @throws GatewayError `file-unreadable`, `recording-invalid`, `template-invalid` with file, line and column,
 *   `parameter-invalid` for a value that the template does not allow, `usage` for a stack or a parameter that is not there
 */
export function readSource(written: string, reading: SourceReading): GatewayModel {
  return readPlace(placeOf(written, reading.pathOf), reading);
}

/** The same of a place that is opened already. */
export function readPlace(
  place: string,
  { files, pathOf, replaceKeys, ...options }: SourceReading,
): GatewayModel {
  const values = valuesOf(options, pathOf);
  const parameters = { values, useDefaults: options.useDefaults };
  const model = openPlace(place, { files, parameters, replaceKeys, stacks: options.stack });
  refuseStrangers(values, parameterNames(model));
  return model;
}

/** The same, where a value may be meant for another source that is read with it. */
export function openPlace(place: string, reading: TemplateReading): GatewayModel {
  if (!isRecording(place)) return addCloudNative(readGateway(place, reading));
  const model = readRecording(pathInSource(place), reading.files, reading);
  refuseOtherStacks(model, reading.stacks);
  return model;
}

/** A recording is one stack. */
function refuseOtherStacks({ place, stacks: [recorded] }: GatewayModel, globs: readonly string[] = []): void {
  const other = globs.find((glob) => !matchesGlob(glob, recorded?.name ?? ''));
  if (other !== undefined)
    throw new GatewayError('usage', `no stack is called ${JSON.stringify(other)}`, {
      place,
      hint: `there is ${recorded?.name}`,
    });
}

/** The parameters that whoever starts the stacks of a model fills in. */
export function parameterNames({ stacks }: GatewayModel): ReadonlySet<string> {
  const roots = stacks.filter(({ parent, source }) => parent === undefined && source === 'template');
  return new Set(roots.flatMap(({ parameters }) => Object.keys(parameters)));
}
