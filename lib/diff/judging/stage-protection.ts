import { pluginTypeFact } from '../../facts';
import {
  addressWords,
  type GatewayRoute,
  type KeySummary,
  type Lock,
  type Protection,
  protectionWord,
  type RouteStage,
} from '../../model';
import { isUnknown } from '../../template';
import type { Comparison, Difference } from '../comparing/comparison';
import type { StagePair } from '../pairing/pair-routes';

/** Who gets through in a stage; unknown, too, where it is not certain that the route is published there. */
export function certainProtection({ maybe, protection }: RouteStage): Protection {
  return maybe === undefined ? protection : { kind: 'unknown', why: maybe };
}

/** `jwt · kid a1b2`, `public · load-balancer probe`, `unknown: AuthType is Ref AuthType`. */
export function protectionText(protection: Protection): string {
  if (protection.kind === 'unknown') return `unknown: ${protection.why}`;
  const word = protectionWord(protection);
  const limit = protection.addresses === undefined ? [] : [addressWords(protection.addresses)];
  if (protection.kind === 'public')
    return [word, ...limit, ...(protection.reason === undefined ? [] : [protection.reason])].join(' · ');
  const keys = protection.locks.flatMap((lock) => (lock.kind === 'jwt' ? lock.keys : []));
  const perhaps = protection.perhaps.map(({ kind, why }) => `perhaps ${kind}: ${why}`);
  return [word, ...keys.map(keyText), ...limit, ...perhaps].join(' · ');
}

/** `kid a1b2`, or the thumbprint of a key without one. */
export function keyText({ kid, thumbprint }: KeySummary): string {
  return kid === undefined ? `key ${thumbprint.slice(0, 8)}` : `kid ${kid}`;
}

/** What a caller has to show, in words. */
export const LOCK_WORDS: Readonly<Record<Lock['kind'], string>> = {
  jwt: 'a token',
  'jwt-auth': 'a token of a consumer',
  openid: 'an ID token',
  basic: 'a user and password',
  app: 'an authorized app',
};

/** Who gets through a route as a whole: the weakest of its stages decides. */
export function weakestProtection({ stages }: Pick<GatewayRoute, 'stages'>): Protection | undefined {
  const all = stages.map(certainProtection);
  return all.find(({ kind }) => kind === 'public') ?? all.find(({ kind }) => kind === 'unknown') ?? all[0];
}

/** The bindings of plug-ins that decide about callers in a stage, as far as they came or went. */
export function authenticationBindings({ after, before }: StagePair, { of }: Comparison): Difference[] {
  return [before, after].flatMap((stage) =>
    (stage?.bindings ?? []).flatMap(({ binding, plugin }) => {
      const type = isUnknown(plugin) ? binding?.declaredType : plugin.type;
      return typeof type !== 'string' || pluginTypeFact(type)?.effect === 'authenticates'
        ? of(binding).filter(({ path }) => path.length === 0)
        : [];
    }),
  );
}
