/**
 * The one error class of this library, and the closed list of its codes.
 *
 * Three kinds of failure are told apart by type: the input is wrong ({@link GatewayError}), the API was
 * misused from untyped code (`TypeError`), and we are wrong (an `AssertionError`, which shows its stack).
 */
import { visible } from './text';

/** Every code a {@link GatewayError} can carry. Codes are never reused and never change their meaning. */
export const ERROR_CODES = [
  'address-unavailable',
  'api-duplicate',
  'authorization-missing',
  'backend-invalid',
  'change-levels-invalid',
  'check-failed',
  'claim-forward-conflict',
  'claim-forward-without-placeholder',
  'core-duplicate',
  'cross-stack-reference',
  'decisions-invalid',
  'domain-invalid',
  'file-exists',
  'file-unreadable',
  'file-unwritable',
  'issuer-differs',
  'key-algorithm-refused',
  'key-not-found',
  'key-set-invalid',
  'key-set-private',
  'logical-id-duplicate',
  'name-invalid',
  'openapi-invalid',
  'openapi-undecided',
  'openapi-unsupported',
  'parameter-invalid',
  'plugin-data-invalid',
  'plugin-data-too-large',
  'plugin-type-duplicate',
  'private-key-not-ignored',
  'provider-invalid',
  'provider-unreachable',
  'recording-invalid',
  'rotation-invalid',
  'rotation-refused',
  'route-invalid',
  'stage-unknown',
  'stage-unpublished',
  'synthesis-failed',
  'template-invalid',
  'template-too-large',
  'token-claims-invalid',
  'token-malformed',
  'token-too-large',
  'token-ttl-refused',
  'usage',
  'waivers-invalid',
] as const;

/** One of `ERROR_CODES`. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One thing that is wrong inside a document, with its JSON path: `$.jwks[1].kid`. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** Where an error happened and what to do about it. */
export interface GatewayErrorOptions {
  /** The file (`keys/customers.jwks.json`), construct path (`Shop/Orders`) or option (`--ttl`) at fault. */
  readonly place?: string;
  /** One line that says what to do now. */
  readonly hint?: string;
  /** Everything that is wrong, when a whole document was looked at. */
  readonly problems?: readonly Problem[];
  readonly cause?: unknown;
}

const GATEWAY_ERROR = Symbol.for('ros-cdk-jwt-gateway.GatewayError');

/**
 * The input is wrong: a file, an option, a property of a construct.
 *
 * `message` is one line that names the place, says what was received and what is allowed, with the first twenty
 * problems; it never holds a token, a private key member or a whole document.
 *
 * @example
 * if (GatewayError.isGatewayError(error)) console.error(error.code, error.message);
 */
export class GatewayError extends Error {
  readonly code: ErrorCode;
  readonly place: string | undefined;
  readonly hint: string | undefined;
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, text: string, options: GatewayErrorOptions = {}) {
    const { place, hint, problems = [] } = options;
    super(
      oneLine(place, text, problems, hint),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'GatewayError';
    this.code = code;
    this.place = place;
    this.hint = hint;
    this.problems = problems;
    Object.defineProperty(this, GATEWAY_ERROR, { value: true });
  }

  /** Recognises our errors by a registered symbol, so that a second copy of the package on disk still does. */
  static isGatewayError(x: unknown): x is GatewayError {
    return typeof x === 'object' && x !== null && GATEWAY_ERROR in x;
  }
}

function oneLine(
  place: string | undefined,
  text: string,
  problems: readonly Problem[],
  hint: string | undefined,
): string {
  const where = place === undefined ? '' : `${place}: `;
  const listed = problems.length === 0 ? '' : `: ${listOf(problems)}`;
  const advice = hint === undefined ? '' : ` (${hint})`;
  // Names and file contents are quoted in messages: nothing in them may break the line, hide, act or tell a secret.
  return visible(`${where}${text}${listed}${advice}`);
}

/** How many problems the line names; all of them are in `problems`. */
const MOST_LISTED = 20;

function listOf(problems: readonly Problem[]): string {
  const shown = problems.slice(0, MOST_LISTED).map(({ message, path }) => `${path} ${message}`);
  const more = problems.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
