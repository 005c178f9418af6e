import { diffGateways } from '../../lib/diff';
import { modelOf } from '../rules/check-template';
import {
  api,
  bound,
  jwtData,
  plugin,
  published,
  type Resources,
  shop,
  template,
} from '../rules/gateway-template';

test('who gets in is told once where a route also comes to another group', () => {
  const parts = (...lock: Resources[]) =>
    template(shop, api('Orders', 'GET /orders'), published('Orders', 'RELEASE'), ...lock);
  const base = parts(plugin('It', 'jwtAuth', jwtData()), bound('Orders', 'It'));
  const head = JSON.parse(JSON.stringify(parts()).replaceAll('Shop', 'Store').replaceAll('shop', 'store'));
  const { routes } = diffGateways(modelOf(base), modelOf(head));
  expect(routes.map(({ admits, posture }) => [posture.verdict, ...admits])).toEqual([['weaker', 'anybody']]);
});

test('a route that comes to another plug-in with users is unclear where its data are others, and the same where not', () => {
  const users = (password: string) => ({ users: [{ username: 'alice', password }] });
  const parts = (lock: string, ofNew: string) =>
    template(
      shop,
      api('Orders', 'GET /orders'),
      published('Orders', 'RELEASE'),
      plugin('Old', 'basicAuth', users('one')),
      plugin('New', 'basicAuth', users(ofNew)),
      plugin('It', 'jwtAuth', jwtData()),
      bound('Orders', lock),
    );
  const unclear = (to: string, ofNew: string) =>
    diffGateways(modelOf(parts('Old', ofNew)), modelOf(parts(to, ofNew))).routes.map(
      (route) => route.unclear,
    );
  expect(unclear('New', 'two')).toEqual([
    expect.arrayContaining(['the users of the basicAuth plug-in changed']),
  ]);
  expect(unclear('New', 'one')).toEqual([[]]);
  expect(unclear('It', 'two')).toEqual([[]]);
});
