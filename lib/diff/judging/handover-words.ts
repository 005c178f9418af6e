import type { CallerEffect, Verdict } from '../change';
import type { Handover } from './handover';
import { breaks, mayBreak, safe } from './verdict';

/** Why the way back of a route that came or went may not have the opposite posture. */
export const TRADED =
  'where a wider route takes the requests, each of the two may ask for what the other does not';

/** What callers meet who called a published route that went. */
export function callersOfGone({ alone, demanded, isSame, names }: Handover): Verdict<CallerEffect> {
  if (alone.length > 0) return breaks('the gateway has no such route any more');
  const takers = names.length === 0 ? 'other routes' : listed(names);
  if (demanded !== undefined) return breaks(`${takers} takes its requests and asks for ${demanded}`);
  if (isSame) return safe(`${takers} asks for the same and calls the same backend`);
  return mayBreak(`${takers} may answer its callers otherwise`);
}

/** What callers meet whose requests came to other routes before. */
export function callersOfNew({ isSame, names }: Handover): Verdict<CallerEffect> {
  if (names.length === 0) return safe('nobody called it before');
  if (isSame) return safe(`it asks for the same as ${listed(names)}, and calls the same backend`);
  return mayBreak(`it may answer otherwise who called ${listed(names)} before`);
}

/** `; its requests go to GET /a/*` */
export function goneWords({ names }: Handover, whose = 'its requests'): string {
  return names.length === 0 ? '' : `; ${whose} go to ${listed(names)}`;
}

/** `; takes requests of GET /a/*` */
export function newWords({ names }: Handover): string {
  return names.length === 0 ? '' : `; it takes requests of ${listed(names)}`;
}

/** Two by name, the others by their number. */
function listed(names: readonly string[]): string {
  const more = names.length - 2;
  return `${names.slice(0, 2).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
