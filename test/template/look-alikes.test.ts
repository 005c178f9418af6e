import { parseTemplate } from '../../lib/model';
import { readDocument, readStack } from '../../lib/template';
import { refusal } from '../model/refusal';

const read = (text: string, file: string) => refusal(() => void readStack('t', readDocument(text, file)));

test.each([
  [
    't.json',
    '{\u00a0"ROSTemplateFormatVersion": 1}',
    't.json:1:2: is not JSON: a name in double quotes was expected, got U+00A0 (no-break space)',
  ],
  [
    't.json',
    '{\u200b"ROSTemplateFormatVersion": 1}',
    't.json:1:2: is not JSON: a name in double quotes was expected, got U+200B (zero width space)',
  ],
  [
    't.json',
    '{"a": \u3000 1}',
    't.json:1:7: is not JSON: a value was expected, got U+3000 (ideographic space)',
  ],
  [
    't.yaml',
    'Resources:\n\u00a0\u00a0A:\n    Type: X\n',
    't.yaml:2:1: has U+00A0 (no-break space) at the edge of a key, which is no space to YAML',
  ],
  [
    't.yaml',
    'Resources:\n  A:\n    Type\u200b: X\n',
    't.yaml:3:5: has U+200B (zero width space) at the edge of a key, which is no space to YAML',
  ],
])('%s: what looks like a space is named with its place: %j', (file, text, message) => {
  expect(read(text, file)).toMatchObject({ code: 'template-invalid', message });
});

test('a quoted key may begin with any character', () => {
  const text = "ROSTemplateFormatVersion: '2015-09-01'\nResources: {}\nMetadata: { '\u00a0a': 1 }\n";
  expect(read(text, 't.yaml')).toBe('read');
});

test('a type that holds such a character is told', () => {
  const { problems } = parseTemplate(
    JSON.stringify({
      ROSTemplateFormatVersion: '2015-09-01',
      Resources: { Api: { Type: 'ALIYUN::ApiGateway::Api\u00a0' } },
    }),
    't.json',
  );
  expect(problems.map(({ message }) => message)).toEqual([
    'the Type of Api holds U+00A0 (no-break space), so that ROS does not know it',
  ]);
});

test.each([
  'Transform: Aliyun::Terraform-v1.5',
  'Transform: [Aliyun::Terraform-v1.2]',
  'Workspace: { main.tf: x }',
])('Terraform inside ROS is called by its name: %s', (section) => {
  const found = read(`ROSTemplateFormatVersion: '2015-09-01'\n${section}\n`, 't.yaml');
  expect(found).toMatchObject({
    code: 'template-invalid',
    message: expect.stringMatching(/^t\.yaml:2:1: is Terraform inside a ROS template, which is not read/),
  });
});

test('a type is read as the vendor’s pages write it, too', () => {
  const api = {
    Type: 'Aliyun::ApiGateway::Api',
    Properties: { RequestConfig: { RequestHttpMethod: 'GET', RequestPath: '/a' } },
  };
  const { routes } = parseTemplate(
    JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', Resources: { Api: api } }),
    't.json',
  );
  expect(routes.map(({ route }) => route?.signature)).toEqual(['GET /a']);
});
