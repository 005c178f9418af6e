import {
  type Extensible,
  flag,
  integer,
  listOf,
  object,
  optional,
  refuse,
  type Shape,
  scalar,
} from '../shape';
import { pluginType } from './plugin-type';

/**
 * Cross-origin rules for browsers. The service takes comma-separated text where the model has lists.
 *
 * A browser's preflight request carries no `X-Ca-Stage` header: on the public second-level domain the plug-in
 * only takes effect in the RELEASE stage.
 *
 * @see https://www.alibabacloud.com/help/doc-detail/103230.htm
 */
export interface CorsModel extends Extensible {
  /**
   * Who may call from a browser: `https://shop.example.com`, `api.example.com`, `*.example.com`.
   * @default - any origin (`*`)
   */
  readonly allowOrigins?: readonly string[];
  /** HTTP methods. */
  readonly allowMethods?: readonly string[];
  /** Request headers. */
  readonly allowHeaders?: readonly string[];
  /** Response headers that scripts may read. */
  readonly exposeHeaders?: readonly string[];
  /** Whether browsers may send cookies along. */
  readonly allowCredentials?: boolean;
  /** For how many seconds a browser may keep the answer to a preflight request. */
  readonly maxAge?: number;
}

const items = listOf(
  scalar<string>(
    'a non-empty string without commas and spaces',
    (value) => typeof value === 'string' && /^[^\s,]+$/.test(value),
  ),
);

const commaList: Shape<readonly string[]> = {
  words: 'a string with commas between its items',
  read(value, at) {
    if (typeof value !== 'string') return refuse(commaList.words, value, at);
    return value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  },
  write: (list, at) => items.read(list, at)?.join(',') ?? null,
};

const shape = object<CorsModel>(
  {
    allowOrigins: optional(commaList),
    allowMethods: optional(commaList),
    allowHeaders: optional(commaList),
    exposeHeaders: optional(commaList),
    allowCredentials: optional(flag),
    maxAge: optional(integer(0)),
  },
  ({ allowCredentials, allowOrigins = ['*'] }, at) => {
    if (allowCredentials && allowOrigins.includes('*')) {
      at.at('allowCredentials').note(
        'is true while every origin is allowed: browsers refuse that; list the origins',
      );
    }
  },
);

/** The `cors` plug-in. */
export const cors = pluginType('cors', shape);
