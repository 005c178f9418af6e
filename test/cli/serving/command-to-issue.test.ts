import { join } from 'node:path';
import { commandToIssue } from '../../../lib/cli/serving/command-to-issue';
import { parseTemplate, readGateway } from '../../../lib/model';

const shop = readGateway(join(__dirname, '../../fixtures/templates/shop.yaml'));

test('the command issues a token with every claim that the first route demands', () => {
  const command = commandToIssue(shop, { dir: 'keys', name: 'customers' });
  expect(command).toMatch(/^npx jwt-gateway token issue customers .*--ttl 1h$/);
  expect(command).not.toContain('--dir');
  expect(commandToIssue(shop, { dir: "it's", name: 'customers' })).toContain(`--dir 'it'\\''s'`);
});

test('without a route that demands a token there is no command', () => {
  const none = parseTemplate('{"ROSTemplateFormatVersion": "2015-09-01", "Resources": {}}', 'none.json');
  expect(commandToIssue(none, { dir: 'keys', name: 'customers' })).toBeUndefined();
});
