import { hash } from 'node:crypto';
import type { Route } from './route';

/** `orders-v2` becomes `OrdersV2`: logical ids are letters and digits. */
export function logicalWords(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** What the logical ids of an API begin with: readable words, and a digest that tells like paths apart. */
export function logicalIdOfRoute(route: Route): string {
  const words = route.segments.map((pieces) =>
    pieces.map((piece) => ('parameter' in piece ? 'Param' : logicalWords(piece.literal))).join(''),
  );
  const path = words.join('').slice(0, 80);
  return `${logicalWords(route.method.toLowerCase())}${path}${digestOf(route.signature)}`;
}

/** The first characters of the text's SHA-256, enough to tell apart what one account holds. */
export function digestOf(text: string, characters = 8): string {
  return hash('sha256', text).slice(0, characters);
}
