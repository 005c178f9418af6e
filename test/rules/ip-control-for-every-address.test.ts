import { ipControlForEveryAddress as rule } from '../../lib/rules/ip-control-for-every-address';
import { outcomesOf } from './check-template';
import { plugin, ref, template } from './gateway-template';

const office = (blocks: readonly string[], type = 'ALLOW', more: object = {}) =>
  template(plugin('Office', 'ipControl', { type, items: [{ blocks, ...more }] }));

test.each([
  {
    name: 'the whole of IPv4 fails',
    template: office(['192.0.2.1', '0.0.0.0/0']),
    verdicts: ['fail plug-in Office: its blocks are every address of IPv4 or IPv6: everybody may call'],
  },
  {
    name: 'the whole in halves fails, and that of IPv6',
    template: office(['0.0.0.0/1', '128.0.0.0/1']),
    verdicts: ['fail plug-in Office: its blocks are every address of IPv4 or IPv6: everybody may call'],
  },
  {
    name: 'the whole of IPv4 written as IPv6 fails',
    template: office(['::ffff:0.0.0.0/96']),
    verdicts: ['fail plug-in Office: its blocks are every address of IPv4 or IPv6: everybody may call'],
  },
  {
    name: 'to refuse everybody fails',
    template: office(['::/0'], 'REFUSE'),
    verdicts: ['fail plug-in Office: its blocks are every address of IPv4 or IPv6: nobody may call'],
  },
  {
    name: 'some addresses pass, and all of them for one app',
    template: office(['10.0.0.0/8']),
    verdicts: ['pass'],
  },
  {
    name: 'all addresses of one app pass',
    template: office(['0.0.0.0/0'], 'ALLOW', { appId: 1 }),
    verdicts: ['pass'],
  },
  {
    name: 'data without a list other rules tell of',
    template: template(plugin('Office', 'ipControl', { type: 'ALLOW' })),
    verdicts: ['not-applicable'],
  },
  {
    name: 'data that ROS fills in is unknown',
    template: template(plugin('Office', 'ipControl', ref('Data'))),
    verdicts: [expect.stringMatching(/^unknown plug-in Office: /)],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});
