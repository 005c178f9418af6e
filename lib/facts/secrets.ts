import { PLUGIN_TYPES } from './plugin-types';

/**
 * Names of members, headers, parameters and variables whose values are secrets, in small letters and without
 * `-`, `_`, `.` and spaces. Which names people give to secrets is told by no page: this list is `recall`.
 */
const SECRET_NAME =
  /pass(?:word|wd|phrase|code)|^pwd$|secret|privatekey|publickey$|accesskey|apikey|appcode|authcode|credential|authorization|cookie|signingkey|encryptionkey|hmackey|masterkey|authkey|subscriptionkey|functionskey|connectionstring|sessionid|^users$|^userdata$|token$|^jwt$|^pin$|^certificatebody$/;

/** Names of what is said about secrets: `TokenUrl`, `PasswordPolicy`, `SecretName`. */
const ABOUT_SECRETS =
  /(?:name|type|policy|url|uri|arn|ttl|lifetime|expiry|expires|enabled|required|algorithm|location|count|length|version)$/;

/** Further names that are secrets in the query of an address: signed addresses carry what stands for a password. */
const SECRET_QUERY = /^(?:key|sig|signature|auth|code|sign|hmac|pass|pwd|ticket|otp|nonce)$|signature$|key$/;

const known = new Map<string, boolean>();

/** No template has more names; a hostile one must not fill the memory. */
const MOST_KNOWN = 10_000;

/** Whether what stands under a name is a secret, as far as the name tells: `X-Api-Key`, `AppSecret`, `db_password`. */
export function isSecretName(name: string): boolean {
  const answer = known.get(name);
  if (answer !== undefined) return answer;
  const words = plain(name);
  const found = SECRET_NAME.test(words) && !ABOUT_SECRETS.test(words);
  if (known.size < MOST_KNOWN) known.set(name, found);
  return found;
}

/** The same for a parameter in the query of an address: `sig`, `access_token`. */
export function isSecretQueryName(name: string): boolean {
  return isSecretName(name) || SECRET_QUERY.test(plain(name));
}

function plain(name: string): string {
  return name.replace(/[-_. ]/g, '').toLowerCase();
}

/** The properties of resources of the service that hold secrets. */
export const SECRET_PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['ALIYUN::ApiGateway::App', ['AppCode', 'AppSecret']],
  ['ALIYUN::ApiGateway::CustomDomain', ['CertificatePrivateKey']],
  ['ALIYUN::ApiGateway::Signature', ['SignatureSecret']],
]);

/** The paths of secrets in the data of a plug-in type, `*` for any member or item; of an unknown type, all of them. */
export function secretPathsOf(type: string | undefined): readonly (readonly string[])[] {
  const rows = Object.entries(PLUGIN_TYPES);
  const meant = type === undefined ? rows : rows.filter(([name]) => name === type);
  return meant.flatMap(([, { value }]) => value.secrets.map((path) => path.split('.')));
}

/** Members that name something, and members beside them that hold its value: `{ HeaderName: …, HeaderValue: … }`. */
export const NAMING_MEMBERS = [
  'ServiceParameterName',
  'ApiParameterName',
  'ParameterName',
  'HeaderName',
  'VariableName',
  'Name',
  'name',
  'Key',
  'key',
] as const;

/** The members with the values: see {@link NAMING_MEMBERS}. */
export const NAMED_VALUES: ReadonlySet<string> = new Set([
  'ConstValue',
  'ConstantValue',
  'ConstParamValue',
  'ParameterValue',
  'HeaderValue',
  'VariableValue',
  'DefaultValue',
  'DemoValue',
  'EnumValue',
  'Value',
  'value',
]);
