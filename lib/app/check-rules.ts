import * as ros from '@alicloud/ros-cdk-core';
import { findClaimant } from '../constructs';
import { GatewayError } from '../errors';
import { checkGateway, type Finding, RULES, type Severity } from '../rules';
import { parseTemplate } from '../template';
import type { RosTemplate } from './ros-template';
import { templateText } from './template-text';

/** How the findings of the rules are taken at synthesis. */
export interface RuleChecks {
  /**
   * The least severity that refuses synthesis; what is below it, or cannot be judged, becomes a warning on the
   * construct. Default: `error`, as of `jwt-gateway check`. With `none` everything is a warning.
   */
  readonly failOn?: Severity | 'none';
}

/** A stack that is no nested one, with the template that core is going to write for it. */
export interface RenderedStack {
  readonly stack: ros.Stack;
  readonly template: RosTemplate;
}

/** Looks at the stacks of an app, or of a stage of it, before they are written. */
export type RuleCheck = (stacks: readonly RenderedStack[]) => void;

/** The worst first. */
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/**
 * Makes the check that runs all rules over each stack by itself, as `jwt-gateway check` does over a written
 * template. A finding whose reason stands in the template is waived; the waiver file is not read.
 *
 * @returns a function that throws GatewayError `check-failed`, with the findings of all stacks that refuse
 * @throws TypeError for a `failOn` that there is not, which must not be taken for `none`
 */
export function createRuleCheck(checks: RuleChecks | false): RuleCheck {
  if (checks === false) return () => {};
  const failing = failingSeverities(checks);
  const isRefused = ({ rule, verdict }: Finding) => verdict === 'fail' && failing.includes(rule.severity);
  return (stacks) => {
    const found = stacks.map((rendered) => ({ stack: rendered.stack, findings: findingsOf(rendered) }));
    refuse(found.flatMap(({ findings }) => findings.filter(isRefused)));
    for (const { findings, stack } of found) warn(stack, findings);
  };
}

function failingSeverities({ failOn = 'error' }: RuleChecks): readonly Severity[] {
  if (failOn === 'none') return [];
  if (SEVERITIES.includes(failOn)) return SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  const words = [...SEVERITIES, 'none'].join(', ');
  throw new TypeError(`checks.failOn must be one of ${words}; received ${JSON.stringify(failOn)}`);
}

function findingsOf({ stack, template }: RenderedStack): readonly Finding[] {
  const text = templateText(template);
  if (!text.includes('ALIYUN::ApiGateway::')) return [];
  const { failures, unknowns } = checkGateway(
    parseTemplate(text, `${stack.artifactId}.template.json`),
    RULES,
  );
  return [...failures, ...unknowns].filter(({ reason }) => reason === undefined);
}

function refuse(findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const rules = new Set(findings.map(({ rule }) => rule));
  throw new GatewayError('check-failed', 'the gateway fails its checks', {
    problems: findings.map(({ logicalId, message, rule, stack, subject }) => ({
      path: `${stack}/${logicalId}`,
      message: `fails ${rule.id}: ${subject}: ${message}`,
    })),
    hint: [...rules].map(({ mend }) => mend).join(' '),
  });
}

function warn(stack: ros.Stack, findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const elements = elementsOf(stack);
  for (const finding of findings) {
    const { node } = elements.get(elementIdOf(finding)) ?? findClaimant(stack, pathOf(finding)) ?? stack;
    const text = warningOf(finding);
    // After a refusal by core, synthesis may be tried again.
    if (!node.metadata.some(({ data }) => data === text)) node.addWarning(text);
  }
}

function elementsOf(stack: ros.Stack): ReadonlyMap<unknown, ros.RosElement> {
  const elements = stack.node.findAll().filter(ros.RosElement.isRosElement);
  const own = elements.filter((element) => element.stack === stack);
  return new Map(own.map((element) => [stack.resolve(element.logicalId), element]));
}

/** Core drops the messages of constructs inside a nested stack: the resource that makes it carries them. */
function elementIdOf(finding: Finding): string | undefined {
  return pathOf(finding)[0];
}

/** The logical ids from the template down to the resource. */
function pathOf({ logicalId, stack }: Finding): string[] {
  const [, ...path] = `${stack}/${logicalId}`.split('/');
  return path.map((id) => id.replace(/\[.*\]$/, ''));
}

function warningOf({ logicalId, message, rule, stack, subject, verdict }: Finding): string {
  const what = verdict === 'unknown' ? `${rule.id} cannot be judged` : rule.id;
  const where = stack.includes('/') ? ` of ${stack}/${logicalId}` : '';
  const mend = verdict === 'unknown' ? '' : `. ${rule.mend}`;
  return `${what}: ${subject}${where}: ${message}${mend}`;
}
