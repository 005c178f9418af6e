/** A key as people call it: `kid a1b2`, or `the key without a kid`. */
export function keyName({ kid }: { readonly kid?: string | undefined }): string {
  return kid === undefined ? 'the key without a kid' : `kid ${kid}`;
}
