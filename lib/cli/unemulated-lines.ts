import type { Unemulated } from '../gateway';
import { visible } from '../report';

const SHOWN = 3;

/** What a gateway cannot do as the service does, one line for each reason with the routes it is about. */
export function renderUnemulated(all: readonly Unemulated[]): string[] {
  const blocking = linesOf(all.filter(({ blocks }) => blocks));
  const others = linesOf(all.filter(({ blocks }) => !blocks));
  return [
    ...(blocking.length === 0 ? [] : ['answered 501, unless --allow-unemulated names it:', ...blocking, '']),
    ...(others.length === 0 ? [] : ['served, but not in everything as the service does:', ...others, '']),
  ];
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
