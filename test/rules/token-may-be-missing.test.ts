import { tokenMayBeMissing } from '../../lib/rules/token-may-be-missing';
import { outcomesOf } from './check-template';
import { jwt, plugin, ref, template } from './gateway-template';

test.each([
  {
    name: 'bypassEmptyToken fails',
    template: template(jwt('Customers', { bypassEmptyToken: true })),
    verdicts: ['fail plug-in Customers: bypassEmptyToken is true'],
  },
  {
    name: 'the reason in its Metadata stands beside the failure',
    template: template(
      jwt('Customers', { bypassEmptyToken: true }, { BypassEmptyToken: 'public price list' }),
    ),
    verdicts: ['fail plug-in Customers: bypassEmptyToken is true [public price list]'],
  },
  {
    name: 'an empty reason is none',
    template: template(jwt('Customers', { bypassEmptyToken: true }, { BypassEmptyToken: ' ' })),
    verdicts: ['fail plug-in Customers: bypassEmptyToken is true'],
  },
  {
    name: 'it fails even where the rest of the data is not in order',
    template: template(plugin('Customers', 'jwtAuth', '{ "bypassEmptyToken": true }')),
    verdicts: ['fail plug-in Customers: bypassEmptyToken is true'],
  },
  {
    name: 'a plug-in that says no, or nothing, passes',
    template: template(jwt('Customers', { bypassEmptyToken: false }), jwt('Partners')),
    verdicts: ['pass', 'pass'],
  },
  { name: 'other plug-ins are not looked at', template: template(plugin('Cors', 'cors')), verdicts: [] },
  {
    name: 'data, a type or a switch that is not known is unknown',
    template: template(
      plugin('A', 'jwtAuth', ref('Data')),
      plugin('B', ref('Type')),
      plugin('C', 'jwtAuth', { bypassEmptyToken: 'yes' }),
    ),
    verdicts: [
      'unknown plug-in A: PluginData is made by Ref Data',
      'unknown plug-in B: PluginType is Ref Type',
      'unknown plug-in C: it is neither true nor false',
    ],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(tokenMayBeMissing, given)).toEqual(verdicts);
});
