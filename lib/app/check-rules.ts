import { resolve } from 'node:path';
import * as ros from '@alicloud/ros-cdk-core';
import { addCloudNative } from '../cloud-native';
import { anything, findClaimant, type MembersOf, made } from '../constructs';
import { GatewayError, type Problem } from '../errors';
import { parseTemplate } from '../model';
import {
  applyWaivers,
  checkGateway,
  type Finding,
  RULES,
  readWaivers,
  type Severity,
  type Waiver,
} from '../rules';

/** How the findings of the rules are taken at synthesis. */
export interface RuleChecks {
  /**
   * The least severity that refuses synthesis; what is below it, or cannot be judged, becomes a warning on the
   * construct. Default: `error`, as of `jwt-gateway check`. With `none` everything is a warning.
   */
  readonly failOn?: Severity | 'none';
  /**
   * The waiver file, of the working directory where it is no absolute path; `false` reads none. Default:
   * `jwt-gateway.waivers.yaml`, where there is one.
   */
  readonly waivers?: string | false;
  /** The clock that says which waivers have expired, in milliseconds since 1970. Default: that of the machine. */
  readonly now?: () => number;
}

/** What they may say; a `failOn` that there is not is told with those that there are. */
export const RULE_CHECKS: MembersOf<RuleChecks> = {
  failOn: anything,
  waivers: made('the name of a file, or false', (value) => value === false || typeof value === 'string'),
  now: made('a function', (value) => typeof value === 'function'),
};

/** A stack that is no nested one, with the text of the template that is going to be written for it. */
interface RenderedStack {
  readonly stack: ros.Stack;
  readonly text: string;
}

/** Looks at the stacks of an app, or of a stage of it, before they are written. */
export interface RuleCheck {
  /** Runs the rules over one stack. */
  judge(rendered: RenderedStack): JudgedStack;
  /**
   * Takes what was found in all of them.
   *
   * @throws GatewayError `check-failed`, with the findings of all stacks that refuse
   */
  conclude(judged: readonly JudgedStack[]): void;
}

/** The worst first. */
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/**
 * Makes the check that runs all rules over each stack by itself, as `jwt-gateway check` does over a written
 * template. A finding is waived by the waiver file, and by the reason that stands in the template. That a waiver has
 * expired, waives nothing or names no rule is told by the command alone, which sees all stacks.
 *
 * @throws TypeError for a `failOn` that there is not, which must not be taken for `none`
 */
export function createRuleCheck(checks: RuleChecks | false): RuleCheck {
  const failing = checks === false ? [] : failingSeverities(checks);
  const isRefused = ({ rule, severity, verdict }: Finding) =>
    verdict === 'fail' && failing.includes(severity) && !rule.isDated;
  const openIn = checks === false ? () => [] : createWaiving(checks);
  return {
    judge: (rendered) => judge(rendered.stack, openIn(rendered), isRefused),
    conclude(judged) {
      refuse(judged.flatMap(({ refusals }) => refusals));
      for (const { stack, warnings } of judged) warn(stack, warnings);
    },
  };
}

/** What is left of the findings of a stack: they hold its whole model, and an app may have many stacks. */
export interface JudgedStack {
  readonly stack: ros.Stack;
  readonly refusals: readonly (Problem & { readonly remediation: string })[];
  readonly warnings: readonly Warning[];
}

interface Warning {
  /** The logical ids from the template down to the resource; none for the stack itself. */
  readonly path: readonly string[];
  readonly text: string;
}

function judge(
  stack: ros.Stack,
  findings: readonly Finding[],
  isRefused: (finding: Finding) => boolean,
): JudgedStack {
  const refused = findings.filter(isRefused);
  const elements = refused.length > 0 ? elementsOf(stack) : new Map<unknown, ros.RosElement>();
  return {
    stack,
    refusals: refused.map((finding) => ({
      path: placeOf(finding, constructOf(stack, pathOf(finding), elements)),
      message: `fails ${finding.rule.id}: ${finding.subject}: ${finding.message}`,
      remediation: finding.rule.remediation,
    })),
    warnings: warningsOf(findings),
  };
}

/** Where the code declares it, and what the template calls it. */
function placeOf({ logicalId, stack }: Finding, { node }: ros.Construct): string {
  const resource = `${stack}/${logicalId}`;
  return node.path === resource ? resource : `${node.path} (${resource})`;
}

/** How many warnings of one rule a stack shows one by one: a thousand alike hide all others. */
const MOST_ALIKE = 10;

function warningsOf(findings: readonly Finding[]): Warning[] {
  const counts = new Map<string, number>();
  const shown = findings.filter(({ rule }) => {
    const count = (counts.get(rule.id) ?? 0) + 1;
    counts.set(rule.id, count);
    return count <= MOST_ALIKE;
  });
  const others = [...counts].filter(([, count]) => count > MOST_ALIKE);
  return [
    ...shown.map((finding) => ({ path: pathOf(finding), text: warningOf(finding) })),
    ...others.map(([id, count]) => ({
      path: [],
      text: `${id}: ${count - MOST_ALIKE} more; jwt-gateway check shows all`,
    })),
  ];
}

function failingSeverities({ failOn = 'error' }: RuleChecks): readonly Severity[] {
  if (failOn === 'none') return [];
  if (SEVERITIES.includes(failOn)) return SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  const words = [...SEVERITIES, 'none'].join(', ');
  throw new TypeError(`checks.failOn must be one of ${words}; received ${JSON.stringify(failOn)}`);
}

/** The findings of a stack that nobody waived. The waiver file is read with the first stack that has a gateway. */
function createWaiving({ now = Date.now, waivers }: RuleChecks): (rendered: RenderedStack) => Finding[] {
  let read: readonly Waiver[] | undefined;
  return ({ stack, text }) => {
    if (!/ALIYUN::(?:ApiGateway|APIG)::/.test(text)) return [];
    read ??= waivers === false ? [] : readWaivers(waivers, (written) => resolve(process.cwd(), written));
    const model = addCloudNative(parseTemplate(text, `${stack.artifactId}.template.json`));
    const at = { now: now() };
    const checked = checkGateway(model, RULES, at);
    const { failures, unknowns } = applyWaivers(checked, read, { rules: RULES, ...at });
    return [...failures, ...unknowns].filter(({ rule }) => RULES.includes(rule));
  };
}

function refuse(refusals: JudgedStack['refusals']): void {
  if (refusals.length === 0) return;
  throw new GatewayError('check-failed', 'the gateway fails its checks', {
    problems: refusals.map(({ path, message }) => ({ path, message })),
    hint: [...new Set(refusals.map(({ remediation }) => remediation))].join(' '),
  });
}

function warn(stack: ros.Stack, warnings: readonly Warning[]): void {
  if (warnings.length === 0) return;
  const elements = elementsOf(stack);
  for (const { path, text } of warnings) {
    const { node } = constructOf(stack, path, elements);
    // After a refusal by core, synthesis may be tried again.
    if (!node.metadata.some(({ data }) => data === text)) node.addWarning(text);
  }
}

/**
 * The construct that a resource is, or is part of. Core drops the messages of constructs inside most nested stacks:
 * then the resource that makes the stack carries them.
 */
function constructOf(
  stack: ros.Stack,
  path: readonly string[],
  elements: ReadonlyMap<unknown, ros.RosElement>,
): ros.Construct {
  if (path.length === 0) return stack;
  const [element, claimant] = [elements.get(path[0]), findClaimant(stack, path)];
  return (path.length === 1 ? (element ?? claimant) : (claimant ?? element)) ?? stack;
}

function elementsOf(stack: ros.Stack): ReadonlyMap<unknown, ros.RosElement> {
  const elements = stack.node.findAll().filter(ros.RosElement.isRosElement);
  const own = elements.filter((element) => element.stack === stack);
  return new Map(own.map((element) => [stack.resolve(element.logicalId), element]));
}

/** The logical ids from the template down to the resource. */
function pathOf({ logicalId, stack }: Finding): string[] {
  const [, ...path] = `${stack}/${logicalId}`.split('/');
  return path.map((id) => id.replace(/\[.*\]$/, ''));
}

function warningOf({ logicalId, message, rule, stack, subject, verdict }: Finding): string {
  const what = verdict === 'unknown' ? `${rule.id} cannot be judged` : rule.id;
  const where = stack.includes('/') ? ` of ${stack}/${logicalId}` : '';
  const remediation = verdict === 'unknown' ? '' : `. ${rule.remediation}`;
  return `${what}: ${subject}${where}: ${message}${remediation}`;
}
