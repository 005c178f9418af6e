import { GatewayError } from '../errors';
import { demandProblems, demandText, type TokenDemand } from '../plugin';
import { received } from './props';
import { asText, checkKnown, withoutRosValues } from './ros-value';
import type { TemplateText } from './template-value';

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
   * @throws GatewayError `parameter-invalid` for what is no requirement
   * @example
   * const editors = Claim.scope('orders:write').and(Claim.of('role').oneOf('admin', 'editor'));
   */
  and(other: ClaimRequirement): ClaimRequirement {
    if (!(other instanceof ClaimRequirement)) {
      throw new GatewayError('parameter-invalid', `and takes a requirement, got ${received(other)}`, {
        hint: "write .and(Claim.scope('orders:write'))",
      });
    }
    return new ClaimRequirement([...this.demands, ...other.demands]);
  }

  /** In words: `scope orders:write`. */
  toString(): string {
    return this.demands.map(demandText).join(' and ');
  }
}

/** A claim that is going to be compared. */
export interface NamedClaim {
  /**
   * The claim is one of these texts, which may be parameters of the stack as an issuer may. How the gateway reads a list is
   * not documented: issue the claim as a text.
   *
   * @throws GatewayError `plugin-data-invalid` for a text that is empty or cannot be written safely in a condition
   */
  oneOf(...values: readonly [TemplateText, ...TemplateText[]]): ClaimRequirement;
  /**
   * The claim is what stands in the path of the request. That the gateway can compare them is inferred from a vendor sample,
   * which a warning says.
   *
   * @throws GatewayError `plugin-data-invalid` for what is no name of a path parameter
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
   * @throws GatewayError `plugin-data-invalid` for what is no word, or cannot be written safely in a condition
   */
  scope(word: string, claim = 'scope'): ClaimRequirement {
    checkKnown(word, 'a scope', 'Claim.scope');
    return requirementOf({ kind: 'word', claim, word }, 'Claim.scope');
  },

  /** A claim by its name, which has to be flat: `role`. */
  of(claim: string): NamedClaim {
    return {
      oneOf: (...values) =>
        requirementOf({ kind: 'oneOf', claim, values: values.map(asText) }, `Claim.of('${claim}').oneOf`),
      equalsPathParameter: (parameter) =>
        requirementOf(
          { kind: 'pathParameter', claim, parameter },
          `Claim.of('${claim}').equalsPathParameter`,
        ),
    };
  },
};

function requirementOf(demand: TokenDemand, place: string): ClaimRequirement {
  checkKnown(demand.claim, 'the name of a claim', 'Claim');
  if (demand.kind === 'pathParameter') checkKnown(demand.parameter, 'the name of a path parameter', place);
  const looked = demand.kind === 'oneOf' ? { ...demand, values: demand.values.map(plain) } : demand;
  const [problem] = demandProblems(looked);
  if (problem === undefined) return new ClaimRequirement([demand]);
  throw new GatewayError('plugin-data-invalid', problem, { place });
}

/** What is no text is told as such. */
const plain = (value: string): string => (typeof value === 'string' ? withoutRosValues(value) : value);
