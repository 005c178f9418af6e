/**
 * Text that can stand in a header at the backend: control characters and what is not ASCII are percent-encoded, so
 * that no claim and no parameter can add a header (GATEWAY.claimText).
 */
export function headerText(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : text.replace(/[^\x20-\x7e]+/gu, encoded);
}

function encoded(characters: string): string {
  return [...Buffer.from(characters)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
