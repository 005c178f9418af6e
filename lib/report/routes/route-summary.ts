import { protectionOf, type RouteRow } from './route-rows';

const FIRST = ['public', 'unknown', 'not published'];

/** How many rows there are of each protection, those first that deserve a look. */
export function countProtections(rows: readonly RouteRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of rows.map(protectionOf)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const rank = (word: string) => (FIRST.includes(word) ? FIRST.indexOf(word) : FIRST.length);
  return new Map([...counts].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1)));
}

/** `12 routes · 1 public · 11 jwt`; with more than one stage, `12 routes · 24 in stages · …`. */
export function renderSummary(rows: readonly RouteRow[]): string {
  const routes = new Set(rows.map(({ route }) => route)).size;
  const published = rows.filter(({ stage }) => stage !== undefined).length;
  const parts = [`${routes} ${routes === 1 ? 'route' : 'routes'}`];
  if (rows.length !== routes) parts.push(`${published} published`);
  for (const [word, count] of countProtections(rows)) parts.push(`${count} ${word}`);
  return parts.join(' · ');
}
