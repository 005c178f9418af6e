import { corsCredentialsWithAnyOrigin as rule } from '../../lib/rules/cors-credentials-with-any-origin';
import { outcomesOf } from './check-template';
import { jwt, plugin, ref, template } from './gateway-template';

test.each([
  {
    name: 'credentials with a star fail, also where it is the default',
    template: template(
      plugin('Browsers', 'cors', { allowCredentials: true, allowOrigins: 'https://a.example.com, *' }),
      plugin('Pages', 'cors', { allowCredentials: true }),
    ),
    verdicts: [
      'fail plug-in Browsers: allowCredentials is true while every origin is allowed',
      'fail plug-in Pages: allowCredentials is true while every origin is allowed',
    ],
  },
  {
    name: 'a list of origins passes, and any origin without credentials',
    template: template(
      plugin('Browsers', 'cors', { allowCredentials: true, allowOrigins: '*.example.com' }),
      plugin('Pages', 'cors', { allowOrigins: '*' }),
    ),
    verdicts: ['pass', 'pass'],
  },
  { name: 'another plug-in is not looked at', template: template(jwt('Customers')), verdicts: [] },
  {
    name: 'what only ROS knows is unknown, and what is not in order',
    template: template(
      plugin('Browsers', 'cors', ref('Data')),
      plugin('Pages', ref('Type'), { allowCredentials: true }),
      plugin('Shops', 'cors', { allowCredentials: 'yes' }),
    ),
    verdicts: [
      'unknown plug-in Browsers: PluginData is made by Ref Data',
      'unknown plug-in Pages: PluginType is Ref Type',
      'unknown plug-in Shops: PluginData is not the data of a cors plug-in',
    ],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});
