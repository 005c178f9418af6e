import { RosVpcAccessConfig } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import { claimLogicalId } from './logical-id';
import { textOrVariable } from './members';
import { claimName } from './names';
import { checkProps, type MembersOf, number, text } from './props';
import { checkScope } from './scope';
import type { StageVariable } from './stage-variable';
import { isKnownText, type TemplateNumber, type TemplateText } from './template-value';

/** A server inside a VPC that the gateway may reach. */
export interface VpcAccessProps {
  /** The name of the authorization, unique in the account. */
  readonly name: TemplateText;
  readonly vpcId: TemplateText;
  /** An ECS, SLB, ALB or NLB instance in that VPC. */
  readonly instanceId: TemplateText;
  readonly port: TemplateNumber;
}

/** A server inside a VPC that the gateway may reach already; where it is, may differ from stage to stage. */
export interface VpcAccessAttributes {
  readonly vpcId: TemplateText | StageVariable;
  readonly instanceId: TemplateText | StageVariable;
  readonly port: TemplateNumber;
}

/**
 * Lets the gateway reach a server inside a VPC (`ALIYUN::ApiGateway::VpcAccessConfig`); APIs with a
 * `Backend.vpc(...)` of it wait for it.
 *
 * @example
 * const access = new VpcAccess(this, 'Access', { name: 'orders', vpcId, instanceId, port: 8080 });
 * const backend = Backend.vpc(access);
 *
 * @see https://www.alibabacloud.com/help/ros/developer-reference/aliyun-apigateway-vpcaccessconfig
 */
export class VpcAccess extends ros.Construct implements VpcAccessAttributes {
  readonly vpcId: TemplateText;
  readonly instanceId: TemplateText;
  readonly port: TemplateNumber;
  /** The ROS resource, as an escape hatch. */
  readonly resource: RosVpcAccessConfig;

  /** @throws GatewayError `backend-invalid` for an empty name or a port outside 1 to 65535 */
  constructor(scope: ros.Construct, id: string, props: VpcAccessProps) {
    checkScope('VpcAccess', scope, id);
    checkProps<VpcAccessProps>(props, VPC_ACCESS_PROPS, { place: `${scope.node.path}/${id}` });
    super(scope, id);
    const { name, vpcId, instanceId, port } = props;
    const wrong = (text: string) => new GatewayError('backend-invalid', text, { place: this.node.path });
    for (const [what, value] of Object.entries({ name, vpcId, instanceId, port })) {
      if (value === undefined) throw wrong(`${what} is missing`);
      if (isText(value) && value.trim() === '') throw wrong(`${what} is empty`);
    }
    if (typeof port === 'number' && !ros.Token.isUnresolved(port) && !isPort(port)) {
      throw wrong(`port must be a whole number from 1 to 65535, got ${port}`);
    }
    claimName(ros.Stack.of(this), { construct: this, name, what: 'VPC access name', place: this.node.path });
    this.vpcId = vpcId;
    this.instanceId = instanceId;
    this.port = port;
    this.resource = new RosVpcAccessConfig(this, claimLogicalId(this), props, true);
  }

  /**
   * An access that was made elsewhere; nothing is written for it.
   *
   * @throws GatewayError `backend-invalid` for a property that is missing or wrong
   * @example
   * const backend = Backend.vpc(VpcAccess.fromAttributes({ vpcId, instanceId, port: 8080 }));
   */
  static fromAttributes(attributes: VpcAccessAttributes): VpcAccessAttributes {
    const place = 'VpcAccess.fromAttributes';
    checkProps<VpcAccessAttributes>(attributes, VPC_ACCESS_ATTRIBUTES, { place, code: 'backend-invalid' });
    for (const name of ['vpcId', 'instanceId', 'port'] as const)
      if (attributes[name] === undefined)
        throw new GatewayError('backend-invalid', `${name} is missing`, { place });
    return { ...attributes };
  }
}

function isText(value: TemplateText | TemplateNumber): value is string {
  return typeof value === 'string' && isKnownText(value);
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

const VPC_ACCESS_ATTRIBUTES: MembersOf<VpcAccessAttributes> = {
  vpcId: textOrVariable,
  instanceId: textOrVariable,
  port: number,
};

const VPC_ACCESS_PROPS: MembersOf<VpcAccessProps> = {
  name: text,
  vpcId: text,
  instanceId: text,
  port: number,
};
