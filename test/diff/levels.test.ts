import { applyLevels, parseLevels } from '../../lib/diff';
import { GatewayError } from '../../lib/errors';
import { api, published, shop, template } from '../rules/gateway-template';
import { diffOf } from './diff-template';

const NOW = Date.UTC(2026, 5, 1, 12);
const base = template(shop);
const head = template(
  shop,
  api('Orders', 'GET /orders'),
  published('Orders', 'RELEASE'),
  api('Health', 'GET /health'),
  published('Health', 'RELEASE'),
);

const level = (members: object) => ({
  kind: 'route-added',
  posture: 'neutral',
  reason: 'agreed',
  ...members,
});

/** `neutral route-added GET /orders (agreed)`, and what is wrong with the levels. */
function levelled(...changes: object[]): string[] {
  const { changes: found, levelProblems } = applyLevels(
    diffOf(base, head),
    parseLevels(JSON.stringify({ changes }), 'levels.json'),
    NOW,
  );
  return [
    ...found.map(
      ({ callers, judgedAs, kind, posture, subject }) =>
        `${posture.verdict}/${callers.verdict} ${kind} ${subject}${judgedAs ? ` (${posture.reason}; was ${judgedAs.posture.verdict})` : ''}`,
    ),
    ...levelProblems.map(({ level: { kind }, message }) => `${kind}: ${message}`),
  ];
}

test.each([
  {
    name: 'a level is for every change of its kind',
    levels: [level({})],
    told: [
      'neutral/safe route-added GET /health (agreed; was weaker)',
      'neutral/safe route-added GET /orders (agreed; was weaker)',
    ],
  },
  {
    name: 'a level with a path is for the routes that it matches; the others come first',
    levels: [level({ path: 'GET /h*' })],
    told: [
      'weaker/safe route-added GET /orders',
      'neutral/safe route-added GET /health (agreed; was weaker)',
    ],
  },
  {
    name: 'callers can be judged, too',
    levels: [level({ posture: undefined, callers: 'may break' })],
    told: [
      'weaker/may break route-added GET /health (anybody may call it; was weaker)',
      'weaker/may break route-added GET /orders (anybody may call it; was weaker)',
    ],
  },
  {
    name: 'a level that has expired judges nothing and is reported',
    levels: [level({ path: 'GET /orders', expires: '2026-05-31' })],
    told: [
      'weaker/safe route-added GET /health',
      'weaker/safe route-added GET /orders',
      'route-added: expired on 2026-05-31',
    ],
  },
  {
    name: 'a level is good on its last day',
    levels: [level({ expires: '2026-06-01', path: '**', owner: 'team' })],
    told: [
      'neutral/safe route-added GET /health (agreed; was weaker)',
      'neutral/safe route-added GET /orders (agreed; was weaker)',
    ],
  },
  {
    name: 'a level that is for nothing, or for no kind, is reported',
    levels: [level({ path: 'GET /nothing' }), level({ kind: 'route-aded' })],
    told: [
      'weaker/safe route-added GET /health',
      'weaker/safe route-added GET /orders',
      'route-added: no change of that kind is there',
      'route-aded: there is no kind of change route-aded',
    ],
  },
])('$name', ({ levels, told }) => {
  expect(levelled(...levels)).toEqual(told);
});

function refusal(text: string): unknown {
  try {
    parseLevels(text, 'levels.yaml');
    return undefined;
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    return [error.code, error.problems.map(({ message, path }) => `${path} ${message}`)];
  }
}

test.each([
  { text: 'levels: []', problems: [] },
  { text: 'changes: []\nmore: 1', problems: ['$.more is not known; only changes is'] },
  {
    text: 'changes: [x]',
    problems: ['$.changes[0] must be an object with kind, path, posture, callers, reason, owner, expires'],
  },
  {
    text: 'changes:\n  - { kind: route-added, posture: fine, callers: breaks, expires: 2030-02-30, why: x }',
    problems: [
      '$.changes[0].why is not known; kind, path, posture, callers, reason, owner, expires are',
      '$.changes[0].posture must be one of weaker, stronger, neutral, unknown, got "fine"',
      '$.changes[0].callers must be one of break, may break, safe, unknown, got "breaks"',
      '$.changes[0].reason is missing',
      '$.changes[0].expires must be a day such as 2030-12-31, got "2030-02-30"',
    ],
  },
  {
    text: 'changes:\n  - { kind: " ", reason: 1 }',
    problems: [
      '$.changes[0].kind must be a text that says something',
      '$.changes[0].reason must be a text that says something',
      '$.changes[0] says nothing: give posture or callers',
    ],
  },
])('a file of levels is refused with every problem: $text', ({ problems, text }) => {
  expect(refusal(text)).toEqual(['change-levels-invalid', problems]);
});
