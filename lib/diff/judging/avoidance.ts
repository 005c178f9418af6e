const OVERLAP = 'accept both in one deployment, move the callers, then take the old one away in another';
const TELL = 'tell those who call, and deploy it when they send what it asks for';
const GONE = 'keep the old one until its callers have gone, and take it away in a deployment of its own';
const ROTATE =
  'run jwt-gateway keys rotate: add the new key, sign with it once it is deployed, and remove the old one when its last token has expired';

/** How callers are kept from breaking, by the kind of change, as steps in the order in which they are done. */
const STEPS: Readonly<Record<string, string>> = {
  'access-rule-changed': OVERLAP,
  'addresses-narrowed': TELL,
  'app-deauthorized': GONE,
  'authentication-added': TELL,
  'authentication-changed':
    'callers cannot be asked for either of two: publish a second route that asks for the new one, move the callers, then remove the old route',
  'base-path-changed':
    'add a second group under the new base path, move the callers, then remove the old group',
  'claim-check-narrowed': GONE,
  'claim-check-replaced': OVERLAP,
  'claim-demand-added':
    'have the issuer put it into tokens first, and deploy it when tokens without it have expired',
  'domain-unbound': GONE,
  'empty-token-refused': TELL,
  'expired-token-refused': TELL,
  'network-access-narrowed': GONE,
  'plugin-bound': TELL,
  'replayed-token-refused': TELL,
  'route-moved': 'add the route at its new address, move the callers, then remove the old one',
  'route-regrouped':
    'add the route in the other group beside the old one, move the callers, then remove the old one',
  'route-removed': GONE,
  'signing-key-changed': ROTATE,
  'signing-key-removed': ROTATE,
  'signing-keys-replaced': ROTATE,
  'stage-unpublished': GONE,
  'sub-domain-changed':
    'keep the logical id of the group; else add the new group beside the old one, move callers and CNAME records, then remove the old one',
};

const IN_GENERAL = 'tell those who call, and deploy it when they have changed';

/** What to do first, so that a change of a kind breaks nobody. */
export function stepsAgainstBreak(kind: string): string {
  return STEPS[kind] ?? IN_GENERAL;
}
