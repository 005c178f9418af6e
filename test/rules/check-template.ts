import { addCloudNative } from '../../lib/cloud-native';
import { type GatewayModel, parseTemplate } from '../../lib/model';
import type { Judgement, Outcome, Rule } from '../../lib/rules/rule';

const VERSION = "ROSTemplateFormatVersion: '2015-09-01'\n";

/** The model of a template: YAML text, or an object. The format version may be left out. */
export function modelOf(template: object | string): GatewayModel {
  if (typeof template !== 'string')
    return addCloudNative(
      parseTemplate(JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', ...template }), 'template.json'),
    );
  const isWhole = template.includes('ROSTemplateFormatVersion');
  return addCloudNative(parseTemplate(isWhole ? template : VERSION + template, 'template.yaml'));
}

/** What a rule says of a template: `fail GET /orders RELEASE: <message>`, or `pass`. One line for each subject. */
export function outcomesOf(rule: Rule, template: object | string): string[] {
  return [...rule.check(modelOf(template))].map(lineOf);
}

function lineOf(judgement: Judgement): string {
  if (typeof judgement === 'string') return judgement;
  const { message, reason, subject, verdict } = judgement;
  return `${verdict} ${subject}: ${message}${reason === undefined ? '' : ` [${reason}]`}`;
}

/** Where the first finding stands that a rule has in a template. */
export function firstOutcomeOf(rule: Rule, template: object | string): Outcome | undefined {
  return [...rule.check(modelOf(template))].find((each) => typeof each !== 'string');
}
