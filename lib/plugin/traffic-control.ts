import { type Extensible, id, integer, listOf, object, oneOf, optional } from '../shape';
import { pluginType } from './plugin-type';

/** The limit of one app or account. */
export interface TrafficControlPolicy extends Extensible {
  /** The id of the app or the Alibaba Cloud account. */
  readonly key: string | number;
  /** Calls in one `unit`. */
  readonly value: number;
}

/** Limits of their own for some apps or accounts. */
export interface TrafficControlSpecial extends Extensible {
  readonly type: 'APP' | 'USER';
  readonly policies: readonly TrafficControlPolicy[];
}

/**
 * How many calls may come in a unit of time: the basic template. The parameter-based template of the same type
 * has other keys, which we have not seen: bind it as data.
 *
 * @see https://www.alibabacloud.com/help/en/api-gateway/user-guide/throttling-2
 */
export interface TrafficControlModel extends Extensible {
  readonly unit: 'SECOND' | 'MINUTE' | 'HOUR' | 'DAY';
  /** Calls of one API in one unit. */
  readonly apiDefault: number;
  /**
   * Calls of one Alibaba Cloud account, with all its apps, in one unit. Not above `apiDefault`.
   * @default - no limit of its own
   */
  readonly userDefault?: number;
  /**
   * Calls of one app in one unit. Not above `userDefault`.
   * @default - no limit of its own
   */
  readonly appDefault?: number;
  readonly specials?: readonly TrafficControlSpecial[];
}

const calls = integer(0);

const policy = object<TrafficControlPolicy>({ key: id, value: calls });

const special = object<TrafficControlSpecial>({ type: oneOf('APP', 'USER'), policies: listOf(policy) });

const shape = object<TrafficControlModel>(
  {
    unit: oneOf('SECOND', 'MINUTE', 'HOUR', 'DAY'),
    apiDefault: calls,
    userDefault: optional(calls),
    appDefault: optional(calls),
    specials: optional(listOf(special)),
  },
  ({ apiDefault, userDefault, appDefault }, at) => {
    if (isAbove(userDefault, apiDefault)) {
      at.at('userDefault').problem(`must not be above apiDefault (${apiDefault}), got ${userDefault}`);
    }
    if (userDefault === undefined && isAbove(appDefault, apiDefault)) {
      at.at('appDefault').problem(`must not be above apiDefault (${apiDefault}), got ${appDefault}`);
    }
    if (isAbove(appDefault, userDefault)) {
      at.at('appDefault').problem(`must not be above userDefault (${userDefault}), got ${appDefault}`);
    }
  },
);

function isAbove(value = Number.NaN, limit = Number.NaN): boolean {
  return value > limit;
}

/** The `trafficControl` plug-in. */
export const trafficControl = pluginType('trafficControl', shape);
