/** How long each unit is, in seconds. */
export const UNIT_SECONDS = { s: 1, m: 60, h: 60 * 60, d: 24 * 60 * 60 } as const;

const DURATION = /^(\d{1,9})([smhd]?)$/;

/** The whole seconds of a duration as people write it: `30s`, `10m`, `2h`, `7d`, or plain seconds. */
export function findSeconds(text: string): number | undefined {
  const [, count, unit] = DURATION.exec(text) ?? [];
  return count === undefined
    ? undefined
    : Number(count) * UNIT_SECONDS[(unit || 's') as keyof typeof UNIT_SECONDS];
}

/** A duration as people write it, in the largest unit that leaves no rest: `7d`, `90m`. */
export function durationText(seconds: number): string {
  const [unit] = (['d', 'h', 'm'] as const).filter(
    (each) => seconds > 0 && seconds % UNIT_SECONDS[each] === 0,
  );
  const shown = unit ?? 's';
  return `${seconds / UNIT_SECONDS[shown]}${shown}`;
}
