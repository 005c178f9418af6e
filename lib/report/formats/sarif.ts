import type { Position } from '../../template';
import { visible, visibleJson } from '../../text';
import { uriBelow } from './template-path';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** What one run of the tool says, each part as SARIF has it. */
interface SarifRun {
  /** The version of the tool; left out where it is unknown. */
  readonly version: string | undefined;
  readonly rules: readonly object[];
  /** What is no result: viewers would show it as guilty. */
  readonly notifications: readonly object[];
  readonly results: readonly object[];
}

/** A file and a position in it. */
interface FilePosition extends Position {
  readonly file: string;
}

/**
 * A SARIF 2.1.0 document of one run.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 */
export function renderSarif({ notifications, results, rules, version }: SarifRun): string {
  const run = {
    tool: { driver: { name: 'jwt-gateway', ...(version ? { version } : {}), rules } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: {
      '%SRCROOT%': { description: { text: 'The directory that jwt-gateway was run in.' } },
    },
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications }],
    results,
  };
  return `${visibleJson({ $schema: SCHEMA, version: '2.1.0', runs: [run] })}\n`;
}

/** Something that is noted about a run. */
export function sarifNotification(text: string, place: FilePosition, base: string) {
  return { level: 'note', message: { text: sarifText(text) }, locations: [sarifLocation(place, base)] };
}

/** A position in a file below a directory. */
export function sarifLocation({ column, file, line }: FilePosition, base: string) {
  const uri = uriBelow(base, file);
  const uriBaseId = uri.startsWith('file:') ? {} : { uriBaseId: '%SRCROOT%' };
  return {
    physicalLocation: {
      artifactLocation: { uri, ...uriBaseId },
      region: { startLine: line, startColumn: column },
    },
  };
}

/** The resource of a stack; none where there is no logical id. */
export function sarifResource(stack: string, logicalId: string) {
  const resource = { name: logicalId, fullyQualifiedName: `${stack}/${logicalId}`, kind: 'resource' };
  return logicalId === '' ? {} : { logicalLocations: [resource] };
}

/** `[text](target)` is a link and `{0}` is filled in: neither may come from a template. */
export function sarifText(text: string): string {
  return visible(text)
    .replaceAll('](', '] (')
    .replace(/\{(?=\d+\})/g, '{ ');
}
