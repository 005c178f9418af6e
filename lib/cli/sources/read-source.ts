import { addCloudNative } from '../../cloud-native';
import { readRecording } from '../../live';
import { type GatewayModel, type ReadingOptions, readGateway } from '../../model';
import type { TemplateFiles } from '../../template';

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

/**
 * The gateway that an argument names: a template, a `cdk.out` directory, or `live:DIR`, a recorded gateway.
 *
 * @param pathOf the path to open for a path the user wrote
 * @throws GatewayError `file-unreadable`, `recording-invalid`, or `template-invalid` with file, line and column
 */
export function readSource(
  written: string,
  pathOf: (written: string) => string,
  files?: TemplateFiles,
  options?: ReadingOptions,
): GatewayModel {
  const path = pathOf(pathInSource(written));
  return isRecording(written)
    ? readRecording(path, files, options)
    : addCloudNative(readGateway(path, files, options));
}
