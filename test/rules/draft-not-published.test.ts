import { draftNotPublished as rule } from '../../lib/rules/draft-not-published';
import { outcomesOf } from './check-template';
import { api, template } from './gateway-template';

const recorded = (live: object): object => {
  const [id, written] = Object.entries(api('Orders', 'GET /orders'))[0] ?? [];
  return template({ [String(id)]: { ...written, Metadata: { Live: live } } });
};

test.each([
  {
    name: 'a draft that differs is named with what is different',
    template: recorded({ DraftDiffers: ['AuthType', 'RequestConfig.RequestPath'] }),
    verdicts: ['fail GET /orders: its draft has another AuthType, RequestConfig.RequestPath'],
  },
  {
    name: 'of many differences the first five are named',
    template: recorded({ DraftDiffers: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }),
    verdicts: ['fail GET /orders: its draft has another a, b, c, d, e and 2 more'],
  },
  { name: 'a draft that is deployed passes', template: recorded({ Id: '1' }), verdicts: ['pass'] },
  {
    name: 'an API of a template passes',
    template: template(api('Orders', 'GET /orders')),
    verdicts: ['pass'],
  },
  { name: 'the rule is about APIs only', template: template(), verdicts: [] },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});
