import { demandText, type TokenDemand } from '../plugin';

/**
 * What a token has to say. Made by the functions of {@link Claim}.
 *
 * @example
 * const writers: ClaimRequirement = Claim.scope('orders:write');
 * orders.addApi('POST /orders', { authorization: customers.requiring(writers) });
 */
export class ClaimRequirement {
  /** Each of which a token has to fulfil, without repetitions, in an order of their own. */
  readonly demands: readonly TokenDemand[];

  /** @internal */
  constructor(demands: readonly TokenDemand[]) {
    const byText = new Map(demands.map((demand) => [JSON.stringify(demand), demand]));
    this.demands = [...byText.keys()].sort().flatMap((text) => byText.get(text) ?? []);
  }

  /**
   * Both this and another requirement.
   *
   * @example
   * const editors = Claim.scope('orders:write').and(Claim.of('role').oneOf('admin', 'editor'));
   */
  and(other: ClaimRequirement): ClaimRequirement {
    return new ClaimRequirement([...this.demands, ...other.demands]);
  }

  /** In words: `scope orders:write`. */
  toString(): string {
    return this.demands.map(demandText).join(' and ');
  }
}

/** A claim that is going to be compared. */
export interface NamedClaim {
  /** The claim is one of these texts. How the gateway reads a list is not documented: issue the claim as a text. */
  oneOf(...values: readonly [string, ...string[]]): ClaimRequirement;
  /**
   * The claim is what stands in the path of the request. That the gateway can compare them is inferred from a vendor sample,
   * which a warning says.
   */
  equalsPathParameter(name: string): ClaimRequirement;
}

/**
 * What a token has to say beyond a good signature, for `JwtAuthorization.requiring`. The conditions are written here: what
 * cannot be written safely is refused there.
 *
 * @example
 * orders.addApi('POST /orders', { authorization: customers.requiring(Claim.scope('orders:write')) });
 * orders.addApi('DELETE /orders/[orderId]', {
 *   authorization: customers.requiring(Claim.of('role').oneOf('admin', 'editor')),
 * });
 */
export const Claim = {
  /**
   * The claim `scope`, a text of words with spaces between them, has this word as a whole.
   *
   * @param claim another claim of that form, such as `scp`
   */
  scope(word: string, claim = 'scope'): ClaimRequirement {
    return new ClaimRequirement([{ kind: 'word', claim, word }]);
  },

  /** A claim by its name, which has to be flat: `role`. */
  of(claim: string): NamedClaim {
    return {
      oneOf: (...values) => new ClaimRequirement([{ kind: 'oneOf', claim, values }]),
      equalsPathParameter: (parameter) => new ClaimRequirement([{ kind: 'pathParameter', claim, parameter }]),
    };
  },
};
