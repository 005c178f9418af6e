import { pluginDataInvalid as rule } from '../../lib/rules/plugin-data-invalid';
import { outcomesOf } from './check-template';
import { plugin, ref, template } from './gateway-template';

test.each([
  {
    name: 'a text that is neither JSON nor YAML fails',
    template: template(plugin('Browsers', 'cors', '{ allowOrigins: ')),
    verdicts: [expect.stringMatching(/^fail plug-in Browsers: PluginData:1:\d+: is not YAML: /)],
  },
  {
    name: 'a text that is no object fails, and so does what is no text',
    template: template(
      plugin('Words', 'cors', 'any origin'),
      plugin('List', 'cors', '[]'),
      plugin('Number', 'cors', 1),
    ),
    verdicts: [
      'fail plug-in Words: PluginData is no object',
      'fail plug-in List: PluginData is no object',
      'fail plug-in Number: PluginData is no object',
    ],
  },
  {
    name: 'an object passes, and the text of one in JSON or YAML',
    template: template(
      plugin('Written', 'cors', { allowOrigins: 'a' }),
      plugin('Json', 'cors', '{ "allowOrigins": "a" }'),
      plugin('Yaml', 'cors', 'allowOrigins: a'),
    ),
    verdicts: ['pass', 'pass', 'pass'],
  },
  {
    name: 'of data that is missing or too large other rules tell',
    template: template(
      { Missing: { Type: 'ALIYUN::ApiGateway::Plugin', Properties: { PluginType: 'cors' } } },
      plugin('Large', 'cors', 'x'.repeat(51_201)),
    ),
    verdicts: ['not-applicable', 'not-applicable'],
  },
  {
    name: 'data that ROS fills in is unknown',
    template: template(plugin('Browsers', 'cors', ref('Data'))),
    verdicts: ['unknown plug-in Browsers: PluginData is made by Ref Data'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});
