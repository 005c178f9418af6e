/**
 * The bytes of a text in base64url as RFC 7515 section 2 has it: no padding, no other characters, and the one
 * spelling of these bytes. Undefined for any other text.
 */
export function findBytes(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
