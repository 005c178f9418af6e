import { tokenExpiryIgnored } from '../../lib/rules/token-expiry-ignored';
import { outcomesOf } from './check-template';
import { jwt, plugin, ref, template } from './gateway-template';

test.each([
  {
    name: 'ignoreExpirationCheck fails',
    template: template(jwt('Customers', { ignoreExpirationCheck: true })),
    verdicts: ['fail plug-in Customers: ignoreExpirationCheck is true'],
  },
  {
    name: 'a plug-in that says no, or nothing, passes',
    template: template(jwt('Customers', { ignoreExpirationCheck: false }), jwt('Partners')),
    verdicts: ['pass', 'pass'],
  },
  { name: 'other plug-ins are not looked at', template: template(plugin('Cors', 'cors')), verdicts: [] },
  {
    name: 'data that ROS fills in is unknown',
    template: template(plugin('Customers', 'jwtAuth', ref('Data'))),
    verdicts: ['unknown plug-in Customers: PluginData is made by Ref Data'],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(tokenExpiryIgnored, given)).toEqual(verdicts);
});
