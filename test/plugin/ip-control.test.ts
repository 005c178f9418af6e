import { type IpControlModel, ipControl } from '../../lib/plugin';
import { refusal } from './refusal';

const allowing = (...blocks: string[]): IpControlModel => ({ type: 'ALLOW', items: [{ blocks }] });

test.each(['192.0.2.7', '192.0.2.0/24', '0.0.0.1/32', '2001:db8::1', '2001:db8::/32', '::ffff:192.0.2.7'])(
  '%s is an address or a range',
  (block) => {
    expect(ipControl.parse(allowing(block))).toEqual(allowing(block));
  },
);

test.each([
  '192.0.2',
  '192.0.2.256',
  '192.0.2.0/33',
  '192.0.2.0/',
  '192.0.2.0/08',
  '2001:db8::/129',
  'fe80::1%eth0',
  'localhost',
  '192.0.2.1-9',
  ' 192.0.2.7',
])('%s is neither an address nor a range', (block) => {
  expect(refusal(() => ipControl.parse(allowing(block)))).toEqual([
    'plugin-data-invalid',
    `$.items[0].blocks[0] must be an IP address or a range like 192.0.2.0/24, got ${JSON.stringify(block)}`,
  ]);
});

test('an item needs blocks or a dataset', () => {
  expect(refusal(() => ipControl.parse({ type: 'REFUSE', items: [{}, { blocks: [] }] }))).toEqual([
    'plugin-data-invalid',
    '$.items[0] has no addresses: give blocks or blocksDatasetId',
    '$.items[1] has no addresses: give blocks or blocksDatasetId',
  ]);
});

test('an empty list is refused, because the service would not apply it', () => {
  expect(refusal(() => ipControl.render({ type: 'ALLOW', items: [] }))).toEqual([
    'plugin-data-invalid',
    '$.items must have at least one item: the service does not apply an empty list',
  ]);
});

test('an app can be named only where addresses are allowed, and is told beside other problems', () => {
  const items = [
    { blocks: ['192.0.2.7'], appId: 4711 },
    { blocks: ['x'], appId: '4711' },
  ];
  expect(ipControl.parse({ type: 'ALLOW', items: items.slice(0, 1) })).toMatchObject({
    items: [{ appId: 4711 }],
  });
  expect(refusal(() => ipControl.parse({ type: 'REFUSE', items }))).toEqual([
    'plugin-data-invalid',
    '$.items[1].blocks[0] must be an IP address or a range like 192.0.2.0/24, got "x"',
    '$.items[0].appId can be given only where type is ALLOW',
    '$.items[1].appId can be given only where type is ALLOW',
  ]);
});

test('a list of every address, and two sources of addresses, are let through with a warning', () => {
  expect(ipControl.warnings({ type: 'ALLOW', items: [{ blocks: ['::/0'], blocksDatasetId: 'd1' }] })).toEqual(
    [
      { path: '$.items[0].blocks[0]', message: 'is every address' },
      {
        path: '$.items[0]',
        message: 'has both blocks and blocksDatasetId; the service documents one or the other',
      },
    ],
  );
});

test.each<[object, string[]]>([
  [{ type: 'REFUSE', items: 7 }, ['$.items must be a list, got 7']],
  [
    { type: 'REFUSE', items: [null, 7] },
    ['$.items[0] must be an object, got null', '$.items[1] must be an object, got 7'],
  ],
  [{ type: 'REFUSE' }, ['$.items is missing: it must be a list']],
  [{ type: 'ALLOW', items: [{ blocks: 7 }] }, ['$.items[0].blocks must be a list, got 7']],
  [
    { type: 'ALLOW', items: [{ blocksDatasetId: '' }] },
    ['$.items[0].blocksDatasetId must be a non-empty string, got ""'],
  ],
  [{ type: 'ALLOW', items: [{ blocks: [], blocksDatasetId: 'd1' }] }, []],
  [{ type: 'REFUSE', items: [{ blocks: ['192.0.2.7'] }] }, []],
  [
    { type: 'BLOCK', items: [{ blocksDatasetId: 'd1' }] },
    ['$.type must be one of ALLOW, REFUSE, got "BLOCK"'],
  ],
])('of %j is told what is wrong, once', (document, problems) => {
  const told = refusal(() => ipControl.parse(document));
  expect(told).toEqual(problems.length === 0 ? [] : ['plugin-data-invalid', ...problems]);
});

test('addresses of one source, and not every one of them, are fine', () => {
  const items = [{ blocks: ['0.0.0.0/1'] }, { blocksDatasetId: 'd1' }, { blocks: [], blocksDatasetId: 'd1' }];
  expect(ipControl.warnings({ type: 'REFUSE', items })).toEqual([]);
});
