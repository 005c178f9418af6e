import type { Gateway, ServedRoute } from '../../gateway';
import { groupBy } from '../../group-by';
import { protectionWord } from '../../model';

/** The routes that anybody can call now, where that was not so before, with what they were: one line for each. */
export function openedRoutes(before: Pick<Gateway, 'routes'>, after: Pick<Gateway, 'routes'>): string[] {
  const known = groupBy(before.routes, nameOf);
  return after.routes.filter(isOpen).flatMap((each) => {
    const name = nameOf(each);
    const old = known.get(name) ?? [];
    if (old.length > 0 && old.every(isOpen)) return [];
    const words = [...new Set(old.map(({ stage }) => protectionWord(stage.protection)))].join(' or ');
    return [`anybody can call ${name} now: it was ${words === '' ? 'not there' : words}`];
  });
}

function nameOf({ label, stageName }: ServedRoute): string {
  return `${label} ${stageName}`;
}

function isOpen({ stage }: ServedRoute): boolean {
  return stage.protection.kind === 'public';
}
