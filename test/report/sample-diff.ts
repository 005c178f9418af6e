import type { Change, LevelledDiff } from '../../lib/diff';
import type { DiffReport } from '../../lib/report';
import { Origin, readDocument } from '../../lib/template';

const TEXT = JSON.stringify({ Resources: { Orders: {}, Keys: {}, Cors: {} } }, undefined, 2);

/** Where a resource stands in a template of three. */
export function placeIn(file: string, id = 'Orders'): Origin {
  return Origin.of(readDocument(TEXT, file), ['Resources', id]);
}

const BASE = 'git:main:cdk.out/shop.template.json';
const HEAD = 'cdk.out/shop.template.json';

/** A change that weakens nothing and breaks nobody, with what is given instead. */
export function changeOf(given: Partial<Change> = {}): Change {
  return {
    kind: 'backend-changed',
    topic: 'requests',
    subject: 'GET /orders RELEASE',
    message: 'the backend is another one',
    route: 'GET /orders',
    stage: 'RELEASE',
    stack: 'shop',
    logicalId: 'Orders',
    before: { text: 'https://a.example.com', origin: placeIn(BASE) },
    after: { text: 'https://b.example.com', origin: placeIn(HEAD) },
    posture: { verdict: 'neutral', reason: 'who may call is as it was' },
    callers: { verdict: 'safe', reason: 'the route is as it was' },
    exposure: undefined,
    replacement: undefined,
    affects: [],
    fingerprint: '0123456789ab',
    ...given,
  };
}

/** One change of each rank, the first with all that a change can have, and one place that was not read. */
export function sampleDiff(): LevelledDiff {
  return {
    base: 'git:main:cdk.out',
    head: 'cdk.out',
    changes: [
      changeOf({
        kind: 'authentication-removed',
        message: 'anybody may call it now',
        before: { text: 'jwt · kid avOyfT…ls', origin: placeIn(BASE) },
        after: { text: 'public', origin: placeIn(HEAD) },
        posture: { verdict: 'weaker', reason: 'no plug-in asks for a token any more' },
        exposure: {
          kind: 'open',
          why: 'the binding is deleted before the route is',
          avoid: 'set DisableInternet first',
          grade: 'inferred',
        },
        replacement: 'the attachment is deleted and created again',
        fingerprint: 'aaaaaaaaaaaa',
      }),
      changeOf({
        kind: 'plugin-data-changed',
        subject: 'plug-in Cache',
        message: 'its data are not typed here',
        route: undefined,
        stage: undefined,
        logicalId: 'Keys',
        before: { text: '{"duration":60}', origin: placeIn(BASE, 'Keys') },
        after: { text: '{"duration":90}', origin: placeIn(HEAD, 'Keys') },
        posture: { verdict: 'unknown', reason: 'caching is not modelled' },
        callers: { verdict: 'unknown', reason: 'caching is not modelled' },
        fingerprint: 'bbbbbbbbbbbb',
      }),
      changeOf({
        kind: 'signing-key-removed',
        subject: 'plug-in CustomersJwtAuth',
        message: 'a key is gone',
        route: undefined,
        stage: undefined,
        before: { text: 'kid old-1', origin: placeIn(BASE, 'Cors') },
        after: undefined,
        posture: { verdict: 'stronger', reason: 'fewer keys can sign' },
        callers: { verdict: 'break', reason: 'tokens signed with old-1 are refused' },
        fingerprint: 'cccccccccccc',
      }),
      changeOf(),
    ],
    routes: [],
    addresses: ['GET /orders'],
    levelProblems: [],
    unread: [
      {
        side: 'head',
        message: 'Nested is a nested stack whose template is elsewhere',
        origin: placeIn(HEAD, 'Cors'),
      },
    ],
  };
}

const words = (id: string, title: string) => ({
  id,
  title,
  posture: 'weaker where nothing else asks for a token.',
  callers: 'safe: whoever was let in still is.',
  why: 'A reviewer should know.',
});

const KINDS = [
  words('authentication-removed', 'A route asks for less than before.'),
  words('backend-changed', 'A route calls another backend.'),
  words('plugin-data-changed', 'The data of a plug-in changed.'),
  words('signing-key-removed', 'A plug-in takes a key no more.'),
];

/** A report of a difference. */
export function reportOf(diff: LevelledDiff = sampleDiff()): DiffReport {
  return { diff, kinds: KINDS };
}

/** A difference with these changes and nothing else. */
export function diffWith(...changes: readonly Change[]): LevelledDiff {
  return {
    base: 'git:main:cdk.out',
    head: 'cdk.out',
    changes,
    routes: [],
    addresses: [],
    unread: [],
    levelProblems: [],
  };
}
