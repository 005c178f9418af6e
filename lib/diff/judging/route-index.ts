import type { GatewayRoute } from '../../model';
import { isWildcard, type Route } from '../../route';

/** The routes of a group by the text that their paths begin with: most routes meet few others. */
export class RouteIndex {
  readonly #byText = new Map<string, GatewayRoute[]>();
  /** Those that begin with a parameter or `*`, and those whose path only ROS knows. */
  readonly #others: GatewayRoute[] = [];
  readonly #all: GatewayRoute[] = [];

  add(route: GatewayRoute): void {
    this.#all.push(route);
    this.#listFor(route.route).push(route);
  }

  /** All that may meet a route, and some that do not. */
  near(route: Route): readonly GatewayRoute[] {
    const text = firstText(route);
    return text === undefined ? this.#all : [...(this.#byText.get(text) ?? []), ...this.#others];
  }

  #listFor(route: Route | undefined): GatewayRoute[] {
    const text = route && firstText(route);
    if (text === undefined) return this.#others;
    const list = this.#byText.get(text) ?? [];
    this.#byText.set(text, list);
    return list;
  }
}

/** The first segment where it is plain text. */
function firstText({ segments: [first = []] }: Route): string | undefined {
  const [only] = first;
  if (only === undefined) return '';
  return first.length === 1 && 'literal' in only && !isWildcard(first) ? only.literal : undefined;
}
