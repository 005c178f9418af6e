import { diffGateways } from '../lib/diff';
import { parseTemplate } from '../lib/model';
import { renderRoutes } from '../lib/report';
import { checkGateway, RULES } from '../lib/rules';

/** Makes ready what is measured, over the text of a template. */
type Measure = (text: string) => () => number;

/** What is measured, in groups: the first of each is what the others are compared with. */
export const MEASURES: readonly Readonly<Record<string, Measure>>[] = [
  {
    'JSON.parse and one walk': (text) => () => countValues(JSON.parse(text)),
    parseTemplate: (text) => () => read(text).routes.length,
    '... and checkGateway': (text) => () => checkGateway(read(text), RULES).failures.length,
    '... and renderRoutes': (text) => () => {
      const model = read(text);
      return checkGateway(model, RULES).failures.length + renderRoutes(model, { format: 'text' }).length;
    },
  },
  {
    'JSON.parse of two': (text) => () => [text, text].map((each) => JSON.parse(each)).length,
    'diffGateways: equal': (text) => diff(text, text),
    '... a hundred changes': (text) => diff(text, edited(text)),
    '... every logical id': (text) => diff(text, renamed(text)),
  },
];

function read(text: string) {
  return parseTemplate(text, 'large.template.json');
}

function diff(base: string, head: string): () => number {
  return () => diffGateways(read(base), read(head)).changes.length;
}

/** The same template in which a hundred of a thousand APIs give their backends less time. */
function edited(text: string): string {
  return text.replace(/("ServicePath": "\/v1\/items\d*7\/[^}]*"ServiceTimeOut": )10000/g, '$19000');
}

/** The same template in which every resource has another logical id. */
function renamed(text: string): string {
  return text.replace(/"((?:Orders|Customers)\w*)"/g, '"New$1"');
}

/** Comes to every value once. */
function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const member of Object.values(value)) count += countValues(member);
  return count;
}
