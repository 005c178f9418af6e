import type { Loose } from '../model/sample';
import { consumer, GET_ORDER, jwtAuth, ORDERS, shop } from './sample';

const GOOD = { consumers: [consumer()] };
const BROKEN = { consumers: [consumer({ jwks: '{"keys":[]}' })] };

/** What becomes of `GET /orders/[id]` and of `GET /orders`. */
export type Expected = readonly ['jwt-auth' | 'public' | 'unknown', 'jwt-auth' | 'public' | 'unknown'];

/** Safe templates, and those that are open in each of the ways in which jwt-auth can be. */
export const TWELVE: readonly (readonly [name: string, resources: Loose, expected: Expected])[] = [
  [
    'a rule with consumers on the API',
    shop({ A: jwtAuth('HttpApi', ORDERS, GOOD) }),
    ['jwt-auth', 'jwt-auth'],
  ],
  [
    'a part for the whole gateway, and no rules',
    shop({ A: jwtAuth('Gateway', ['gw-1'], GOOD) }),
    ['jwt-auth', 'jwt-auth'],
  ],
  [
    'a part for the whole gateway with global_auth false, and no rules',
    shop({ A: jwtAuth('Gateway', ['gw-1'], { ...GOOD, global_auth: false }) }),
    ['public', 'public'],
  ],
  [
    'a rule for one operation, and no global_auth',
    shop({
      A: jwtAuth('Gateway', ['gw-1'], GOOD),
      B: jwtAuth('Operation', GET_ORDER, { allow: ['shop'] }),
    }),
    ['jwt-auth', 'public'],
  ],
  [
    'the same with global_auth',
    shop({
      A: jwtAuth('Gateway', ['gw-1'], { ...GOOD, global_auth: true }),
      B: jwtAuth('Operation', GET_ORDER, { allow: ['shop'] }),
    }),
    ['jwt-auth', 'jwt-auth'],
  ],
  [
    'a rule with consumers of its own and global_auth false',
    shop({ A: jwtAuth('HttpApi', ORDERS, { ...GOOD, global_auth: false }) }),
    ['public', 'public'],
  ],
  [
    'a rule that allows consumers of nobody',
    shop({ A: jwtAuth('HttpApi', ORDERS, { allow: ['shop'] }) }),
    ['public', 'public'],
  ],
  [
    'a key set without a key opens every rule that allows by name',
    shop({
      A: jwtAuth('Gateway', ['gw-1'], { ...BROKEN, global_auth: true }),
      B: jwtAuth('Operation', GET_ORDER, { allow: ['shop'] }),
    }),
    ['public', 'public'],
  ],
  [
    'a key set without a key, and no rules',
    shop({ A: jwtAuth('Gateway', ['gw-1'], BROKEN) }),
    ['unknown', 'unknown'],
  ],
  [
    'an attachment that does not say Enable',
    shop({ A: jwtAuth('HttpApi', ORDERS, GOOD, { Enable: undefined }) }),
    ['public', 'public'],
  ],
  [
    'a rule of an operation that is off, over one of its API',
    shop({
      A: jwtAuth('HttpApi', ORDERS, GOOD),
      B: jwtAuth('Operation', GET_ORDER, GOOD, { Enable: false }),
    }),
    ['unknown', 'jwt-auth'],
  ],
  [
    'a rule whose own configuration is wrong',
    shop({
      A: jwtAuth('HttpApi', ORDERS, GOOD),
      B: jwtAuth('Operation', GET_ORDER, BROKEN),
    }),
    ['unknown', 'unknown'],
  ],
];
