import { isSame, isUnknown, type Scope, textIn, Unknown } from '../../lib/template';
import { type Loose, model, OPEN } from '../model/sample';

/** The resource of an instance, to read an expression in. */
function scopes(Count: Loose, sections: Loose = {}): readonly Scope[] {
  const [stack] = model({ ...OPEN, Many: { Type: 'ALIYUN::ROS::WaitCondition', Count } }, sections).stacks;
  return stack?.resources.get('Many') ?? [];
}

const unknownIn = (value: Loose, scope: Scope | undefined) =>
  (scope ? textIn(value, scope) : undefined) as Unknown;

const PARAMETERS = { Parameters: { Stage: { Type: 'String' }, Number: { Type: 'Number' } } };

test.each<[string, Loose, boolean]>([
  ['a parameter is the same in every instance', { Ref: 'Stage' }, true],
  ['an attribute is the same in every instance', { 'Fn::GetAtt': ['Group', 'GroupId'] }, true],
  [
    'what is made of the number of the instance is not',
    { 'Fn::Join': ['', [{ Ref: 'Stage' }, { Ref: 'ALIYUN::Index' }]] },
    false,
  ],
  ['nor where it stands in a text', { 'Fn::Sub': `\${Stage}\${ALIYUN::Index}` }, false],
  ['nor what ROS is not known to have', { Ref: 'ALIYUN::index' }, false],
  ['nor what a function makes that ROS does not have', { 'Fn::Random': 8 }, false],
  ['nor what a clock says', { 'Fn::FormatTime': ['%S'] }, false],
  ['nor a local variable, which may hold the number', { 'Fn::Join': ['', [{ Ref: 'Local' }]] }, false],
])('%s', (_, expression, isEqual) => {
  const Locals = { Local: { Value: { 'Fn::Sub': `\${Stage}\${ALIYUN::Index}` } } };
  const [first, second] = scopes(2, { ...PARAMETERS, Locals });
  expect(isSame(unknownIn(expression, first), unknownIn(expression, second))).toBe(isEqual);
  expect(isSame(unknownIn(expression, first), unknownIn(expression, first))).toBe(true);
});

test('one instance that stands for many is the same as no other resource', () => {
  const expression = { 'Fn::Select': [{ Ref: 'ALIYUN::Index' }, ['TEST', 'RELEASE']] };
  const [each] = scopes({ Ref: 'Number' }, PARAMETERS);
  const [other] = scopes({ Ref: 'Number' }, PARAMETERS);
  expect(isSame(unknownIn(expression, each), unknownIn(expression, other))).toBe(false);
});

test('the same words of two stacks may mean different things', () => {
  const [mine] = scopes(1, PARAMETERS);
  const [theirs] = scopes(1, PARAMETERS);
  expect(isSame(unknownIn({ Ref: 'Stage' }, mine), unknownIn({ Ref: 'Stage' }, theirs))).toBe(false);
});

test('an unknown value of which the template does not say what makes it is the same as itself only', () => {
  const [one, other] = [new Unknown('no StageName'), new Unknown('no StageName')];
  expect([isSame(one, one), isSame(one, other), isSame(one, 'no StageName')]).toEqual([true, false, false]);
});

test('nothing that is read from a text is unknown by its looks', () => {
  const looks = JSON.parse(
    '[{"kind":"unknown","expression":"Ref X"},{"expression":"Ref X"},{"__proto__":{"expression":"Ref X"}}]',
  );
  expect(looks.map(isUnknown)).toEqual([false, false, false]);
});
