import { serialize } from 'node:v8';
import fc from 'fast-check';
import { templateText } from '../../lib/app/template-text';

const nested = {
  Type: 'ALIYUN::ROS::Stack',
  Properties: { Parameters: { A: '1' }, TemplateBody: { Resources: { B: { Type: 'X' } } } },
};

test('a small template is written with two spaces, as ROS CDK writes it', () => {
  expect(templateText({ Resources: {} })).toBe('{\n  "Resources": {}\n}');
});

test('of a large one each section and each resource has a line, also inside nested stacks', () => {
  // Two spaces before each of so many values are too many bytes.
  const large = Array.from({ length: 60_000 }, () => 0);
  const text = templateText({ Metadata: { large }, Resources: { A: nested } as never });
  expect(text.replace(/0(,0)+/, '…').split('\n')).toEqual([
    '{',
    '"Metadata":{"large":[…]},',
    '"Resources":{',
    '"A":{"Type":"ALIYUN::ROS::Stack","Properties":{"Parameters":{"A":"1"},"TemplateBody":{',
    '"Resources":{',
    '"B":{"Type":"X"}',
    '}',
    '}}}',
    '}',
    '}',
  ]);
});

test('however it is written, it is the same template', () => {
  const large = Array.from({ length: 60_000 }, () => 0);
  const resource = fc.record({ Type: fc.string(), Properties: fc.dictionary(fc.string(), fc.jsonValue()) });
  const template = fc.record({ Resources: fc.dictionary(fc.string(), resource), Outputs: fc.jsonValue() });
  fc.assert(
    fc.property(template, fc.boolean(), (each, isLarge) => {
      const whole = (isLarge ? { ...each, Metadata: { large } } : each) as never;
      expect(JSON.stringify(JSON.parse(templateText(whole)))).toBe(
        JSON.stringify(JSON.parse(JSON.stringify(whole))),
      );
    }),
    { numRuns: 50 },
  );
});

test('a text of ASCII is held with one byte a character, whatever its parts are held with', () => {
  // After its header V8 writes a quotation mark before such a text, and no other.
  const isHeldInOneByte = (text: string) => serialize(text).toString('latin1').charAt(2) === '"';
  const wide = '…a part of a text that is held with two'.slice(1);
  expect([wide, JSON.stringify({ wide })].map(isHeldInOneByte)).toEqual([false, false]);
  expect(isHeldInOneByte(templateText({ Description: wide }))).toBe(true);
  expect(templateText({ Description: '订单' })).toBe('{\n  "Description": "订单"\n}');
});
