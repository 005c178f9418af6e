import { RosGroup } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { LIMITS, NAMES } from '../facts';
import { API_DEFAULTS, type ApiDefaults, ApiGroupBase, type EveryStageNamed } from './api-group-base';
import type { Authorization } from './api-options';
import type { Backend } from './backend';
import { claimLogicalId } from './logical-id';
import { tags } from './members';
import { checkDescription, checkName, checkTags, claimName } from './names';
import { checkProps, type Exactly, flag, type MembersOf, text } from './props';
import { checkScope } from './scope';
import { isKnownText, renderTags, type TemplateText } from './template-value';

/** An API group and the defaults of its APIs. */
export interface ApiGroupProps extends ApiDefaults {
  /** Unique in the account: 4 to 50 letters, digits and underscores, the first a letter. */
  readonly groupName: TemplateText;
  /** At most 180 characters. */
  readonly description?: string;
  /** A dedicated instance. Cannot be changed later. @default - the shared or serverless instance */
  readonly instanceId?: TemplateText;
  /** Opens the default sub-domain, which is for tests only, to the internet. @default false */
  readonly internetEnable?: boolean;
  /** Opens the default sub-domain to VPCs. @default false */
  readonly vpcIntranetEnable?: boolean;
  /** At most 20. */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A group with both defaults, for a field: its `addApi` needs nothing but the route.
 *
 * @example
 * class Shop {
 *   constructor(readonly orders: ProtectedApiGroup) {
 *     orders.addApi('GET /orders');
 *   }
 * }
 */
export type ProtectedApiGroup = ApiGroup<
  ApiGroupProps & { readonly defaultAuthorization: Authorization; readonly backend: Backend }
>;

/** An API group that exists already, and the defaults of the APIs that this stack adds to it. */
export interface ExistingApiGroupProps extends ApiDefaults {
  readonly groupId: TemplateText;
}

/**
 * An API group (`ALIYUN::ApiGateway::Group`): the routes that share a domain, and what they have in common. Its
 * default sub-domain is closed unless asked for.
 *
 * @example
 * const orders = new ApiGroup(this, 'Orders', {
 *   groupName: 'orders',
 *   stages: ['RELEASE'],
 *   backend: Backend.http('https://orders.internal.example.com'),
 *   defaultAuthorization: customers,
 * });
 * orders.addApi('GET /orders/[orderId]');
 *
 * @see https://www.alibabacloud.com/help/en/ros/developer-reference/aliyun-apigateway-group
 */
export class ApiGroup<const Props extends ApiGroupProps = ApiGroupProps> extends ApiGroupBase<Props> {
  readonly groupId: TemplateText;
  protected readonly isShared: boolean | undefined;
  /** The address that a custom domain's CNAME record points to. */
  readonly subDomain: TemplateText;
  /** The ROS resource, as an escape hatch. */
  readonly resource: RosGroup;

  /** @throws GatewayError `name-invalid`, `stage-unknown` or `route-invalid` (the base path) */
  constructor(
    scope: ros.Construct,
    id: string,
    props: Exactly<Props, ApiGroupProps> & EveryStageNamed<Props>,
  ) {
    checkScope('ApiGroup', scope, id);
    checkProps<ApiGroupProps>(props, API_GROUP_PROPS, { place: `${scope.node.path}/${id}` });
    super(scope, id, props);
    const { groupName, description, basePath, instanceId, passthroughHeaders, tags } = props;
    const { internetEnable = false, vpcIntranetEnable = false } = props;
    checkName(groupName, NAMES.groupOrApi, 'group name', this.node.path);
    claimName(ros.Stack.of(this), {
      construct: this,
      name: groupName,
      what: 'group name',
      place: this.node.path,
    });
    checkDescription(description, LIMITS.descriptionCharacters.value, this.node.path);
    checkTags(tags, this.node.path);
    const network = { internetEnable, vpcIntranetEnable };
    const described = { groupName, description, basePath, instanceId, passthroughHeaders };
    this.resource = new RosGroup(
      this,
      claimLogicalId(this),
      { ...described, ...network, tags: renderTags(tags) },
      true,
    );
    this.groupId = this.resource.attrGroupId;
    this.isShared = isSharedInstance(instanceId);
    this.subDomain = this.resource.attrSubDomain;
    this.addOutputs();
  }

  /** An API group that exists already. APIs can be added to it. */
  static fromGroupId<const Existing extends ExistingApiGroupProps>(
    scope: ros.Construct,
    id: string,
    props: Exactly<Existing, ExistingApiGroupProps> & EveryStageNamed<Existing>,
  ): ExistingApiGroup<Existing> {
    return new ExistingApiGroup<Existing>(scope, id, props);
  }

  private addOutputs(): void {
    const output = (name: string, description: string, value: TemplateText) =>
      new ros.RosOutput(this, `${this.resource.node.id}${name}`, { description, value });
    output('GroupId', 'Id of the API group', this.groupId);
    output('SubDomain', "Target of the CNAME record of the group's custom domains", this.subDomain);
  }
}

function isSharedInstance(instanceId: TemplateText | undefined): boolean | undefined {
  if (instanceId === undefined) return true;
  return isKnownText(instanceId) ? instanceId.startsWith('api-shared') : undefined;
}

/**
 * An API group that was made elsewhere; see `ApiGroup.fromGroupId`.
 *
 * @example
 * const existing = ApiGroup.fromGroupId(this, 'Existing', {
 *   groupId: 'id-of-the-group',
 *   stages: ['RELEASE'],
 *   defaultAuthorization: customers,
 * });
 * existing.addExistingApi('GET /orders', { apiId: 'id-of-the-api' });
 */
export class ExistingApiGroup<
  const Props extends ExistingApiGroupProps = ExistingApiGroupProps,
> extends ApiGroupBase<Props> {
  readonly groupId: TemplateText;
  protected readonly isShared = undefined;

  constructor(
    scope: ros.Construct,
    id: string,
    props: Exactly<Props, ExistingApiGroupProps> & EveryStageNamed<Props>,
  ) {
    checkScope('ExistingApiGroup', scope, id);
    checkProps<ExistingApiGroupProps>(props, EXISTING_API_GROUP_PROPS, { place: `${scope.node.path}/${id}` });
    super(scope, id, props);
    this.groupId = props.groupId;
  }
}

const API_GROUP_PROPS: MembersOf<ApiGroupProps> = {
  ...API_DEFAULTS,
  groupName: text,
  description: text,
  instanceId: text,
  internetEnable: flag,
  vpcIntranetEnable: flag,
  tags,
};

const EXISTING_API_GROUP_PROPS: MembersOf<ExistingApiGroupProps> = { ...API_DEFAULTS, groupId: text };
