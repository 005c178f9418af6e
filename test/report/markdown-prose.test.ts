import { markdownProse } from '../../lib/report/formats/markdown-prose';

test.each([
  ['anybody may call it now', 'anybody may call it now'],
  ['weaker (2 routes), stage published', 'weaker (2 routes), stage published'],
  ["the caller's token is not read", "the caller's token is not read"],
  ['no key · 1 change → 20% of calls', 'no key · 1 change → 20% of calls'],
  ['reads $role, and $sub.', 'reads `$role`, and `$sub`.'],
  ["the rule $role = 'editor' is gone", "the rule `$role = 'editor'` is gone"],
  ['kid avOyfT…ls is gone', 'kid `avOyfT…ls` is gone'],
  ['ask @team about #12 at https://example.com', 'ask `@team` about `#12` at `https://example.com`'],
  ['as deadbeef says, or www.example.com', 'as `deadbeef` says, or `www.example.com`'],
  [':tada: GH-12 !7 ~label a_b *c*', '`:tada: GH-12 !7 ~label a_b *c*`'],
  ['a | b ` c <img>', 'a `\\u007c` b `\\u0060` c `\\u003cimg\\u003e`'],
  ['- 1. # /close', '`-` 1. `# /close`'],
  ['  ', ''],
])('%j is %j', (sentence, markdown) => {
  expect(markdownProse(sentence)).toBe(markdown);
});
