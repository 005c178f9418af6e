import { diffGateways } from '../../lib/diff';
import type { Loose } from '../model/sample';
import { consumer, jwtAuth, modelOf, ORDERS, shop } from './sample';

const of = (more: Loose, Enable: Loose | boolean = true) =>
  modelOf(shop({ A: jwtAuth('HttpApi', ORDERS, { consumers: [consumer(more)] }, { Enable }) }));
const posturesOf = (base: ReturnType<typeof of>, head: ReturnType<typeof of>) =>
  diffGateways(base, head).changes.map(({ kind, posture }) => `${posture.verdict} ${kind}`);

test('a configuration that changed is never neutral: what it lets in is not compared', () => {
  expect(posturesOf(of({}), of({ issuer: undefined }))).toEqual(['unknown property-changed']);
});

test('an attachment that is switched off opens its routes', () => {
  expect(posturesOf(of({}), of({}, false))).toEqual([
    'weaker authentication-removed',
    'weaker authentication-removed',
    'unknown property-changed',
  ]);
});

test('the same template twice is no change', () => {
  expect(posturesOf(of({}), of({}))).toEqual([]);
});
