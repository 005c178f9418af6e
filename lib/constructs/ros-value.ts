import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import { parameterDeclaration } from './core-internals';
import { digestOf } from './names';
import { received } from './props';

/** A value inside a text that only ROS fills in. */
export interface RosValue {
  /** What stands for it until the template is written. */
  readonly token: string;
  /** What it is in the template, the same in each run: `Issuer`, `Orders.GroupId`. */
  readonly name: string;
  readonly kind: 'parameter' | 'parameter elsewhere' | 'pseudo-parameter' | 'id' | 'attribute' | 'function';
  /** How the template declares the parameter. */
  readonly declared: Readonly<Record<string, unknown>>;
}

const TOKEN = /\$\{Token\[[A-Za-z0-9:._-]+\]\}/g;

/** A text for one that is given as an object of core, too. */
export function asText(value: string | ros.IResolvable): string {
  // What is neither, as JavaScript may give it, stays what it is: whoever looks at it tells.
  return ros.Tokenization.isResolvable(value) ? ros.Token.asString(value) : value;
}

/** The values in a text that only ROS fills in, in their order. */
export function rosValuesIn(text: string, scope: ros.Construct): readonly RosValue[] {
  return (text.match(TOKEN) ?? []).map((token) => rosValueOf(token, ros.Stack.of(scope)));
}

/** The text with something else in the place of each value that only ROS fills in. */
export function replaceRosValues(
  text: string,
  scope: ros.Construct,
  by: (value: RosValue) => string,
): string {
  return text.replace(TOKEN, (token) => by(rosValueOf(token, ros.Stack.of(scope))));
}

/** The text with a plain letter in the place of each value that only ROS fills in, to look at what is around it. */
export function withoutRosValues(text: string): string {
  return text.replace(TOKEN, 'x');
}

function rosValueOf(token: string, stack: ros.Stack): RosValue {
  const { firstToken } = ros.Tokenization.reverseString(token);
  const written: unknown = stack.resolve(firstToken);
  const name = referenceName(written);
  const [resource, attribute] = attributeIn(written);
  if (name !== undefined) return { token, name, ...declarationOf(name, firstToken, stack) };
  if (attribute !== undefined) {
    const kind = isIdOfGateway(firstToken, attribute) ? 'id' : 'attribute';
    return { token, name: `${resource}.${attribute}`, kind, declared: {} };
  }
  return { token, name: digestOf(JSON.stringify(written) ?? ''), kind: 'function', declared: {} };
}

function declarationOf(name: string, token: unknown, stack: ros.Stack): Pick<RosValue, 'kind' | 'declared'> {
  if (name.startsWith('ALIYUN::')) return { kind: 'pseudo-parameter', declared: {} };
  const target = ros.Reference.isReference(token) ? token.target : findParameter(name, stack);
  if (!(target instanceof ros.RosParameter))
    return { kind: isIdOfGateway(token, 'Id') ? 'id' : 'function', declared: {} };
  const kind = ros.Stack.of(target) === stack ? 'parameter' : 'parameter elsewhere';
  return { kind, declared: parameterDeclaration(target) };
}

/** The service makes an id itself; any other attribute may repeat what somebody has written. */
function isIdOfGateway(token: unknown, attribute: string): boolean {
  const target = ros.Reference.isReference(token) ? token.target : undefined;
  const isOfGateway =
    target instanceof ros.RosResource && target.rosResourceType.startsWith('ALIYUN::ApiGateway::');
  return isOfGateway && attribute.endsWith('Id');
}

/** For `Fn.ref`, which knows the name alone. */
function findParameter(name: string, stack: ros.Stack): ros.IConstruct | undefined {
  const parameters = stack.node.findAll().filter((each) => each instanceof ros.RosParameter);
  return parameters.find((each) => each.node.id === name && ros.Stack.of(each) === stack);
}

function referenceName(written: unknown): string | undefined {
  const name = memberIn(written, 'Ref');
  return typeof name === 'string' ? name : undefined;
}

function attributeIn(written: unknown): readonly (string | undefined)[] {
  const path = memberIn(written, 'Fn::GetAtt');
  return Array.isArray(path) ? path.map(String) : [];
}

function memberIn(written: unknown, name: string): unknown {
  return typeof written === 'object' && written !== null
    ? (written as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** Stands for the values that only ROS knows while a text is looked at and taken apart; nobody writes such characters. */
export class HiddenValues {
  readonly #scope: ros.Construct;
  readonly #tokens = new Map<string, string>();

  constructor(scope: ros.Construct) {
    this.#scope = scope;
  }

  /** The text with the names of its values, which are the same in each run. */
  hide(text: string): string {
    return replaceRosValues(text, this.#scope, ({ name, token }) => {
      const hidden = `\uE000${name}\uE001`;
      this.#tokens.set(hidden, token);
      return hidden;
    });
  }

  show(text: string): string {
    return text.replace(/\uE000[^\uE001]*\uE001/g, (hidden) => this.#tokens.get(hidden) ?? hidden);
  }
}

/**
 * Refuses a text that only ROS knows where its content is needed now.
 *
 * @param what what the text is, as in `the reason`
 * @throws GatewayError `parameter-invalid`
 */
export function checkKnown(value: unknown, what: string, place: string): void {
  if (!ros.Token.isUnresolved(value)) return;
  throw new GatewayError(
    'parameter-invalid',
    `${what} must be a text that is known at synthesis, got ${received(value)}, which has a value at deployment only`,
    { place },
  );
}
