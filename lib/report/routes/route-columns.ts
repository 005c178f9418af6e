import { API } from '../../facts';
import { partsFromParameters } from '../../model';
import { isUnknown } from '../../template';
import { joined, type Phrase, quoted } from '../formats/phrase';
import { areBackendsShown, backendOf } from './backend-words';
import { groupOf, pathOf, protectionOf, type RouteRow, textOf } from './route-rows';
import { whoMayCall } from './who-may-call';

/** What stands in a column of the table of routes, in their order. */
const COLUMNS = {
  method: { heading: 'Method', phraseOf: methodOf },
  path: { heading: 'Path', phraseOf: ({ route }) => [quoted(pathOf(route))] },
  stage: {
    heading: 'Stage',
    phraseOf: ({ stage }) => (stage === undefined ? ['-'] : [quoted(textOf(stage.stage))]),
  },
  protection: { heading: 'Protection', phraseOf: (row) => [protectionOf(row)] },
  callers: { heading: 'Who may call', phraseOf: whoMayCall },
  backend: { heading: 'Backend', phraseOf: backendPhrase },
  group: { heading: 'Group', phraseOf: (row) => [quoted(groupOf(row))] },
  stack: { heading: 'Stack', phraseOf: ({ route }) => [quoted(route.stack)] },
  parameters: {
    heading: 'Parameters',
    phraseOf: (row) =>
      joined(
        parametersIn(row).map((name) => [quoted(name)]),
        ', ',
      ),
  },
} as const satisfies Record<string, Column>;

interface Column {
  readonly heading: string;
  readonly phraseOf: (row: RouteRow) => Phrase;
}

/** A column of the table of routes. */
export type ColumnId = keyof typeof COLUMNS;

/** The columns that tell something of these rows; the group only where it is wanted, or two rows would look alike. */
export function columnsFor(
  rows: readonly RouteRow[],
  { withGroup = needsGroup(rows) }: { readonly withGroup?: boolean } = {},
): readonly ColumnId[] {
  const isShown: Readonly<Partial<Record<ColumnId, boolean>>> = {
    group: withGroup,
    stack: new Set(rows.map(({ route }) => route.stack)).size > 1,
    backend: areBackendsShown(rows),
    parameters: rows.some((row) => parametersIn(row).length > 0),
  };
  return (Object.keys(COLUMNS) as ColumnId[]).filter((id) => isShown[id] ?? true);
}

export const headingOf = (id: ColumnId): string => COLUMNS[id].heading;

/** What a row says in a column. */
export const phraseIn = (row: RouteRow, id: ColumnId): Phrase => COLUMNS[id].phraseOf(row);

/** Whether two rows could not be told apart by method, path and stage. */
function needsGroup(rows: readonly RouteRow[]): boolean {
  const keys = rows.map(
    ({ route, stage }) => `${textOf(route.method)} ${pathOf(route)} ${textOf(stage?.stage)}`,
  );
  return new Set(keys).size < rows.length;
}

function methodOf({ route: { method } }: RouteRow): Phrase {
  const known = API.methods.value.find((each) => each === method);
  return known === undefined ? [quoted(textOf(method))] : [known];
}

function backendPhrase(row: RouteRow): Phrase {
  const backend = backendOf(row);
  if (backend === undefined) return ['-'];
  return isUnknown(backend) ? ['unknown: ', quoted(backend.expression)] : [quoted(backend)];
}

/** The parameters that any part of a row comes from. */
export function parametersIn({ route, stage }: RouteRow): string[] {
  return [...new Set(Object.values(partsFromParameters(route, stage)).flat())].sort();
}
