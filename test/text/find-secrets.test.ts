import { findSecrets } from '../../lib/text';

test('what stands under a name of a secret is one, unless the name is that of a resource', () => {
  const plugin = { Type: 'ALIYUN::ApiGateway::Plugin', Properties: { PluginName: 'customers' } };
  expect([...findSecrets({ Resources: { Jwt: plugin, Token: plugin } })]).toEqual([]);
  const app = { Type: 'ALIYUN::ApiGateway::App', Properties: { AppSecret: 'Kk3jD82kLm' } };
  expect([...findSecrets({ Resources: { Password: app } })]).toEqual(['Kk3jD82kLm']);
  expect([...findSecrets({ Parameters: { Password: { Type: 'String', Default: 'Kk3jD82kLm' } } })]).toContain(
    'Kk3jD82kLm',
  );
});
