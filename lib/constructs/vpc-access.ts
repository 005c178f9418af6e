import { RosVpcAccessConfig } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import { claimLogicalId } from './logical-id';
import { assertOneCore } from './one-core';
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

/** A server inside a VPC that the gateway may reach already: the authorization was made elsewhere. */
export type ExistingVpcAccess = Omit<VpcAccessProps, 'name'>;

/**
 * Lets the gateway reach a server inside a VPC (`ALIYUN::ApiGateway::VpcAccessConfig`); APIs with a
 * `Backend.vpc(...)` of it wait for it.
 *
 * @see https://www.alibabacloud.com/help/ros/developer-reference/aliyun-apigateway-vpcaccessconfig
 */
export class VpcAccess extends ros.Construct {
  readonly vpcId: TemplateText;
  readonly instanceId: TemplateText;
  readonly port: TemplateNumber;
  /** The ROS resource, as an escape hatch. */
  readonly resource: RosVpcAccessConfig;

  /** @throws GatewayError `backend-invalid` for an empty name or a port outside 1 to 65535 */
  constructor(scope: ros.Construct, id: string, props: VpcAccessProps) {
    assertOneCore(scope);
    super(scope, id);
    const { name, vpcId, instanceId, port } = props;
    const wrong = (text: string) => new GatewayError('backend-invalid', text, { place: this.node.path });
    for (const [what, value] of Object.entries({ name, vpcId, instanceId })) {
      if (isKnownText(value) && value.trim() === '') throw wrong(`${what} is empty`);
    }
    if (typeof port === 'number' && !ros.Token.isUnresolved(port) && !isPort(port)) {
      throw wrong(`port must be a whole number from 1 to 65535, got ${port}`);
    }
    this.vpcId = vpcId;
    this.instanceId = instanceId;
    this.port = port;
    this.resource = new RosVpcAccessConfig(this, claimLogicalId(this), props, true);
  }
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
