import { basePathOf } from '../../lib/model';
import { Unknown } from '../../lib/template';
import { api, group, type Loose, model } from './sample';

const baseOf = (resources: Loose) => basePathOf(model(resources).routes[0] as Loose);

test.each<[written: Loose, base: string]>([
  [undefined, ''],
  ['', ''],
  ['/', ''],
  ['//', ''],
  ['/shop', '/shop'],
  ['/shop/', '/shop'],
  ['/shop/v1//', '/shop/v1'],
  ['shop', 'shop'],
])('the base path %j goes before the path of a route as %j', (BasePath, base) => {
  expect(baseOf({ Group: group({ BasePath }), Api: api() })).toBe(base);
});

test('a base path that only ROS knows is unknown', () => {
  expect(baseOf({ Group: group({ BasePath: { Ref: 'Base' } }), Api: api() })).toBeInstanceOf(Unknown);
});

test('nothing goes before a route whose group is made elsewhere', () => {
  expect(baseOf({ Api: api('GET /orders', { GroupId: 'g-1' }) })).toBe('');
});

test('slashes by the hundred thousand are no work', () => {
  const path = `${'/'.repeat(300_000)}x`;
  expect(baseOf({ Group: group({ BasePath: `${path}/` }), Api: api() })).toBe(path);
});
