import { GatewayError } from '../errors';
import { checkProps, knownNumber, literal, type MembersOf } from './props';

/** How the APIs of a nested layout are spread. */
export interface NestedLayoutOptions {
  /**
   * Over how many nested stacks, 1 to 64. Another number moves most APIs to another stack, which deletes and
   * creates them: choose once.
   * @default 16 - room for every gateway whose root template ROS takes
   */
  readonly stacks?: number;
  /** What the logical ids of the nested stacks begin with: letters and digits. @default 'Apis' */
  readonly name?: string;
}

/** Where the resources of an API stand. Made by the functions of {@link Layout}. */
export type Layout =
  | { readonly kind: 'flat' }
  | { readonly kind: 'nested'; readonly stacks: number; readonly name: string };

const MOST_STACKS = 64;

/**
 * Where the resources of an API stand: the group says it for all of its APIs, an API for itself.
 *
 * No layout looks at the other routes of the group. So adding, removing or reordering routes moves no other: a
 * moved API would be deleted and created by ROS, which is an outage. See `docs/size.md` for why the choice cannot
 * be made without being told.
 *
 * @example
 * orders.addApi('GET /orders', { layout: Layout.nested({ stacks: 4 }) });
 */
export const Layout = {
  /** In the stack of the group: with one stage and one plug-in up to 98 APIs. */
  flat(): Layout {
    return { kind: 'flat' };
  },

  /**
   * In nested stacks of the group's stack, inside its template: nothing is uploaded. Which one is told by method and
   * path, as they stand in the logical id.
   *
   * @throws GatewayError `parameter-invalid` for a number of stacks or a name that cannot be
   */
  nested(options: NestedLayoutOptions = {}): Layout {
    checkProps<NestedLayoutOptions>(options, NESTED_LAYOUT_OPTIONS, { place: 'Layout.nested' });
    const { stacks = 16, name = 'Apis' } = options;
    if (!Number.isInteger(stacks) || stacks < 1 || stacks > MOST_STACKS) {
      throw wrong(`stacks must be a whole number from 1 to ${MOST_STACKS}, got ${stacks}`);
    }
    if (!/^[A-Za-z][A-Za-z0-9]{0,19}$/.test(name)) {
      throw wrong(`name must be 1 to 20 letters and digits, the first a letter, got ${JSON.stringify(name)}`);
    }
    return { kind: 'nested', stacks, name };
  },
};

function wrong(text: string): GatewayError {
  return new GatewayError('parameter-invalid', text, { place: 'layout' });
}

const NESTED_LAYOUT_OPTIONS: MembersOf<NestedLayoutOptions> = { stacks: knownNumber, name: literal };
