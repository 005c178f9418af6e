import { APP_KEY_HEADER } from '../../facts';
import { findTokenPlace, type Lock, parameterMappingOf, protectionWord, type TokenPlace } from '../../model';
import { isUnknown, type Maybe, Unknown } from '../../template';
import { alternativeWords } from '../decide-access';
import type { ApiOperation, RequiredScheme, SecurityAlternative } from '../operation';
import { fails, open, type PublishedRoute, type Statement } from './comparison';

/** What callers have to show, in words that both sides have. */
type Shown = 'token' | 'basic' | 'app' | `key ${string}` | `other ${string}`;

/** Security as a document declares it, against security in effect. */
export function compareSecurity({ security }: ApiOperation, published: PublishedRoute): Statement[] {
  const { protection } = published.stage;
  if (protection.kind === 'unknown') return [open('openapi-security-weaker', protection.why)];
  const own = security.app ? (['app'] as const) : [];
  const demanding = security.alternatives.filter((each) => each.length > 0);
  const isOptional = demanding.length < security.alternatives.length || security.alternatives.length === 0;
  const mayBeCalledByAnybody = isOptional && own.length === 0;
  const effect = protectionWord(protection);
  if (protection.kind === 'public') {
    if (mayBeCalledByAnybody) return [];
    const token = protection.optionalToken === undefined ? '' : ', a request without a token gets through';
    return [
      fails(
        'openapi-security-weaker',
        `the document demands ${wordsOf(demanding, own)}; anybody may call it${token}`,
      ),
    ];
  }
  if (mayBeCalledByAnybody)
    return [
      fails('openapi-security-stronger', `the document lets anybody call it; the gateway demands ${effect}`),
    ];
  const locks = protection.locks.map((lock) => lockWords(lock, published));
  const doubt = locks.find(isUnknown);
  if (doubt !== undefined)
    return [open('openapi-security-weaker', `where the token is read from is ${doubt.expression}`)];
  const shown = locks.flatMap((each) => (isUnknown(each) ? [] : [each]));
  return [
    ...compareLocks({ demanding, own, shown, effect }),
    ...compareScopes({ demanding, shown }, published),
  ];
}

interface Compared {
  readonly demanding: readonly SecurityAlternative[];
  readonly own: readonly Shown[];
  /** For each lock, every word that it answers to. */
  readonly shown: readonly (readonly Shown[])[];
  readonly effect: string;
}

function compareLocks({ demanding, effect, own, shown }: Compared): Statement[] {
  const alternatives =
    demanding.length === 0 ? [[...own]] : demanding.map((each) => [...each.map(shownFor), ...own]);
  const judged = alternatives.map((declared) => ({
    missing: declared.filter((each) => !shown.some((words) => words.includes(each))),
    extra: shown.filter((words) => !words.some((each) => declared.includes(each))),
  }));
  const declaredWords = wordsOf(demanding, own);
  const met = judged.filter(({ missing }) => missing.length === 0);
  if (met.length === 0) {
    // Every lock is one that the document has, but not all of those it has.
    const isWeaker = judged.some(({ extra }) => extra.length === 0);
    const kind = isWeaker ? 'openapi-security-weaker' : 'openapi-security-different';
    const where = isWeaker ? '' : placeWords(shown);
    return [fails(kind, `the document demands ${declaredWords}; the gateway demands ${effect}${where}`)];
  }
  if (met.every(({ extra }) => extra.length > 0))
    return [
      fails(
        'openapi-security-stronger',
        `the document demands ${declaredWords}; the gateway demands ${effect}`,
      ),
    ];
  const refused = demanding.filter((_, index) => (judged[index]?.missing.length ?? 0) > 0);
  return refused.map((each) =>
    fails(
      'openapi-security-stronger',
      `the document takes ${alternativeWords(each)}, too; the gateway demands ${effect}`,
    ),
  );
}

/** The places that are no bearer token. */
function placeWords(shown: Compared['shown']): string {
  const keys = shown.flatMap((words) => words.filter((word) => word.startsWith('key ')));
  return keys.length === 0 ? '' : `, in ${keys.map((word) => word.slice(4)).join(' and ')}`;
}

function shownFor({ scheme }: RequiredScheme): Shown {
  if (scheme.place !== undefined) return keyWord(scheme.place);
  if (scheme.kind === 'token' || scheme.kind === 'basic') return scheme.kind;
  return `other ${scheme.words}`;
}

function keyWord({ location, name }: { readonly location: string; readonly name: string }): Shown {
  // Header names do not differ by case (RFC 9110 section 5.1).
  const plain = location === 'header' ? name.toLowerCase() : name;
  return location === 'header' && plain === APP_KEY_HEADER.value.toLowerCase()
    ? 'app'
    : `key ${location} ${plain}`;
}

function lockWords(lock: Lock, { api }: PublishedRoute): Maybe<readonly Shown[]> {
  switch (lock.kind) {
    case 'app':
      return ['app'];
    case 'basic':
      return ['basic'];
    case 'openid':
    case 'jwt-auth':
      return ['token'];
    case 'jwt': {
      const place = findTokenPlace(lock, parameterMappingOf(api));
      if (isUnknown(place)) return place;
      return place === undefined ? new Unknown(`no parameter ${lock.parameter}`) : tokenWords(place);
    }
  }
}

/** A bearer token stands in the Authorization header, which a document may also call a key. */
function tokenWords(place: TokenPlace): readonly Shown[] {
  const word = keyWord(place);
  return word === 'key header authorization' ? ['token', word] : [word];
}

/** The gateway looks at scopes only where an access control plug-in does. */
function compareScopes(
  { demanding, shown }: Pick<Compared, 'demanding' | 'shown'>,
  { stage }: PublishedRoute,
): Statement[] {
  // What is met without scopes asks for none.
  const met = demanding.filter((each) =>
    each.every((required) => shown.some((words) => words.includes(shownFor(required)))),
  );
  if (met.some((each) => each.every(({ scopes }) => scopes.length === 0))) return [];
  const scopes = [...new Set(met.flatMap((each) => each.flatMap((required) => required.scopes)))].sort();
  if (scopes.length === 0) return [];
  const names = scopes.join(', ');
  const reader = stage.bindings.find(
    ({ plugin }) => isUnknown(plugin) || isUnknown(plugin.type) || plugin.type === 'accessControl',
  );
  return reader === undefined
    ? [
        fails(
          'openapi-scope-not-demanded',
          `the document demands scopes ${names}; no access control plug-in is bound that could look at them`,
        ),
      ]
    : [
        open(
          'openapi-scope-not-demanded',
          `the document demands scopes ${names}; whether access control rules do is not read`,
        ),
      ];
}

function wordsOf(demanding: readonly SecurityAlternative[], own: readonly string[]): string {
  const words = demanding.map(alternativeWords).join(' or ');
  return [...(words === '' ? [] : [words]), ...own.map(() => 'app authentication')].join(' and ');
}
