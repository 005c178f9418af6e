import { hash } from 'node:crypto';
import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import { type Fact, LIMITS, type NameRule } from '../facts';
import type { Route } from '../route';
import { isKnownText, type TemplateText } from './template-value';

/** Where a construct stands, in the words of an error message. */
export function placeOf(construct: ros.Construct, route?: Route): string {
  return route === undefined ? construct.node.path : `${construct.node.path} '${routeText(route)}'`;
}

/** The route as the user wrote it. */
export function routeText(route: Route): string {
  return `${route.method} ${route.path}`;
}

/**
 * Refuses a name that the service would refuse. A name that only ROS knows is let through.
 *
 * @throws GatewayError `name-invalid`
 */
export function checkName(name: TemplateText, rule: Fact<NameRule>, what: string, place: string): void {
  if (typeof name !== 'string' && !ros.Token.isUnresolved(name)) {
    throw new GatewayError('name-invalid', `${what} is missing`, { place, hint: rule.value.words });
  }
  if (!isKnownText(name) || rule.value.pattern.test(name)) return;
  throw new GatewayError('name-invalid', `${what} ${JSON.stringify(name)} is refused by the service`, {
    place,
    hint: `allowed: ${rule.value.words}`,
  });
}

/**
 * Refuses a description that the service would refuse for its length.
 *
 * @throws GatewayError `name-invalid`
 */
export function checkDescription(text: TemplateText | undefined, limit: number, place: string): void {
  if (text === undefined || !isKnownText(text) || [...text].length <= limit) return;
  throw new GatewayError(
    'name-invalid',
    `description has ${[...text].length} characters, ${limit} are allowed`,
    {
      place,
    },
  );
}

const claimed = new WeakMap<ros.IConstruct, Map<string, ros.IConstruct>>();

/**
 * Refuses a name that another construct has: the service would, in the middle of a deployment.
 *
 * @param owner where the name is unique: the stack, or the API group
 * @param what what has the name, as in `group name`
 * @throws GatewayError `name-invalid`
 */
export function claimName(
  owner: ros.IConstruct,
  {
    construct,
    name,
    place,
    what,
  }: {
    readonly what: string;
    readonly name: TemplateText;
    readonly construct: ros.IConstruct;
    readonly place: string;
  },
): void {
  if (!isKnownText(name)) return;
  const names = claimed.get(owner) ?? new Map<string, ros.IConstruct>();
  claimed.set(owner, names);
  const key = `${what} ${name}`;
  const other = names.get(key);
  if (other !== undefined) {
    throw new GatewayError(
      'name-invalid',
      `${what} ${JSON.stringify(name)} is that of ${other.node.path} already`,
      {
        place,
        hint: 'each takes a name of its own',
      },
    );
  }
  names.set(key, construct);
}

const NAME_CHARACTERS = 50;

/** A name the service accepts, made of words; a digest takes the place of what had to be left out. */
export function nameOf(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9_\u4e00-\u9fa5]/g, '_').replace(/^[^A-Za-z\u4e00-\u9fa5]+/, '');
  if (plain === text && plain.length >= 4 && plain.length <= NAME_CHARACTERS) return plain;
  const digest = digestOf(text);
  const kept = plain.slice(0, NAME_CHARACTERS - digest.length - 1);
  return kept === '' ? `Name_${digest}` : `${kept}_${digest}`;
}

/** The default `ApiName` of a route: `GET_orders__orderId`. Parameters are marked by two underscores. */
export function apiNameOf(route: Route): string {
  const plain = route.path
    .slice(1)
    .split('/')
    .map((segment) => (/^\[\w+\]$/.test(segment) ? `_${segment.slice(1, -1)}` : segment))
    .join('_');
  // An underscore of the path itself could read like a slash: such a path is told apart by its digest.
  const isPlain = route.path !== '/' && !/[_*]/.test(route.path.replace(/\[\w+\]/g, ''));
  const name = `${route.method}_${plain}`;
  return isPlain ? nameOf(name) : nameOf(`${name} ${route.path}`);
}

/** The first characters of the text's SHA-256, enough to tell apart what one account holds. */
export function digestOf(text: string, characters = 8): string {
  return hash('sha256', text).slice(0, characters);
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LETTERS_AND_DIGITS = `${LETTERS}${LETTERS.toLowerCase()}0123456789`;

/**
 * Five characters made of the text's SHA-256, the first a capital letter: one of 384 million, for where each character
 * of {@link digestOf} counts.
 */
export function shortDigestOf(text: string): string {
  let rest = Number.parseInt(digestOf(text, 12), 16);
  const take = (characters: string) => {
    const taken = characters.charAt(rest % characters.length);
    rest = Math.floor(rest / characters.length);
    return taken;
  };
  return take(LETTERS) + Array.from({ length: 4 }, () => take(LETTERS_AND_DIGITS)).join('');
}

/** Refuses more tags than a resource takes. */
export function checkTags(tags: Readonly<Record<string, string>> | undefined, place: string): void {
  const count = Object.keys(tags ?? {}).length;
  if (count <= LIMITS.tagsPerResource.value) return;
  throw new GatewayError('name-invalid', `has ${count} tags, ${LIMITS.tagsPerResource.value} are allowed`, {
    place,
  });
}
