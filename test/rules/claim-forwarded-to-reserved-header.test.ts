import { claimForwardedToReservedHeader } from '../../lib/rules/claim-forwarded-to-reserved-header';
import { outcomesOf } from './check-template';
import { jwt, plugin, ref, template } from './gateway-template';

const claim = (parameterName: string, location = 'header') => ({ claimName: 'sub', parameterName, location });

test.each([
  {
    name: 'a header that HTTP keeps for itself fails, in any spelling',
    template: template(jwt('Customers', { claimParameters: [claim('host'), claim('AUTHORIZATION')] })),
    verdicts: [
      'fail plug-in Customers claim sub: goes to the header host, which says which host is asked',
      'fail plug-in Customers claim sub: goes to the header AUTHORIZATION, which carries the secret by which the backend knows its caller',
    ],
  },
  {
    name: 'what proxies write fails, with an underscore, too',
    template: template(jwt('Customers', { claimParameters: [claim('X_Forwarded_For')] })),
    verdicts: [
      'fail plug-in Customers claim sub: goes to the header X_Forwarded_For, which is written by proxies, and says which way the request came',
    ],
  },
  {
    name: 'another header, and another place of that name, pass',
    template: template(jwt('Customers', { claimParameters: [claim('X-User'), claim('host', 'query')] })),
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'a plug-in that forwards nothing is not looked at',
    template: template(jwt('Customers')),
    verdicts: [],
  },
  {
    name: 'claims that ROS fills in are unknown',
    template: template(plugin('Customers', 'jwtAuth', ref('Data'))),
    verdicts: ['unknown plug-in Customers: PluginData is made by Ref Data'],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(claimForwardedToReservedHeader, given)).toEqual(verdicts);
});
