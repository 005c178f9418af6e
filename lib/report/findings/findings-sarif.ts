import type { Finding, Rule, WaivedFinding } from '../../rules';
import { markdownSource, markdownText } from '../../text';
import { renderSarif, sarifLocation, sarifNotification, sarifResource, sarifText } from '../formats/sarif';
import type { FindingsOptions, FindingsReport } from './findings-report';
import { waiverWords } from './waiver-words';

/** The name under which a run finds its results again in an earlier one. */
const FINGERPRINT = 'jwtGatewayFinding/v1';

interface Context {
  readonly base: string;
  readonly indexOf: (rule: Rule) => number;
}

/**
 * Findings as SARIF 2.1.0, one run. What is waived is a suppressed result; what is not judged or not read is no
 * result, which viewers would show as guilty, but a notification of the run.
 */
export function renderFindingsSarif(
  { model, result, rules }: FindingsReport,
  { base = '.', version }: FindingsOptions,
): string {
  const ids = rules.map(({ id }) => id);
  const context: Context = { base, indexOf: ({ id }) => ids.indexOf(id) };
  const waived = result.waived.filter(({ verdict }) => verdict === 'fail');
  return renderSarif({
    version,
    rules: rules.map(descriptorOf),
    notifications: [
      ...result.unknowns.map((finding) => openNotification(finding, context)),
      ...model.problems.map(({ message, origin }) => sarifNotification(message, origin, base)),
    ],
    results: [
      ...result.failures.map((finding) => resultOf(finding, context)),
      ...waived.map((finding) => ({
        ...resultOf(finding, context),
        suppressions: [suppressionOf(finding, context)],
      })),
    ],
  });
}

function descriptorOf({ bad, good, grade, id, remediation, severity, source, title, why }: Rule) {
  const text = `${why}\n\nHow to fix it: ${remediation}\n\nSource: ${source}`;
  const markdown = [
    markdownText(why),
    `**How to fix it:** ${markdownText(remediation)}`,
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

function resultOf(finding: Finding, { base, indexOf }: Context) {
  const { fingerprint, logicalId, message, origin, route, rule, severity, stack, stage, subject } = finding;
  return {
    ruleId: rule.id,
    ruleIndex: indexOf(rule),
    level: severity,
    message: { text: sarifText(`${subject}: ${message}`) },
    locations: [{ ...sarifLocation(origin, base), ...sarifResource(stack, logicalId) }],
    partialFingerprints: { [FINGERPRINT]: fingerprint },
    properties: { subject, ...(route ? { route } : {}), ...(stage ? { stage } : {}), path: origin.path },
  };
}

function suppressionOf(finding: WaivedFinding, context: Context) {
  const { waivedBy } = finding;
  const justification = sarifText(waiverWords(finding));
  if (waivedBy.kind === 'template') return { kind: 'inSource', status: 'accepted', justification };
  const { expires, origin, owner, path } = waivedBy.waiver;
  const location = sarifLocation(origin, context.base);
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
  return { ...sarifNotification(`${subject}: ${message}`, origin, context.base), associatedRule };
}
