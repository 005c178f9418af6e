/** A row in two lengths. */
export interface Row {
  readonly full: string;
  readonly short: string;
  /** How many things it is about. */
  readonly count: number;
}

/** Rows of one rank. */
export interface RowGroup {
  readonly rows: readonly Row[];
  /** Whether all of them stand, if only in short, before any other group gets anything. */
  readonly isMust: boolean;
}

/** What of a group has room. */
export interface FilledRows {
  readonly lines: readonly string[];
  /** How many things the group is about. */
  readonly count: number;
  /** How many of them are in short. */
  readonly shortened: number;
  /** How many of them have no room at all. */
  readonly dropped: number;
}

/**
 * Puts rows into so many characters, line breaks included. The groups stand by rank, and so do their rows: no row is
 * in full after one that is in short, and none stands after one that has no room, but for the groups that must.
 *
 * @param most how many rows there may be at most
 */
export function fillRows(
  groups: readonly RowGroup[],
  characters: number,
  most = Number.POSITIVE_INFINITY,
): readonly FilledRows[] {
  let left = most;
  const must = shortSize(groups.flatMap(({ isMust, rows }) => (isMust ? rows : [])));
  const isTight = must > characters;
  let room = isTight ? characters : characters - must;
  let [isFull, hasRoom] = [!isTight, true];
  return groups.map(({ isMust, rows }) => {
    const lines: string[] = [];
    let [shortened, dropped] = [0, 0];
    for (const { count, full, short } of rows) {
      const kept = isMust && !isTight ? sizeOf(short) : 0;
      isFull &&= sizeOf(full) <= room + kept;
      const line = isFull ? full : short;
      hasRoom &&= sizeOf(line) <= room + kept;
      if (hasRoom && left > 0) {
        left -= 1;
        room -= sizeOf(line) - kept;
        shortened += isFull ? 0 : count;
        lines.push(line);
      } else dropped += count;
    }
    return { lines, shortened, dropped, count: rows.reduce((sum, { count }) => sum + count, 0) };
  });
}

/** How many characters rows take that are all in short. */
function shortSize(rows: readonly Row[]): number {
  return rows.reduce((sum, { short }) => sum + sizeOf(short), 0);
}

function sizeOf(line: string): number {
  return line.length + 1;
}
