import type { Unemulated } from '../../gateway';
import { visible } from '../../text';

const SHOWN = 3;

/**
 * What a gateway cannot do as the service does, one line for each reason with the routes it is about.
 *
 * @param allowed the names that the user does without
 */
export function renderUnemulated(all: readonly Unemulated[], allowed: readonly string[]): string[] {
  const isAllowed = ({ name }: Unemulated) => allowed.includes(name);
  const blocking = all.filter((each) => each.blocks && !isAllowed(each));
  const without = all.filter((each) => each.blocks && isAllowed(each));
  const lesser = all.filter(({ blocks }) => !blocks);
  return [
    ...section('answered 501 here, unless --allow-unemulated names it:', blocking),
    ...section('served without, as --allow-unemulated says:', without),
    ...section('served, but not in everything as the service does:', lesser),
  ];
}

function section(title: string, all: readonly Unemulated[]): string[] {
  return all.length === 0 ? [] : [title, ...linesOf(all), ''];
}

function linesOf(all: readonly Unemulated[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { name, route, stage, why } of all) {
    const reason = visible(`${name}: ${why}`);
    const routes = byReason.get(reason) ?? [];
    byReason.set(reason, [...routes, visible(`${route} ${stage}`)]);
  }
  return [...byReason].map(([reason, routes]) => `  ${reason}: ${routesInWords(routes)}`);
}

function routesInWords(routes: readonly string[]): string {
  const more = routes.length > SHOWN ? ` and ${routes.length - SHOWN} more` : '';
  return routes.slice(0, SHOWN).join(', ') + more;
}
