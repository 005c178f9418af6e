import { dependencyCycle as rule } from '../../lib/rules/dependency-cycle';
import { outcomesOf } from './check-template';
import { type Resources, ref, template } from './gateway-template';

const wait = (id: string, more: object): Resources => ({
  [id]: { Type: 'ALIYUN::ROS::WaitCondition', ...more },
});
const after = (id: string, ...DependsOn: readonly string[]) => wait(id, { DependsOn });
const told = (id: string, Properties: object) => wait(id, { Properties });

test.each([
  {
    name: 'a resource that refers to itself fails',
    template: template(told('A', { Id: ref('A') })),
    verdicts: ['fail resource A: waits for itself: A → A'],
  },
  {
    name: 'a circle of references and DependsOn fails once',
    template: template(
      after('First', 'A'),
      told('A', { Ids: [{ 'Fn::Join': ['', [ref('B')]] }] }),
      after('B', 'C'),
      told('C', { Id: { 'Fn::GetAtt': ['A', 'Id'] } }),
    ),
    verdicts: ['fail resource A: waits for itself: A → B → C → A'],
  },
  {
    name: 'two circles fail by themselves',
    template: template(
      after('A', 'B'),
      after('B', 'A'),
      told('C', { Id: { 'Fn::GetAtt': 'D.Id' } }),
      after('D', 'C'),
    ),
    verdicts: [
      'fail resource A: waits for itself: A → B → A',
      'fail resource C: waits for itself: C → D → C',
    ],
  },
  {
    name: 'many who wait for the same pass, and so do names that the template does not have',
    template: template(after('A', 'B', 'C'), after('B', 'C'), told('C', { Id: ref('Nothing') })),
    verdicts: ['pass'],
  },
  {
    name: 'a circle that a condition may open is unknown',
    template: {
      ...template(after('A', 'B'), wait('B', { DependsOn: 'A', Condition: 'IsLive' })),
      Conditions: { IsLive: { 'Fn::Equals': [ref('Live'), 'yes'] } },
    },
    verdicts: ['unknown resource A: waits for itself: A → B → A, if IsLive'],
  },
  {
    name: 'names in the text of Fn::Sub count, with an attribute and without',
    template: template(
      told('A', { Text: { 'Fn::Sub': `of \${ B.Id } in \${ALIYUN::Region}` } }),
      told('B', { Text: { 'Fn::Sub': [`\${A}-\${C}`, { C: 'c' }] } }),
    ),
    verdicts: ['fail resource A: waits for itself: A → B → A'],
  },
  {
    name: 'a name that Fn::Sub is given a value for is no resource, and what it is told not to fill in is none',
    template: template(
      told('A', { Text: { 'Fn::Sub': [`\${B} \${!B}`, { B: 'b' }] } }),
      told('B', { Text: { 'Fn::Sub': `\${A}` } }),
    ),
    verdicts: ['pass'],
  },
  {
    name: 'a value that Fn::If may not take is no circle',
    template: template(told('A', { Id: { 'Fn::If': ['IsLive', ref('A'), 'a'] } })),
    verdicts: ['pass'],
  },
  {
    name: 'a name means another resource inside a nested stack',
    template: template({
      A: {
        Type: 'ALIYUN::ROS::Stack',
        Properties: {
          TemplateBody: {
            ROSTemplateFormatVersion: '2015-09-01',
            ...template(after('A', 'B'), after('B', 'A')),
          },
        },
      },
    }),
    verdicts: ['pass', 'fail resource A: waits for itself: A → B → A'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

test('a chain as long as it may be is walked, and a long circle is told in few words', () => {
  const chain = (end: readonly string[]) =>
    template(
      ...Array.from({ length: 5_000 }, (_, at) => after(`R${at}`, ...(at < 4_999 ? [`R${at + 1}`] : end))),
    );
  expect(outcomesOf(rule, chain([]))).toEqual(['pass']);
  expect(outcomesOf(rule, chain(['R0']))).toEqual([
    'fail resource R0: waits for itself: R0 → R1 → R2 → R3 → … → R4998 → R4999 → R0',
  ]);
});
