import { type ConditionSource, findConditionSource } from '../../../lib/plugin';

test.each<[string, ConditionSource | undefined]>([
  ['Method', { location: 'method', name: undefined }],
  ['Token:sub', { location: 'token', name: 'sub' }],
  ['token:a:b', { location: 'token', name: 'a:b' }],
  ['Header:X\nA', { location: 'header', name: 'X\nA' }],
  ['Parameter:userId', { location: 'parameter', name: 'userId' }],
  ['path:userId', { location: 'parameter', name: 'userId' }],
  ['Path', { location: 'path', name: undefined }],
  ['Query:path', { location: 'query', name: 'path' }],
  ['StatusCode', undefined],
  ['Tokn:sub', undefined],
  ['Token:', undefined],
  ['Token', undefined],
  ['header', undefined],
  ['Query', undefined],
  ['Form', undefined],
  ['Parameter', undefined],
  ['System', undefined],
  ['XFF', undefined],
  ['XFF:0', { location: 'xff', name: '0' }],
  [' Token:sub', undefined],
  ['Token sub', undefined],
  ['', undefined],
])('the variable from %j has the source %j', (text, source) => {
  expect(findConditionSource(text)).toEqual(source);
});
