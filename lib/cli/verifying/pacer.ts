/** Lets so many through in a second, evenly: each call resolves when its turn has come. */
export function createPacer(
  perSecond: number,
  { now, sleep }: { readonly now: () => number; readonly sleep: (millis: number) => Promise<void> },
): () => Promise<void> {
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    const turn = Math.max(now(), next);
    next = turn + 1000 / perSecond;
    const wait = turn - now();
    if (wait > 0) await sleep(wait);
  };
}
