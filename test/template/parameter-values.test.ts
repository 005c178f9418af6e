import { parseTemplate, readGateway, redactorOf } from '../../lib/model';
import { renderRoutes } from '../../lib/report';
import schema from '../../lib/report/schemas/routes.schema.json';
import type { ParameterValues, TemplateFiles } from '../../lib/template';
import { schemaProblems } from '../report/schema-problems';

const files = (template: object): TemplateFiles => ({
  isDirectory: () => false,
  realPath: (path) => path,
  read: () => Buffer.from(JSON.stringify(template)),
});

/** A template of one API whose path is a parameter with this declaration. */
function template(declared: object, path: unknown = { Ref: 'Path' }) {
  return {
    ROSTemplateFormatVersion: '2015-09-01',
    Parameters: { Path: declared },
    Resources: {
      Orders: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'orders' } },
      List: {
        Type: 'ALIYUN::ApiGateway::Api',
        Properties: {
          GroupId: { Ref: 'Orders' },
          RequestConfig: { RequestHttpMethod: 'GET', RequestPath: path },
        },
      },
    },
  };
}

function given(value: unknown, more: Partial<ParameterValues> = {}): ParameterValues {
  return { values: new Map([['Path', { value: value as string, place: 'here' }]]), ...more };
}

function read(declared: object, parameters: ParameterValues, path?: unknown) {
  return readGateway('shop.json', { files: files(template(declared, path)), parameters });
}

const pathOf = (...args: Parameters<typeof read>) => read(...args).routes[0]?.path;

test('a parameter has the value that is given, then its default where that is asked for', () => {
  const declared = { Type: 'String', Default: '/default' };
  expect(pathOf(declared, given('/given', { useDefaults: true }))).toBe('/given');
  expect(pathOf(declared, { useDefaults: true })).toBe('/default');
  expect(pathOf(declared, {})).toMatchObject({ expression: 'Ref Path (default "/default")' });
});

test('the only value that a template allows is known, one of several is not', () => {
  expect(pathOf({ Type: 'String', AllowedValues: ['/only'] }, {})).toBe('/only');
  expect(typeof pathOf({ Type: 'String', AllowedValues: ['/a', '/b'] }, {})).toBe('object');
});

test.each([
  ['String', 8080, '8080'],
  ['Number', '8080', 8080],
  ['Boolean', 'True', true],
  ['CommaDelimitedList', '/a,/b', ['/a', '/b']],
  ['CommaDelimitedList', ['/a', '/b'], ['/a', '/b']],
  ['Json', '{"a": ["/x"]}', { a: ['/x'] }],
  ['ALIYUN::VPC::VSwitch::VSwitchId', 'vsw-1', 'vsw-1'],
])('a value of type %s that is written %j is %j', (type, written, value) => {
  const [stack] = read({ Type: type }, given(written)).stacks;
  expect(stack?.given.get('Path')).toMatchObject({ value, from: 'given' });
});

test.each([
  ['ALIYUN::OOS::Parameter::Value', 'the-name-of-it'],
  ['Something::New', 'x'],
  ['Json', { Ref: 'Orders' }],
])('what ROS makes of a value of type %s is not guessed', (Type, written) => {
  expect(read({ Type }, given(written)).stacks[0]?.given.size).toBe(0);
});

test.each([
  [{ Type: 'Number' }, '1x', 'is no number'],
  [{ Type: 'Boolean' }, 'yes', 'is neither true nor false'],
  [{ Type: 'Json' }, '{', 'is no JSON'],
  [{ Type: 'CommaDelimitedList' }, 'a, b', 'has spaces beside a comma'],
  [{ Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] }, 'a,c', 'is none of its AllowedValues'],
  [{ Type: 'CommaDelimitedList', MaxLength: 1 }, 'a,b', 'has 2 items, and MaxLength is 1'],
  [{ Type: 'String', AllowedPattern: '/[a-z]+' }, '/a/b', 'does not match its AllowedPattern'],
  [{ Type: 'String', AllowedPattern: '\\A/(?P<name>[a-z]+)\\Z' }, 'a', 'does not match'],
  [{ Type: 'String', MinLength: '3' }, '/a', 'has 2 characters, and MinLength is 3'],
])('a value that %j does not allow is refused: %s', (declared, written, words) => {
  expect(() => read(declared, given(written))).toThrow(words);
  expect(() => read(declared, given(written))).toThrow('here: the parameter Path of the stack shop');
});

test('a pattern that takes for ever, or is none of JavaScript, refuses nothing and ends', () => {
  const slow = { Type: 'String', AllowedPattern: '(a+)+b' };
  expect(pathOf(slow, given(`${'a'.repeat(40)}!`))).toBe(`${'a'.repeat(40)}!`);
  expect(pathOf({ Type: 'String', AllowedPattern: '(?(1)a' }, given('/x'))).toBe('/x');
});

test('a default that the template itself does not allow is nobody’s value', () => {
  const declared = { Type: 'String', Default: '/long', MaxLength: 2 };
  expect(typeof pathOf(declared, { useDefaults: true })).toBe('object');
});

test.each([
  [{ Ref: 'Path' }, '/s3cret', '/s3cret'],
  [{ Ref: 'Path' }, '/orders', '/orders'],
  [{ 'Fn::Sub': `/v1\${Path}` }, '/jwt', '/v1/jwt'],
  [
    { 'Fn::Join': ['', ['/', { 'Fn::Select': [1, { 'Fn::Split': ['-', { Ref: 'Path' }] }] }]] },
    'a-hunter-b',
    '/hunter',
  ],
])('what ROS masks is used and never shown: %j', (path, secret, used) => {
  const model = read({ Type: 'String', NoEcho: 'True' }, given(secret), path);
  expect(model.routes[0]?.path).toBe(used);
  for (const format of ['text', 'json', 'markdown', 'html'] as const) {
    const table = renderRoutes(model, { format }).replace(
      /<(?:style|script|svg)[\s\S]*?<\/(?:style|script|svg)>/g,
      '',
    );
    expect(table).not.toContain(used);
    expect(table).toContain('(hidden)');
  }
  expect(redactorOf(model)(`got ${secret}`)).toBe('got (hidden)');
  expect(() => read({ Type: 'String', NoEcho: true, MaxLength: 1 }, given(secret))).toThrow(
    /^(?!.*(?:s3cret|hunter))/,
  );
});

test('a masked default is used only where it can be hidden: it may be a word of ours', () => {
  const masked = (Default: string) =>
    pathOf({ Type: 'String', NoEcho: true, Default }, { useDefaults: true });
  expect(masked('/Qx7-zz-91')).toBe('/Qx7-zz-91');
  expect(typeof masked('public')).toBe('object');
});

test('without values, a template is read as it always was', () => {
  const text = JSON.stringify(template({ Type: 'String', Default: '/a' }));
  expect(renderRoutes(parseTemplate(text, 'shop.json'), { format: 'json' })).toBe(
    renderRoutes(readGateway('shop.json', { files: files(JSON.parse(text)) }), { format: 'json' }),
  );
});

test('the table for programs tells which parts come from which parameters, as its schema says', () => {
  const masked = read({ Type: 'String', NoEcho: true }, given('/Qx7-zz-91'));
  const open = read({ Type: 'String', Default: '/a' }, { useDefaults: true });
  for (const model of [masked, open])
    expect(schemaProblems(JSON.parse(renderRoutes(model, { format: 'json' })), schema)).toEqual([]);
  expect(JSON.parse(renderRoutes(open, { format: 'json' }))).toMatchObject({
    routes: [{ path: '/a', fromParameters: { path: ['Path'] } }],
    parameters: [{ stack: 'shop', name: 'Path', from: 'default', value: '/a' }],
  });
  expect(JSON.parse(renderRoutes(masked, { format: 'json' })).parameters).toEqual([
    { stack: 'shop', name: 'Path', from: 'given', masked: true },
  ]);
});
