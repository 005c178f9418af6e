import type { Outcome, Rule } from '../../lib/rules/rule';
import { type GatewayModel, parseTemplate } from '../../lib/template';

const VERSION = "ROSTemplateFormatVersion: '2015-09-01'\n";

/** The model of a template: YAML text, or an object. The format version may be left out. */
export function modelOf(template: object | string): GatewayModel {
  if (typeof template !== 'string')
    return parseTemplate(
      JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', ...template }),
      'template.json',
    );
  const isWhole = template.includes('ROSTemplateFormatVersion');
  return parseTemplate(isWhole ? template : VERSION + template, 'template.yaml');
}

/** What a rule says of a template, one line for each subject: `fail GET /orders RELEASE: <message>`. */
export function outcomesOf(rule: Rule, template: object | string): string[] {
  return [...rule.check(modelOf(template))].map(lineOf);
}

function lineOf({ message, reason, subject, verdict }: Outcome): string {
  const words = message === '' ? '' : `: ${message}`;
  return `${verdict} ${subject}${words}${reason === undefined ? '' : ` [${reason}]`}`;
}
