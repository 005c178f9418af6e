import type { Problem } from '../errors';
import { APP_KEY_HEADER } from '../facts';
import type { ApiOperation, RequiredScheme, SecurityAlternative, SecurityScheme } from './operation';

/** What the author of the gateway gives for a security scheme. */
export interface GivenLock {
  /** The same for schemes that the same authorization stands for. */
  readonly id: string;
  /** `app` for app authentication, which can stand beside a token. */
  readonly kind: 'jwt' | 'app';
  /** Whether it can demand scopes of a token. */
  readonly demandsScopes: boolean;
}

/** How a scheme is given; `undefined` for one that nothing stands for. */
export type LockOf = (scheme: string) => GivenLock | undefined;

/** Who may call an operation, in terms of what a gateway has. */
export type Access =
  | { readonly kind: 'public'; readonly reason: string }
  | {
      readonly kind: 'locked';
      /** The scheme whose token is demanded; `undefined` where app authentication stands alone. */
      readonly token: string | undefined;
      readonly scopes: readonly string[];
      /** App authentication: `true` where it comes without a scheme, else the scheme that it is given for. */
      readonly app: boolean | string;
    };

/** An access with what it does not keep, or the reasons why there is none. */
interface AccessDecision {
  readonly access: Access | undefined;
  readonly losses: readonly Problem[];
  /** What the author has to decide. */
  readonly problems: readonly Problem[];
}

/**
 * Who may call an operation. A gateway demands one token, or app authentication, or both; it has no alternatives. So
 * one of the document's is chosen where only one can be, and those who would use another are told of as a loss.
 */
export function decideAccess(
  { name, security }: Pick<ApiOperation, 'name' | 'security'>,
  lockOf: LockOf,
  reason: string | undefined,
): AccessDecision {
  const { alternatives, app, pointer } = security;
  const refuse = (message: string): AccessDecision => ({
    access: undefined,
    losses: [],
    problems: [{ path: pointer, message }],
  });
  const demanding = alternatives.filter((each) => each.length > 0);
  const isOptional = demanding.length < alternatives.length;
  if (reason !== undefined) {
    if (app || (demanding.length > 0 && !isOptional))
      return refuse(`${name} is called public, but the document demands ${wordsOf(demanding, app)}`);
    return { access: { kind: 'public', reason }, losses: [], problems: [] };
  }
  if (demanding.length === 0)
    return app
      ? { access: { kind: 'locked', token: undefined, scopes: [], app: true }, losses: [], problems: [] }
      : refuse(`${name} demands nothing of callers: give the reason why it is public`);
  const possible = new Map(demanding.flatMap((each) => entryOf(each, lockOf)));
  const [chosen, other] = [...possible.values()];
  if (chosen === undefined)
    return refuse(`${name} demands ${wordsOf(demanding, app)}, ${whyNone(demanding, lockOf)}`);
  if (other !== undefined)
    return refuse(
      `${name} takes ${wordsOf(demanding, app)}; a gateway has no alternatives: give an authorization for one of them only`,
    );
  const unasked = demandsScopes(chosen, lockOf) ? [] : chosen.scopes;
  const losses = [
    ...(unasked.length === 0
      ? []
      : [`scopes ${unasked.join(', ')} of ${name} are not demanded: any token gets in`]),
    ...(isOptional ? [`${name} may be called without a token; here nobody may`] : []),
    ...demanding
      .filter((each) => entryOf(each, lockOf).length === 0)
      .map(
        (each) =>
          `${name} may be called with ${alternativeWords(each)}, too; here nothing stands for it, and such callers are refused`,
      ),
  ].map((message) => ({ path: pointer, message }));
  return { access: { ...chosen, app: chosen.app === false ? app : chosen.app }, losses, problems: [] };
}

function demandsScopes({ token }: Locked, lockOf: LockOf): boolean {
  return token !== undefined && lockOf(token)?.demandsScopes === true;
}

type Locked = Extract<Access, { kind: 'locked' }>;

/** What stands for an alternative, under a key that tells different demands apart; nothing where it cannot be. */
function entryOf(alternative: SecurityAlternative, lockOf: LockOf): (readonly [string, Locked])[] {
  const locks = alternative.map((required) => ({
    required,
    lock: lockOf(required.scheme.name) ?? ownApp(required),
  }));
  if (locks.some(({ lock }) => lock === undefined)) return [];
  const tokens = locks.filter(({ lock }) => lock?.kind === 'jwt');
  const apps = locks.filter(({ lock }) => lock?.kind === 'app');
  const ids = (list: typeof locks) => [...new Set(list.map(({ lock }) => lock?.id))];
  if (ids(tokens).length > 1 || ids(apps).length > 1) return [];
  const scopes = [...new Set(tokens.flatMap(({ required }) => required.scopes))].sort();
  const [app] = apps;
  return [
    [
      JSON.stringify([ids(tokens), ids(apps), scopes]),
      {
        kind: 'locked',
        token: tokens[0]?.required.scheme.name,
        scopes,
        app: app === undefined ? false : app.lock === OWN_APP ? true : app.required.scheme.name,
      },
    ],
  ];
}

const OWN_APP: GivenLock = {
  id: 'the app authentication of the gateway',
  kind: 'app',
  demandsScopes: false,
};

/** Whether a scheme is the gateway's own app authentication, as a document of it says that. */
export function isAppScheme({ place }: SecurityScheme): boolean {
  return place?.location === 'header' && place.name.toLowerCase() === APP_KEY_HEADER.value.toLowerCase();
}

function ownApp({ scheme }: RequiredScheme): GivenLock | undefined {
  return isAppScheme(scheme) ? OWN_APP : undefined;
}

function whyNone(demanding: readonly SecurityAlternative[], lockOf: LockOf): string {
  const missing = demanding
    .flat()
    .filter((each) => lockOf(each.scheme.name) === undefined && ownApp(each) === undefined);
  const names = [...new Set(missing.map(({ scheme }) => scheme.name))];
  return names.length === 0
    ? 'two tokens at once, which a gateway cannot'
    : `for which no authorization is given: ${names.join(', ')}`;
}

function wordsOf(demanding: readonly SecurityAlternative[], app: boolean): string {
  const words = demanding.map(alternativeWords).join(' or ');
  if (words === '') return 'app authentication';
  return app ? `${words} and app authentication` : words;
}

/** `oauth (oauth2) and key (apiKey in header X-Key)` */
export function alternativeWords(alternative: SecurityAlternative): string {
  return alternative.map(({ scheme }) => `${scheme.name} (${scheme.words})`).join(' and ');
}
