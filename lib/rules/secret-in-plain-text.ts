import { type JsonValue, memberOf } from '../json';
import type { GatewayModel } from '../model';
import { isUnknown, type Resource, resolveValue } from '../template';
import { gatewayResources, propertySubject } from './gateway-resources';
import { makerOf } from './maker';
import type { Judgement, Rule } from './rule';
import { fail, type Subject, unknown } from './subject';

/** The properties that hold secrets. */
const SECRETS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ALIYUN::ApiGateway::App', ['AppCode', 'AppSecret']],
  ['ALIYUN::ApiGateway::CustomDomain', ['CertificatePrivateKey']],
  ['ALIYUN::ApiGateway::Signature', ['SignatureSecret']],
]);

const app = (secret: string, parameters = ''): string => `${parameters}Resources:
  Shop:
    Type: ALIYUN::ApiGateway::App
    Properties: { AppName: shop, AppSecret: ${secret} }
`;

export const secretInPlainText: Rule = Object.freeze<Rule>({
  id: 'secret-in-plain-text',
  title: 'A secret stands in the template in plain text.',
  why: 'Whoever may read the repository, the stack or a build log has the secret.',
  mend: 'Take it from a parameter with NoEcho: true and without a default, or keep users and passwords in a plug-in dataset; then replace the secret.',
  severity: 'error',
  source: 'https://www.alibabacloud.com/help/doc-detail/28930.html (NoEcho)',
  grade: 'doc',
  bad: app('plain-text'),
  good: app('{ Ref: ShopSecret }', 'Parameters:\n  ShopSecret: { Type: String, NoEcho: true }\n'),
  isOfTemplates: true,
  *check(model) {
    for (const resource of gatewayResources(model)) {
      const names = SECRETS.get(resource.type);
      if (names !== undefined) yield* inProperties(names, resource);
    }
    yield* inPlugins(model);
  },
});

function* inProperties(names: readonly string[], resource: Resource): Generator<Judgement> {
  for (const name of names) {
    const value = resource.properties[name];
    if (value !== undefined) yield judge(value, resource, propertySubject(resource, name));
  }
}

function judge(value: JsonValue, resource: Resource, subject: Subject): Judgement {
  const known = resolveValue(value, resource);
  if (!isUnknown(known)) return plain(known, subject);
  const parameter = parameterOf(value, resource);
  if (parameter === undefined) return unknown(subject, `is made by ${makerOf(known)}`);
  const { declaration, name } = parameter;
  const preset = memberOf(declaration, 'Default');
  if (preset !== undefined && preset !== '') return fail(subject, `is the default of parameter ${name}`);
  if (/^true$/i.test(String(memberOf(declaration, 'NoEcho')))) return 'pass';
  return fail(subject, `comes from parameter ${name}, which the stack shows: it has no NoEcho`);
}

function plain(value: JsonValue, subject: Subject): Judgement {
  if (value === '' || value === null) return 'pass';
  // ROS is said to fill in such texts from another service; we did not read it on a page.
  if (typeof value === 'string' && /^\{\{resolve:[^}]+\}\}$/.test(value))
    return unknown(subject, 'is a dynamic reference');
  return fail(subject, 'stands in the template in plain text');
}

/** The parameter that somebody fills in who starts the stack. */
function parameterOf(
  value: JsonValue,
  { stack }: Resource,
): { readonly name: string; readonly declaration: JsonValue } | undefined {
  const name = memberOf(value, 'Ref');
  if (typeof name !== 'string' || stack.parent !== undefined) return undefined;
  const declaration = memberOf(stack.parameters, name);
  return declaration === undefined ? undefined : { name, declaration };
}

function* inPlugins({ plugins }: GatewayModel): Generator<Judgement> {
  for (const { data, resource, type } of plugins) {
    if (!isUnknown(type) && type !== 'basicAuth' && type !== 'backendSignature') continue;
    const subject = propertySubject(resource, 'PluginData');
    if (isUnknown(data)) yield unknown(subject, `is made by ${data.expression}`);
    else if (typeof data !== 'object' || data === null) yield unknown(subject, 'cannot be read');
    else yield* inData(data, resource);
  }
}

function* inData(data: JsonValue, resource: Resource): Generator<Judgement> {
  const users = memberOf(data, 'users');
  for (const [at, user] of (Array.isArray(users) ? users : []).entries()) {
    const password = memberOf(user, 'password');
    const subject = propertySubject(resource, 'PluginData', 'users', at, 'password');
    if (password !== undefined) yield plain(password, subject);
  }
  const secret = memberOf(data, 'secret');
  if (secret !== undefined) yield plain(secret, propertySubject(resource, 'PluginData', 'secret'));
}
