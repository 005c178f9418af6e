import type { Change } from '../../diff';
import { groupBy } from '../../group-by';
import { listed, plural } from '../../text';
import { kindWords } from './diff-report';
import { subjectText } from './diff-table';

/** What ROS does to resources, one line for each cause: `Customers → Clients: 2 plug-ins and 16 bindings are made again`. */
export function deploymentLines(changes: readonly Change[], all: readonly string[]): readonly string[] {
  const renames = changes.filter(({ kind }) => kind === 'resource-renamed');
  const others = changes.filter(({ kind }) => kind !== 'resource-renamed');
  return [...renameLines(renames), ...kindLines(others, all)];
}

function renameLines(renames: readonly Change[]): readonly string[] {
  const causes = groupBy(renames, causeOf);
  return [...causes].map(([cause, same]) => {
    const counts = [...groupBy(same, wordOf)].map(([thing, each]) => plural(each.length, thing));
    const routes = new Set(same.flatMap(({ route }) => route ?? []));
    const where = routes.size === 0 ? '' : ` on ${plural(routes.size, 'route')}`;
    return `${cause}: ${listed(counts)}${where} ${same.length === 1 ? 'is' : 'are'} made again`;
  });
}

/** A route goes by its address, everything else by what it is. */
function wordOf({ route, subject }: Change): string {
  return subject === route ? 'API' : (subject.split(' ')[0] ?? '');
}

/** The names that differ between two logical ids: what somebody renamed. */
function causeOf({ after, before }: Change): string {
  const [old, now] = [before, after].map(
    (side) => (side?.text ?? '').match(/[A-Z]?[^A-Z/]+|[A-Z]+|\//g) ?? [],
  );
  const [mine, theirs] = [old ?? [], now ?? []];
  let start = 0;
  while (start < Math.min(mine.length, theirs.length) && mine[start] === theirs[start]) start += 1;
  let end = 0;
  const left = Math.min(mine.length, theirs.length) - start;
  while (end < left && mine.at(-1 - end) === theirs.at(-1 - end)) end += 1;
  const part = (words: readonly string[]) => words.slice(start, words.length - end).join('');
  const [from, to] = [part(mine), part(theirs)];
  return from === '' || to === '' ? `${before?.text} → ${after?.text}` : `${from} → ${to}`;
}

/** The same that happens to several things is one line. */
function kindLines(changes: readonly Change[], all: readonly string[]): readonly string[] {
  return [...groupBy(changes, ({ kind, message }) => `${kind} ${message}`)].map(([, same]) => {
    const [first] = same;
    return first === undefined ? '' : `${subjectText(same, all)}: ${first.message} · ${kindWords(first)}`;
  });
}
