import type { ServedRoute, Unemulated } from '../gateway';
import type { PrivateKey } from '../jwk';
import type { GatewayModel } from '../model';
import type { Claims } from '../token';

/** A clock that stands still until it is moved. */
export interface TestClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /**
   * Sets the time: a date, milliseconds since 1970, or a text such as `2026-01-01T12:00:00Z`.
   *
   * @throws TypeError for what is no time
   */
  set(time: Date | number | string): void;
  /** Moves the time, forward or back. */
  advance(by: { readonly seconds: number }): void;
}

/** A clock that stands at this time. */
export function createTestClock(start: Date | number | string): TestClock {
  let millis = millisOf(start);
  return {
    now: () => millis,
    set: (time) => {
      millis = millisOf(time);
    },
    advance: ({ seconds }) => {
      millis = millisOf(millis + seconds * 1000);
    },
  };
}

function millisOf(time: Date | number | string): number {
  const millis = new Date(time).getTime();
  if (Number.isNaN(millis)) throw new TypeError(`${String(time)} is no time`);
  return millis;
}

/** What a gateway in a test serves. */
export interface Served {
  /** What the template means. */
  readonly model: GatewayModel;
  readonly clock: TestClock;
  /** Every published route, and what of it is not emulated. */
  readonly routes: readonly ServedRoute[];
  readonly unemulated: readonly Unemulated[];
  /** The private keys that were given. */
  readonly signingKeys: readonly PrivateKey[];
  /** What good tokens say beyond what the template tells. */
  readonly claims: Claims;
  /** The names of what is done without. */
  readonly allowUnemulated: readonly string[];
}

/** A text that was never used before. */
export function newId(): string {
  return crypto.randomUUID();
}
