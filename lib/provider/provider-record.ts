import { ALGORITHMS, type SigningAlgorithm } from '../facts';
import type { Instant } from '../instant';
import {
  type Extensible,
  instant,
  listOf,
  object,
  oneOf,
  optional,
  type Shape,
  scalar,
  text,
  where,
} from '../shape';
import { readShaped } from '../template';

/** A key of a provider that was admitted. */
export interface PinnedKey extends Extensible {
  readonly kid?: string;
  /** RFC 7638, SHA-256, base64url. */
  readonly thumbprint: string;
  readonly alg: SigningAlgorithm;
  /** The provider does not say the algorithm; it was filled in. */
  readonly algFilledIn?: boolean;
  /** Since when it is admitted. */
  readonly since: Instant;
  /** Since when the provider does not list it any more; tokens it has signed may still be good. */
  readonly missingSince?: Instant;
  /** From when on such a key may go, by the grace when it was first missing. */
  readonly retireFrom?: Instant;
}

/** A key of a provider that was left out. */
export interface LeftOutKey extends Extensible {
  readonly kid?: string;
  readonly why: string;
  /** Of a key that somebody took out by name. */
  readonly thumbprint?: string;
  /** When somebody took it out by name: it does not come back by itself. */
  readonly dropped?: Instant;
}

/** `NAME.provider.json`: whose keys stand in `NAME.jwks.json`, and since when. */
export interface ProviderRecord extends Extensible {
  readonly version: number;
  /** The `iss` of the provider's tokens, where its discovery document was asked. */
  readonly issuer?: string;
  /** Where the keys are read: an https address or a file. */
  readonly source: string;
  /** The algorithms that are admitted. */
  readonly algorithms: readonly SigningAlgorithm[];
  /** When this was written last. */
  readonly pinned: Instant;
  /** By kid, as in the key file. */
  readonly keys: readonly PinnedKey[];
  readonly ignored: readonly LeftOutKey[];
}

/** The version of the format that is written. */
export const RECORD_VERSION = 1;

const print: Shape<string> = scalar(
  'a thumbprint of 43 characters (RFC 7638, SHA-256)',
  (value) => typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value),
);
const algorithm = oneOf(...(Object.keys(ALGORITHMS) as SigningAlgorithm[]));

const key = object<PinnedKey>({
  kid: optional(text),
  thumbprint: print,
  alg: algorithm,
  algFilledIn: optional(scalar<boolean>('true', (value) => value === true)),
  since: instant,
  missingSince: optional(instant),
  retireFrom: optional(instant),
});

const leftOut = object<LeftOutKey>({
  kid: optional(scalar<string>('a string', (value) => typeof value === 'string')),
  thumbprint: optional(print),
  dropped: optional(instant),
  why: text,
});

const filled = <T>(list: Shape<readonly T[]>): Shape<readonly T[]> =>
  where(list, (items, at) => {
    if (items.length === 0) at.problem('is empty');
  });

const shape = object<ProviderRecord>({
  version: scalar<number>(`${RECORD_VERSION}`, (value) => value === RECORD_VERSION),
  issuer: optional(text),
  source: text,
  algorithms: filled(listOf(algorithm)),
  pinned: instant,
  keys: filled(listOf(key)),
  ignored: listOf(leftOut),
});

/**
 * Reads the text of a `NAME.provider.json`.
 *
 * @throws GatewayError `template-invalid` for what is no JSON, `provider-invalid` for anything else, with file, line and
 *   column
 */
export function parseProviderRecord(text: string, file: string): ProviderRecord {
  return readShaped(text, shape, { file, code: 'provider-invalid', what: 'the record of a provider' });
}

/** The text of a `NAME.provider.json`, always the same for the same record. */
export function renderProviderRecord(record: ProviderRecord): string {
  const { algorithms, ignored, issuer, keys, other, pinned, source, version } = record;
  const document = {
    version,
    ...(issuer === undefined ? {} : { issuer }),
    source,
    algorithms,
    pinned,
    keys: keys.map(({ other: more, ...known }) => ({ ...known, ...more })),
    ignored: ignored.map(({ other: more, ...known }) => ({ ...known, ...more })),
    ...other,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
