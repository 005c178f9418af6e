/** What one list has that the other has not, either way; both in their order. */
export interface SetDifference {
  readonly lost: readonly string[];
  readonly gained: readonly string[];
}

/** What was in the first list only, and what is in the second only. */
export function setDifference(before: readonly string[], after: readonly string[]): SetDifference {
  const [mine, theirs] = [new Set(before), new Set(after)];
  return {
    lost: [...mine].filter((each) => !theirs.has(each)),
    gained: [...theirs].filter((each) => !mine.has(each)),
  };
}
