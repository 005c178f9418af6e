import { diffGateways } from '../../lib/diff';
import { parseTemplate, readGateway } from '../../lib/model';
import type { TemplateFiles } from '../../lib/template';
import { api, bound, jwt, published, shop, template } from '../rules/gateway-template';
import { lineOf, linesOf } from './diff-template';

const version = { ROSTemplateFormatVersion: '2015-09-01' };
const orders = template(shop, api('Orders', 'GET /orders'), published('Orders', 'RELEASE'));
const items = template(
  {},
  api('Items', 'GET /items', { properties: { AuthType: 'APP' } }),
  published('Items', 'TEST'),
);

/** A cdk.out directory of these stacks. */
function assembly(stacks: Readonly<Record<string, object>>): TemplateFiles {
  const artifacts = Object.fromEntries(
    Object.keys(stacks).map((name) => [
      name,
      { type: 'aliyun:ros:stack', properties: { templateFile: `${name}.json` } },
    ]),
  );
  const files: Readonly<Record<string, object>> = {
    'manifest.json': { artifacts },
    ...Object.fromEntries(
      Object.entries(stacks).map(([name, each]) => [`${name}.json`, { ...version, ...each }]),
    ),
  };
  return {
    isDirectory: (path) => path === 'cdk.out',
    realPath: (path) => `/${path}`,
    read: (path) => Buffer.from(JSON.stringify(files[path.replace(/^\/?cdk\.out\//, '')])),
  };
}

const diffOf = (base: Readonly<Record<string, object>>, head: Readonly<Record<string, object>>) =>
  diffGateways(
    readGateway('cdk.out', { files: assembly(base) }),
    readGateway('cdk.out', { files: assembly(head) }),
  ).changes.map(lineOf);

test('a stack that came or went is told, and so is every route in it', () => {
  expect(diffOf({ orders }, { orders, items })).toEqual([
    'neutral/safe route-added GET /items: was added in TEST',
    'neutral/safe stack-added stack items: was added',
  ]);
  expect(diffOf({ orders, items }, { orders })).toEqual([
    'neutral/break route-removed GET /items: was removed from TEST',
    'neutral/safe stack-removed stack items: was removed; until somebody deletes it, it goes on running',
  ]);
});

test('a route that went to another stack is the same route, and is made again', () => {
  const lone = template(api('Orders', 'GET /orders', { properties: { GroupId: 'shop-id' } }));
  expect(diffOf({ a: lone, b: template({}) }, { a: template({}), b: lone })).toEqual([
    'neutral/may break resource-renamed GET /orders: it went from a/Orders to b/Orders [outage, replaced]',
  ]);
});

test('two files are compared as one stack, whatever they are called', () => {
  const text = JSON.stringify({ ...version, ...orders });
  expect(diffGateways(parseTemplate(text, 'base.json'), parseTemplate(text, 'head.json')).changes).toEqual(
    [],
  );
});

test('what cannot be read on a side is handed on', () => {
  const elsewhere = template({
    Child: { Type: 'ALIYUN::ROS::Stack', Properties: { TemplateURL: 'https://example.com/' } },
  });
  const { changes, unread } = diffGateways(
    parseTemplate(JSON.stringify({ ...version, ...elsewhere }), 'a.json'),
    parseTemplate(JSON.stringify({ ...version, ...elsewhere }), 'b.json'),
  );
  expect(changes).toEqual([]);
  expect(unread.map(({ message, side }) => `${side} ${message}`)).toEqual([
    'base Child is a nested stack whose template is elsewhere',
    'head Child is a nested stack whose template is elsewhere',
  ]);
});

test('a hundred routes that a plug-in opens are told one by one, before the plug-in', () => {
  const routes = Array.from({ length: 100 }, (_, index) => ({
    ...api(`R${index}`, `GET /r${index}`),
    ...published(`R${index}`, 'RELEASE'),
    ...bound(`R${index}`, 'Customers'),
  }));
  const lines = linesOf(
    template(shop, jwt('Customers'), ...routes),
    template(shop, jwt('Customers', { bypassEmptyToken: true }), ...routes),
  );
  expect(lines).toHaveLength(101);
  expect(lines[0]).toMatch(/^weaker\/safe authentication-removed GET \/r0 RELEASE/);
  expect(lines[100]).toMatch(/^weaker\/safe empty-token-accepted plug-in Customers/);
});
