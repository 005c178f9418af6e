import { GatewayError } from '../errors';
import { checkKnown } from './ros-value';

/**
 * A route that answers anybody, on purpose. The reason is written into the template (`Metadata` of the API),
 * so that a review, `routes`, `check` and `diff` all show it.
 *
 * @example
 * orders.addApi('GET /health', { authorization: PublicAccess.because('load-balancer probe; returns no data') });
 */
export class PublicAccess {
  readonly kind = 'public';
  readonly #reason: string;

  private constructor(reason: string) {
    this.#reason = reason;
  }

  /**
   * @param reason why nobody needs to be known here, for the reader of the template
   * @throws GatewayError `authorization-missing` when the reason is empty, `parameter-invalid` for a parameter of the stack:
   *   nobody could read why
   */
  static because(reason: string): PublicAccess {
    checkKnown(reason, 'the reason', 'PublicAccess.because');
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw new GatewayError('authorization-missing', 'public access needs a reason, got none', {
        hint: "PublicAccess.because('load-balancer probe; returns no data')",
      });
    }
    return new PublicAccess(reason.trim());
  }

  /** Why nobody needs to be known here. */
  get reason(): string {
    return this.#reason;
  }
}
