import { diffGateways } from '../lib/diff';
import { renderRoutes } from '../lib/report';
import { checkGateway, RULES } from '../lib/rules';
import { parseTemplate } from '../lib/template';

/** What is measured, each with the one before it in it. The first is what the others are compared with. */
export const MEASURES = {
  'JSON.parse and one walk': (text: string) => countValues(JSON.parse(text)),
  parseTemplate: (text: string) => read(text).routes.length,
  '... and checkGateway': (text: string) => checkGateway(read(text), RULES).failures.length,
  '... and renderRoutes': (text: string) => {
    const model = read(text);
    return checkGateway(model, RULES).failures.length + renderRoutes(model, { format: 'text' }).length;
  },
  'diffGateways of two': (text: string) => diffGateways(read(text), read(edited(text))).changes.length,
} as const satisfies Readonly<Record<string, (text: string) => number>>;

export type MeasureName = keyof typeof MEASURES;

function read(text: string) {
  return parseTemplate(text, 'large.template.json');
}

/** The same template in which a hundred of a thousand APIs give their backends less time. */
function edited(text: string): string {
  return text.replace(/("ServicePath": "\/v1\/items\d*7\/[^}]*"ServiceTimeOut": )10000/g, '$19000');
}

/** Comes to every value once. */
function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const member of Object.values(value)) count += countValues(member);
  return count;
}
