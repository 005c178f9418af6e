import { isSecretName, SECRET_PROPERTIES, secretPathsOf } from '../facts';
import { isJsonObject, type JsonValue, memberOf } from '../json';
import type { GatewayModel } from '../model';
import { isUnknown, type Resource, resolveValue } from '../template';
import { findSecrets, secretsInText } from '../text';
import { GATEWAY_TYPE, gatewayResources, propertySubject } from './gateway-resources';
import { makerOf } from './maker';
import type { Judgement, Rule } from './rule';
import { fail, type Subject, unknown } from './subject';

const app = (secret: string, parameters = ''): string => `${parameters}Resources:
  Shop:
    Type: ALIYUN::ApiGateway::App
    Properties: { AppName: shop, AppSecret: ${secret} }
`;

export const secretInPlainText: Rule = Object.freeze<Rule>({
  id: 'secret-in-plain-text',
  title: 'A secret stands in the template in plain text.',
  why: 'Whoever may read the repository, the stack or a build log has the secret.',
  remediation:
    'Take it from a parameter with NoEcho: true and without a default, or keep users and passwords in a plug-in dataset; then replace the secret.',
  severity: 'error',
  source: 'https://www.alibabacloud.com/help/doc-detail/28930.html (NoEcho)',
  grade: 'doc',
  bad: app('plain-text'),
  good: app('{ Ref: ShopSecret }', 'Parameters:\n  ShopSecret: { Type: String, NoEcho: true }\n'),
  isOfTemplates: true,
  *check(model) {
    for (const resource of gatewayResources(model)) {
      const names = SECRET_PROPERTIES.get(resource.type);
      if (names !== undefined) yield* inProperties(names, resource);
      if (resource.type === `${GATEWAY_TYPE}Api`) yield* inApi(resource);
      if (resource.type === `${GATEWAY_TYPE}StageConfig`) yield* inVariables(resource);
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

/** Constants that are called like a secret, or look like one, and what the address of the backend says. */
function* inApi(resource: Resource): Generator<Judgement> {
  const { ConstParameters, ServiceConfig } = resource.properties;
  for (const [at, item] of (Array.isArray(ConstParameters) ? ConstParameters : []).entries()) {
    const [name, value] = [memberOf(item, 'ServiceParameterName'), memberOf(item, 'ConstValue')];
    if (value === undefined) continue;
    const isNamed = typeof name === 'string' && isSecretName(name);
    if (!isNamed && !(typeof value === 'string' && secretsInText(value).length > 0)) continue;
    yield judge(value, resource, propertySubject(resource, 'ConstParameters', at, 'ConstValue'));
  }
  for (const name of ['ServiceAddress', 'ServicePath']) {
    const value = memberOf(ServiceConfig, name);
    if (value === undefined || !hasSecret(value, resource)) continue;
    const subject = propertySubject(resource, 'ServiceConfig', name);
    yield fail(subject, 'names a user, a password or a token in the address');
  }
}

/** Also of an address that a function puts together. */
function hasSecret(value: JsonValue, resource: Resource): boolean {
  const known = resolveValue(value, resource);
  return findSecrets(isUnknown(known) ? value : known).size > 0;
}

function* inVariables(resource: Resource): Generator<Judgement> {
  const { Variables } = resource.properties;
  if (!isJsonObject(Variables)) return;
  for (const [name, value] of Object.entries(Variables))
    if (isSecretName(name)) yield judge(value, resource, propertySubject(resource, 'Variables', name));
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
    if (!isUnknown(type) && secretPathsOf(type).length === 0) continue;
    const subject = propertySubject(resource, 'PluginData');
    if (isUnknown(data)) yield unknown(subject, `is made by ${data.expression}`);
    else if (typeof data !== 'object' || data === null) yield unknown(subject, 'cannot be read');
    else
      for (const path of secretPathsOf(isUnknown(type) ? undefined : type))
        for (const { steps, value } of valuesAt(data, path))
          yield plain(value, propertySubject(resource, 'PluginData', ...steps));
  }
}

/** What stands at a path, `*` for every item of a list. */
function valuesAt(
  value: JsonValue,
  [step, ...rest]: readonly string[],
): { readonly steps: readonly (string | number)[]; readonly value: JsonValue }[] {
  if (step === undefined) return [{ steps: [], value }];
  const members: readonly (readonly [string | number, JsonValue | undefined])[] =
    step === '*' ? (Array.isArray(value) ? [...value.entries()] : []) : [[step, memberOf(value, step)]];
  return members.flatMap(([at, member]) =>
    member === undefined
      ? []
      : valuesAt(member, rest).map((found) => ({ ...found, steps: [at, ...found.steps] })),
  );
}
