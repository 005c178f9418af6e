// A JSON object in base64url begins with `eyJ`.
const TOKEN = /eyJ[\w-]{4,}(\.[\w-]*)*/g;

/** A message without the token that somebody wrote in the wrong place. */
export function withoutTokens(text: string): string {
  return text.replace(TOKEN, '<token>');
}
