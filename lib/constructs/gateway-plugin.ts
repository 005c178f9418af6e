import { RosPlugin } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import { LIMITS, NAMES } from '../facts';
import { whyNotForSignatures } from '../jwk';
import {
  type AccessControlModel,
  accessControl,
  type CorsModel,
  cors,
  findReservedHeader,
  type IpControlModel,
  ipControl,
  type JsonObject,
  type JwtAuthModel,
  jwtAuth,
  jwtAuthKeys,
  type PluginType,
  renderPluginData,
  type TrafficControlModel,
  trafficControl,
} from '../plugin';
import { claimLogicalId } from './logical-id';
import { tags } from './members';
import { checkDescription, checkName, checkTags, claimName, nameOf } from './names';
import { withRosValues } from './plugin-values';
import { anything, checkProps, literal, type MembersOf, text } from './props';
import { checkKnown } from './ros-value';
import { checkScope } from './scope';
import { renderTags, type TemplateText } from './template-value';

/** A plug-in that can be bound to APIs: one of this stack, or one that exists already. */
export interface BindablePlugin {
  readonly pluginType: string;
  readonly pluginId: TemplateText;
  /** What a binding of this plug-in adds to its logical id. */
  readonly bindingId: string;
  /** The stack that makes the plug-in; an existing plug-in can be bound from any stack. */
  readonly stack?: ros.Stack;
  /** The ROS resource that an API of the stack has to wait for. */
  readonly resource?: RosPlugin;
}

/** What every plug-in resource can say beside its data. */
export interface PluginProps {
  /**
   * The name in the console, unique in the account and region.
   * @default - made of the stack's name and the construct's path
   */
  readonly pluginName?: string;
  /** At most 200 characters. */
  readonly description?: string;
  /** At most 20. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** The type and the data of a plug-in, as the resource takes them. */
interface PluginContent {
  readonly pluginType: string;
  readonly pluginData: string;
  /** What is let through and should be looked at. */
  readonly warnings: readonly string[];
}

/**
 * A plug-in as an `ALIYUN::ApiGateway::Plugin`. Binding and editing take effect at once, without a new
 * deployment of the API; an API takes one plug-in of each type.
 *
 * @example
 * const browsers = GatewayPlugin.fromPluginId(this, 'Browsers', 'cors', 'id-of-the-plug-in');
 * orders.addApi('GET /orders', { plugins: [browsers] });
 *
 * @see https://www.alibabacloud.com/help/en/api-gateway/traditional-api-gateway/overview-3
 */
export abstract class GatewayPlugin extends ros.Construct implements BindablePlugin {
  readonly pluginType: string;
  readonly pluginId: TemplateText;
  readonly bindingId: string;
  readonly stack: ros.Stack;
  /** The ROS resource, as an escape hatch. */
  readonly resource: RosPlugin;

  /**
   * @throws GatewayError `name-invalid` for a name, description or tags that the service would refuse
   * @internal
   */
  protected constructor(scope: ros.Construct, id: string, props: PluginProps, content: PluginContent) {
    super(scope, id);
    const { description, tags } = props;
    const { pluginType, pluginData, warnings } = content;
    const place = this.node.path;
    this.stack = ros.Stack.of(this);
    const pluginName = props.pluginName ?? nameOf(this.node.path.replaceAll('/', '_'));
    checkName(pluginName, NAMES.plugin, 'plug-in name', place);
    claimName(this.stack, { construct: this, name: pluginName, what: 'plug-in name', place });
    checkDescription(description, LIMITS.pluginDescriptionCharacters.value, place);
    checkTags(tags, place);
    this.pluginType = pluginType;
    this.bindingId = claimLogicalId(this);
    const rendered = { pluginName, pluginType, pluginData, description, tags: renderTags(tags) };
    this.resource = new RosPlugin(this, this.bindingId, rendered, true);
    this.pluginId = this.resource.attrPluginId;
    for (const warning of warnings) this.node.addWarning(warning);
  }

  /**
   * A plug-in that exists already, to be bound to APIs of this stack.
   *
   * @param pluginType what the plug-in is (`cors`, `jwtAuth`, …): an API takes one of each type
   * @throws GatewayError `parameter-invalid` for a type that only ROS knows
   */
  static fromPluginId(
    scope: ros.Construct,
    id: string,
    pluginType: string,
    pluginId: TemplateText,
  ): BindablePlugin {
    checkKnown(pluginType, 'the type of the plug-in', `${scope.node.path}/${id}`);
    return { pluginType, pluginId, bindingId: claimLogicalId(scope, id) };
  }
}

/**
 * Cross-origin rules for browsers (`cors`).
 *
 * @example
 * new CorsPlugin(this, 'Browsers', {
 *   allowOrigins: ['https://shop.example.com'],
 *   allowMethods: ['GET', 'POST'],
 *   allowHeaders: ['Authorization', 'Content-Type'],
 * });
 */
export class CorsPlugin extends GatewayPlugin {
  constructor(scope: ros.Construct, id: string, props: PluginProps & CorsModel) {
    super(scope, id, props, contentOf(cors, props, { place: placeOf(new.target, scope, id), scope }));
  }
}

/**
 * Lists of addresses that may or may not call (`ipControl`).
 *
 * @example
 * new IpControlPlugin(this, 'Office', { type: 'ALLOW', items: [{ blocks: ['203.0.113.0/24'] }] });
 */
export class IpControlPlugin extends GatewayPlugin {
  constructor(scope: ros.Construct, id: string, props: PluginProps & IpControlModel) {
    super(scope, id, props, contentOf(ipControl, props, { place: placeOf(new.target, scope, id), scope }));
  }
}

/**
 * How often an API, a user or an app may call (`trafficControl`).
 *
 * @example
 * new TrafficControlPlugin(this, 'Limits', { unit: 'MINUTE', apiDefault: 6000, appDefault: 100 });
 */
export class TrafficControlPlugin extends GatewayPlugin {
  constructor(scope: ros.Construct, id: string, props: PluginProps & TrafficControlModel) {
    super(
      scope,
      id,
      props,
      contentOf(trafficControl, props, { place: placeOf(new.target, scope, id), scope }),
    );
  }
}

/**
 * Rules over parameters and claims (`accessControl`).
 *
 * @example
 * new AccessControlPlugin(this, 'Admins', {
 *   parameters: { role: 'Token:role' },
 *   rules: [{ name: 'admin', condition: "$role = 'admin'", ifFalse: 'DENY', statusCode: 403 }],
 * });
 */
export class AccessControlPlugin extends GatewayPlugin {
  constructor(scope: ros.Construct, id: string, props: PluginProps & AccessControlModel) {
    const place = placeOf(new.target, scope, id);
    const content = contentOf(accessControl, props, { place, scope });
    refuseSuccessOfDenial(props, place);
    super(scope, id, props, content);
  }
}

/**
 * The JWT Authorization plug-in (`jwtAuth`) alone; `JwtAuthorization` is what an API group asks for.
 *
 * @example
 * const { keys } = PublicKeySet.fromFile('keys/customers.jwks.json');
 * new JwtAuthPlugin(this, 'Jwt', { parameter: 'Authorization', parameterLocation: 'header', jwks: keys });
 */
export class JwtAuthPlugin extends GatewayPlugin {
  /** @throws GatewayError `key-set-invalid` for a key that is not for signatures, and what every plug-in throws */
  constructor(scope: ros.Construct, id: string, props: PluginProps & JwtAuthModel) {
    const place = placeOf(new.target, scope, id);
    const content = contentOf(jwtAuth, props, { place, scope });
    refuseReservedHeaders(props, place);
    refuseOtherKeys(props, place);
    super(scope, id, props, content);
  }
}

/** A plug-in that is written as data. */
export interface DataPluginProps extends PluginProps {
  /** `routing`, `caching`, … */
  readonly pluginType: string;
  /** What the console takes as YAML. */
  readonly pluginData: JsonObject;
}

/**
 * A plug-in of any type, written as data: for the types and settings that have no class of their own. Nothing in
 * the data is checked but its size, and that no private key stands in it, nor a parameter whose value could end its text.
 *
 * @example
 * new DataPlugin(this, 'Cache', { pluginType: 'caching', pluginData: { varyByApp: true, duration: 60 } });
 */
export class DataPlugin extends GatewayPlugin {
  constructor(scope: ros.Construct, id: string, props: DataPluginProps) {
    const place = placeOf(new.target, scope, id);
    checkProps<DataPluginProps>(props, DATA_PLUGIN_PROPS, { place });
    const pluginData = renderPluginData(withRosValues(props.pluginData, { place, scope }), place);
    super(scope, id, props, { pluginType: props.pluginType, pluginData, warnings: [] });
  }
}

/**
 * The service takes it; a caller that is denied would read that all went well.
 *
 * @throws GatewayError `plugin-data-invalid`
 */
function refuseSuccessOfDenial({ rules }: AccessControlModel, place: string): void {
  for (const { ifFalse, ifTrue, name, statusCode = 403 } of rules) {
    if ((ifTrue !== 'DENY' && ifFalse !== 'DENY') || statusCode < 200 || statusCode > 299) continue;
    throw new GatewayError(
      'plugin-data-invalid',
      `rule ${name} denies with the status ${statusCode} of a success`,
      {
        place,
        hint: 'write statusCode: 403',
      },
    );
  }
}

/**
 * A claim in such a header would be lost, or change where the request goes and how it is read.
 *
 * @throws GatewayError `claim-forward-conflict`
 */
function refuseReservedHeaders({ claimParameters }: JwtAuthModel, place: string): void {
  for (const { claimName, location, parameterName: name } of claimParameters ?? []) {
    const meaning = findReservedHeader({ location, name });
    if (meaning === undefined) continue;
    throw new GatewayError(
      'claim-forward-conflict',
      `claim ${claimName} is forwarded to header ${name}, which ${meaning}`,
      { place, hint: 'forward it under a name of its own, such as X-User-Id' },
    );
  }
}

/** Where a plug-in is going to stand; a scope that can hold none is refused. */
function placeOf(made: { readonly name: string }, scope: ros.Construct, id: string): string {
  checkScope(made.name, scope, id);
  return `${scope.node.path}/${id}`;
}

/** A key that verifies no signature has no business in a JWT plug-in: nobody knows what the service makes of it. */
function refuseOtherKeys(model: JwtAuthModel, place: string): void {
  const problems = jwtAuthKeys(model).flatMap((key, index) => {
    const why = whyNotForSignatures(key);
    return why === undefined ? [] : [{ path: `keys[${index}]`, message: why }];
  });
  if (problems.length === 0) return;
  throw new GatewayError('key-set-invalid', 'holds a key that is not for signatures', {
    place,
    problems,
    hint: "leave it out; jwt-gateway keys import does, of a provider's keys",
  });
}

function contentOf<Type extends string, Model>(
  type: PluginType<Type, Model>,
  props: PluginProps & Model,
  { place, scope }: { readonly place: string; readonly scope: ros.Construct },
): PluginContent {
  checkProps<PluginProps>(props, PLUGIN_PROPS, { place, others: 'model' });
  const { pluginName: _name, description: _description, tags: _tags, ...given } = props;
  const model = withRosValues(given, { model: type.type, place, scope });
  const pluginData = type.render(model as Model, place);
  const warnings = type.warnings(model as Model).map(({ path, message }) => `${path} ${message}`);
  return { pluginType: type.type, pluginData, warnings };
}

export const PLUGIN_PROPS: MembersOf<PluginProps> = { pluginName: text, description: text, tags };

const DATA_PLUGIN_PROPS: MembersOf<DataPluginProps> = {
  ...PLUGIN_PROPS,
  pluginType: literal,
  // The data is looked at by what renders it.
  pluginData: anything,
};
