import type { Finding, Rule, WaivedFinding } from '../rules';
import type { Origin } from '../template';
import { markdownSource, markdownText } from './code-span';
import type { FindingsOptions, FindingsReport } from './findings-report';
import { uriBelow } from './template-path';
import { visible, visibleJson } from './visible';
import { waiverWords } from './waiver-words';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** The name under which a run finds its results again in an earlier one. */
const FINGERPRINT = 'jwtGatewayFinding/v1';

interface Context {
  readonly base: string;
  readonly indexOf: (rule: Rule) => number;
}

/**
 * Findings as SARIF 2.1.0, one run. What is waived is a suppressed result; what is not judged or not read is no
 * result, which viewers would show as guilty, but a notification of the run.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 */
export function renderFindingsSarif(
  { model, result, rules }: FindingsReport,
  { base = '.', version }: FindingsOptions,
): string {
  const ids = rules.map(({ id }) => id);
  const context: Context = { base, indexOf: ({ id }) => ids.indexOf(id) };
  const waived = result.waived.filter(({ verdict }) => verdict === 'fail');
  const run = {
    tool: {
      driver: { name: 'jwt-gateway', ...(version ? { version } : {}), rules: rules.map(descriptorOf) },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: {
      '%SRCROOT%': { description: { text: 'The directory that the check was run in.' } },
    },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: [
          ...result.unknowns.map((finding) => openNotification(finding, context)),
          ...model.problems.map(({ message, origin }) => notification(message, origin, context)),
        ],
      },
    ],
    results: [
      ...result.failures.map((finding) => resultOf(finding, context)),
      ...waived.map((finding) => ({
        ...resultOf(finding, context),
        suppressions: [suppressionOf(finding, context)],
      })),
    ],
  };
  return `${visibleJson({ $schema: SCHEMA, version: '2.1.0', runs: [run] })}\n`;
}

function descriptorOf({ bad, good, grade, id, mend, severity, source, title, why }: Rule) {
  const text = `${why}\n\nHow to mend it: ${mend}\n\nSource: ${source}`;
  const markdown = [
    markdownText(why),
    `**How to mend it:** ${markdownText(mend)}`,
    `Reported:\n\n\`\`\`yaml\n${bad.trimEnd()}\n\`\`\``,
    `In order:\n\n\`\`\`yaml\n${good.trimEnd()}\n\`\`\``,
    `Source: ${markdownSource(source)}`,
  ].join('\n\n');
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text, markdown },
    ...(source.startsWith('https://') ? { helpUri: source } : {}),
    defaultConfiguration: { level: severity },
    properties: { tags: ['security'], grade },
  };
}

function resultOf(finding: Finding, context: Context) {
  const { fingerprint, logicalId, message, origin, route, rule, stack, stage, subject } = finding;
  const name = `${stack}/${logicalId}`;
  const logicalLocations =
    logicalId === '' ? [] : [{ name: logicalId, fullyQualifiedName: name, kind: 'resource' }];
  return {
    ruleId: rule.id,
    ruleIndex: context.indexOf(rule),
    level: rule.severity,
    message: { text: messageText(`${subject}: ${message}`) },
    locations: [
      { ...locationOf(origin, context), ...(logicalLocations.length > 0 ? { logicalLocations } : {}) },
    ],
    partialFingerprints: { [FINGERPRINT]: fingerprint },
    properties: { subject, ...(route ? { route } : {}), ...(stage ? { stage } : {}), path: origin.path },
  };
}

function suppressionOf(finding: WaivedFinding, context: Context) {
  const { waivedBy } = finding;
  const justification = messageText(waiverWords(finding));
  if (waivedBy.kind === 'template') return { kind: 'inSource', status: 'accepted', justification };
  const { expires, origin, owner, path } = waivedBy.waiver;
  const location = locationOf(origin, context);
  return {
    kind: 'external',
    status: 'accepted',
    justification,
    location,
    properties: { owner, expires, path },
  };
}

function openNotification({ message, origin, rule, subject }: Finding, context: Context) {
  const associatedRule = { id: rule.id, index: context.indexOf(rule) };
  return { ...notification(`${subject}: ${message}`, origin, context), associatedRule };
}

function notification(text: string, origin: Origin, context: Context) {
  return { level: 'note', message: { text: messageText(text) }, locations: [locationOf(origin, context)] };
}

function locationOf(origin: Origin, { base }: Context) {
  const { file, line, column } = origin.toJSON();
  const uri = uriBelow(base, file);
  const uriBaseId = uri.startsWith('file:') ? {} : { uriBaseId: '%SRCROOT%' };
  return {
    physicalLocation: {
      artifactLocation: { uri, ...uriBaseId },
      region: { startLine: line, startColumn: column },
    },
  };
}

/** `[text](target)` is a link and `{0}` is filled in: neither may come from a template. */
function messageText(text: string): string {
  return visible(text)
    .replaceAll('](', '] (')
    .replace(/\{(?=\d+\})/g, '{ ');
}
