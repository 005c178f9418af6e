import { diffGateways } from '../../lib/diff';
import { parseTemplate } from '../../lib/model';
import { api, bound, jwt, published, shop, template } from '../rules/gateway-template';

const TEXT = JSON.stringify({
  ROSTemplateFormatVersion: '2015-09-01',
  ...template(
    shop,
    jwt('Customers'),
    api('Orders', 'GET /orders'),
    published('Orders', 'RELEASE'),
    bound('Orders', 'Customers'),
  ),
});
const RENAMED = TEXT.replace(/(?<!Name":)"((?:Shop|Customers|Orders)\w*)"/g, '"New$1"');

/** What a group under another logical id brings along. */
const OF_GROUPS = ['name-still-taken', 'sub-domain-changed'];

const kindsOf = (head: string): string[] => {
  const { changes } = diffGateways(parseTemplate(TEXT, 'base.json'), parseTemplate(head, 'head.json'));
  return [...new Set(changes.map(({ kind }) => kind))].filter((kind) => !OF_GROUPS.includes(kind));
};

test('where every logical id is another one, nothing else differs', () => {
  expect(kindsOf(RENAMED)).toEqual(['resource-renamed']);
});

test('a change among other logical ids is told beside them', () => {
  const edited = RENAMED.replace('"StageName":"RELEASE"', '"StageName":"RELEASE","Description":"again"');

  expect(edited).not.toBe(RENAMED);
  expect(kindsOf(edited)).toEqual(expect.arrayContaining(['property-changed', 'resource-renamed']));
});

test('a reference to another resource is told, though all ids are others', () => {
  const binding = /("NewOrders\w*Customers\w*":\{"Type":"[^"]*PluginAttachment")/;
  const edited = RENAMED.replace(binding, '$1,"DependsOn":"NewShop"');

  expect(edited).not.toBe(RENAMED);
  expect(kindsOf(edited)).not.toEqual(['resource-renamed']);
});
