import { addCloudNative } from '../cloud-native';
import { type GatewayModel, parseTemplate, type ReadingOptions, readGateway } from '../model';

/** An app of ROS CDK, as far as it matters here: a class of another copy of the package does as well. */
export interface AppLike {
  synth(): AssemblyLike;
}

/** A stack of ROS CDK, as far as it matters here. */
export interface StackLike {
  readonly stackName: string;
  readonly node: { readonly root: unknown };
}

/** What an app of ROS CDK makes, as far as it matters here. */
export interface AssemblyLike {
  readonly directory: string;
  readonly stacks: readonly { readonly stackName: string; readonly template: unknown }[];
}

/** A ROS template as an object. */
export interface TemplateLike {
  readonly Resources?: unknown;
}

/** What a gateway can be made from: a stack, an app, a template, or the path of a template or of a `cdk.out`. */
export type GatewaySource = StackLike | AppLike | TemplateLike | string;

/**
 * Reads what a source means to the gateway. A stack or an app is synthesized, once: what is added to it later is not
 * seen.
 *
 * @throws GatewayError `file-unreadable`, `template-invalid`, and what synthesis throws
 * @throws TypeError for anything else
 */
export function modelFrom(source: GatewaySource, options: ReadingOptions = {}): GatewayModel {
  if (typeof source === 'string') return addCloudNative(readGateway(source, options));
  if (isApp(source)) return addCloudNative(readGateway(source.synth().directory, options));
  if (isStack(source)) return modelOfStack(source, options);
  if (typeof source === 'object' && source !== null && 'Resources' in source)
    return modelOf(source, 'template', options);
  throw new TypeError('a gateway is made from a stack, an app, a template or the path of one');
}

function modelOfStack({ node, stackName }: StackLike, options: ReadingOptions): GatewayModel {
  if (!isApp(node.root))
    throw new TypeError(`the stack ${stackName} is in no app, and cannot be synthesized`);
  const { stacks } = node.root.synth();
  const made = stacks.find((each) => each.stackName === stackName);
  if (made === undefined) throw new TypeError(`the app makes no stack ${stackName}`);
  return modelOf(made.template, stackName, options);
}

function modelOf(template: unknown, name: string, options: ReadingOptions): GatewayModel {
  return addCloudNative(parseTemplate(JSON.stringify(template, null, 2), `${name}.template.json`, options));
}

function isApp(source: unknown): source is AppLike {
  return (
    typeof source === 'object' && source !== null && 'synth' in source && typeof source.synth === 'function'
  );
}

function isStack(source: unknown): source is StackLike {
  return typeof source === 'object' && source !== null && 'stackName' in source && 'node' in source;
}
