import { isJsonObject, isSameValue, type JsonObject, type JsonValue, memberOf } from '../json';
import { accessControl, type JwtAuthModel, jwtAuth, jwtAuthKeys, tokenClaimRule } from '../plugin';
import { type Code, call, key, list, object, optionalText, text } from '../source-code';
import { type Resource, readEither } from '../template';
import { HIDDEN } from '../text';
import { jsonCode } from './json-code';
import { idOf } from './recorded-parts';

/** A plug-in of a recorded gateway as one of code. */
export interface PluginCode {
  /** Its name in the code. */
  readonly name: string;
  readonly type: string;
  /** Whether it is an authorization, with a list of plug-ins, and not one plug-in. */
  readonly isAuthorizer: boolean;
  /** The plug-in whose data this one checks, too, and that is therefore not declared by itself. */
  readonly checks: string | undefined;
  readonly statement: Code;
  /** Whether it is bound by its id, so that the template does not say what it contains. */
  readonly isById: boolean;
  /** What the statement needs of the package. */
  readonly values: readonly string[];
}

/** A plug-in bound by its id. */
export function pluginById(resource: Resource, name: string, id: string): PluginCode {
  const type = String(resource.properties.PluginType);
  const isAuthorizer = type === 'jwtAuth';
  const statement = isAuthorizer
    ? call(
        `const ${name} = JwtAuthorization.fromPluginIds`,
        'scope',
        text(id),
        object({ jwtAuth: text(idOf(resource)) }),
      )
    : call(`const ${name} = GatewayPlugin.fromPluginId`, 'scope', text(id), text(type), text(idOf(resource)));
  const values = [isAuthorizer ? 'JwtAuthorization' : 'GatewayPlugin'];
  return { name, type, isAuthorizer, isById: true, checks: undefined, statement, values };
}

interface MadeAnew {
  readonly name: string;
  readonly id: string;
  /** The accessControl plug-in that is always bound beside it. */
  readonly beside: Resource | undefined;
  readonly day: string;
}

/**
 * A plug-in that is made anew: a `JwtAuthorization` for a jwtAuth plug-in, which takes in the accessControl plug-in that
 * is always bound beside it where that checks issuer and audience as ours does; else its data.
 *
 * @returns `undefined` where the data was not recorded in whole
 */
export function pluginAnew(resource: Resource, { beside, day, id, name }: MadeAnew): PluginCode | undefined {
  const type = String(resource.properties.PluginType);
  const data = dataOf(resource);
  if (data === undefined || JSON.stringify(data).includes(HIDDEN)) return undefined;
  if (type === 'jwtAuth') return authorizationCode(data, { beside, day, id, name });
  const made = object({ pluginType: text(type), pluginData: jsonCode(data) });
  return {
    name,
    type,
    isAuthorizer: false,
    isById: false,
    checks: undefined,
    statement: call(`const ${name} = new DataPlugin`, 'scope', text(id), made),
    values: ['DataPlugin'],
  };
}

/** The data of a plug-in; `undefined` where it cannot be read. */
function dataOf({ properties: { PluginData } }: Resource): JsonObject | undefined {
  if (typeof PluginData !== 'string') return undefined;
  try {
    const { value } = readEither(PluginData, 'PluginData');
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const KNOWN: readonly string[] = [
  'parameter',
  'parameterLocation',
  'claimParameters',
  'preventJtiReplay',
  'bypassEmptyToken',
  'ignoreExpirationCheck',
  'jwk',
  'jwks',
];

function authorizationCode(data: JsonObject, { beside, day, id, name }: MadeAnew): PluginCode | undefined {
  const model = modelIn(data);
  if (model === undefined) return undefined;
  const claims = beside && claimsIn(beside);
  const keys = jwtAuthKeys(model);
  const options = object({
    keys: call('PublicKeySet.of', list(keys.map((each) => jsonCode(each as unknown as JsonValue)))),
    token: object({
      parameter: text(model.parameter),
      parameterLocation: optionalText(model.parameterLocation),
    }),
    issuer: optionalText(claims?.issuer),
    audience: claims?.audience === undefined ? undefined : jsonCode(claims.audience),
    forwardClaims: forwardsCode(model, day),
    preventJtiReplay: flagCode(model.preventJtiReplay),
    ignoreExpirationCheck: flagCode(model.ignoreExpirationCheck),
    bypassEmptyToken: model.bypassEmptyToken
      ? call('PublicAccess.because', text(`a token may be missing in the console on ${day}`))
      : undefined,
    keyForm: model.jwks === undefined || keys.length > 1 ? undefined : text('jwks'),
  });
  return {
    name,
    type: 'jwtAuth',
    isAuthorizer: true,
    isById: false,
    checks: claims === undefined ? undefined : beside?.id,
    statement: call(`const ${name} = new JwtAuthorization`, 'scope', text(id), options),
    values: [
      'JwtAuthorization',
      'PublicKeySet',
      ...(model.claimParameters === undefined ? [] : ['Forward']),
      ...(model.bypassEmptyToken ? ['PublicAccess'] : []),
    ],
  };
}

/** A jwtAuth plug-in of which an authorization can say everything. */
function modelIn(data: JsonObject): JwtAuthModel | undefined {
  if (
    !Object.keys(data).every((name) => KNOWN.includes(name)) ||
    (data.jwk !== undefined && data.jwks !== undefined)
  )
    return undefined;
  try {
    const model = jwtAuth.parse(data);
    const names = (model.claimParameters ?? []).map(({ claimName }) => claimName);
    return new Set(names).size === names.length ? model : undefined;
  } catch {
    return undefined;
  }
}

function flagCode(flag: boolean | undefined): Code | undefined {
  return flag === undefined ? undefined : String(flag);
}

const FORWARDS: Readonly<Record<string, string>> = {
  header: 'Forward.header',
  query: 'Forward.query',
  path: 'Forward.path',
  formData: 'Forward.formData',
};

/** A caller may set on a PASSTHROUGH API what is forwarded there; it was so in the console. */
function forwardsCode({ claimParameters }: JwtAuthModel, day: string): Code | undefined {
  if (claimParameters === undefined) return undefined;
  const members = claimParameters.map(({ claimName, location, parameterName }) => {
    const options = object({ clientMaySet: text(`as in the console on ${day}`) });
    return [key(claimName), call(FORWARDS[location] ?? '', text(parameterName), options)] as const;
  });
  return object(Object.fromEntries(members));
}

interface Claims {
  readonly issuer?: string;
  readonly audience?: string | string[];
}

/** The issuer and audience that an accessControl plug-in checks, where it is the one that our constructs would make. */
function claimsIn(resource: Resource): Claims | undefined {
  const data = dataOf(resource);
  if (data === undefined) return undefined;
  const valuesOf = (claim: string): string[] | undefined => {
    const rules = memberOf(data, 'rules');
    const rule = (Array.isArray(rules) ? rules : []).find((each) => memberOf(each, 'name') === claim);
    const condition = memberOf(rule, 'condition');
    return typeof condition === 'string'
      ? [...condition.matchAll(/'([^']*)'/g)].map(([, value = '']) => value)
      : undefined;
  };
  const [issuer] = valuesOf('issuer') ?? [];
  const audiences = valuesOf('audience');
  const audience = audiences?.length === 1 ? audiences[0] : audiences;
  const claims = {
    ...(issuer === undefined ? {} : { issuer }),
    ...(audience === undefined ? {} : { audience }),
  };
  try {
    const ours = accessControl.parse(JSON.parse(JSON.stringify(tokenClaimRule(claims))));
    const theirs = accessControl.parse(data);
    const isSame = isSameValue(ours as unknown as JsonValue, theirs as unknown as JsonValue);
    return isSame ? claims : undefined;
  } catch {
    return undefined;
  }
}
