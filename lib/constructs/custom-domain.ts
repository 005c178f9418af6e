import { RosCustomDomain } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import { ApiStack } from './api-stack';
import type { BoundApi } from './bound-api';
import { claimLogicalId } from './logical-id';
import { anything, type MembersOf, objectOf, received, security, text } from './props';
import { replaceRosValues } from './ros-value';
import { isKnownText, type TemplateText } from './template-value';

/** The certificate of a custom domain. */
export interface DomainCertificate {
  readonly name: TemplateText;
  /** The certificate in PEM, on one line with `\n` for its line ends. */
  readonly body: TemplateText;
  /** A parameter with `noEcho`, or a secret that ROS reads at deployment; the key itself is refused. */
  readonly privateKey: ros.IResolvable;
}

/** What a custom domain can say. */
export interface CustomDomainOptions {
  /** @default - no certificate: the domain answers plain HTTP only until one is added in the console */
  readonly certificate?: DomainCertificate;
}

/**
 * A domain of an API group (`ALIYUN::ApiGateway::CustomDomain`). It waits for every binding of the group, so
 * that no route answers on it before its plug-ins are bound.
 *
 * The domain needs a DNS record before it can be bound: a CNAME to the group's sub-domain, or a TXT record. ROS
 * cannot bind it to one stage: it serves every stage of the group.
 *
 * @example
 * const domain: CustomDomain = orders.addCustomDomain('api.example.com');
 *
 * @see https://www.alibabacloud.com/help/en/api-gateway/traditional-api-gateway/user-guide/bind-a-domain-name-to-an-api-group
 */
export class CustomDomain extends ros.Construct {
  readonly domainName: string;
  /** The ROS resource, as an escape hatch. */
  readonly resource: RosCustomDomain;
  readonly #apis: () => readonly BoundApi[];

  constructor(
    scope: ros.Construct,
    props: CustomDomainOptions & {
      readonly domainName: string;
      readonly groupId: TemplateText;
      readonly basePath: string;
      /** The APIs of the group at the time of synthesis. */
      readonly apis: () => readonly BoundApi[];
    },
  ) {
    checkDomain(props.domainName, scope.node.path);
    checkCertificate(props.certificate, scope.node.path);
    // A domain that only ROS knows goes by the name of its parameter.
    const known = replaceRosValues(props.domainName, scope, ({ name }) => name);
    claimDomain(scope, `${known}${replaceRosValues(props.basePath, scope, ({ name }) => name)}`);
    super(scope, `Domain ${known}`);
    const { domainName, groupId, certificate } = props;
    this.#apis = props.apis;
    this.domainName = domainName;
    this.resource = new RosCustomDomain(
      this,
      claimLogicalId(scope, 'Domain', known.replace('*', 'Any')),
      {
        domainName,
        groupId,
        certificateName: certificate?.name,
        certificateBody: certificate?.body,
        certificatePrivateKey: certificate?.privateKey,
      },
      true,
    );
  }

  /** The last word: APIs and bindings may be added after the domain. */
  protected override prepare(): void {
    const ids = new Set(
      this.#apis().flatMap(({ apiStack, awaitedIds }) =>
        apiStack instanceof ApiStack ? [apiStack.stackResource.node.id] : awaitedIds,
      ),
    );
    for (const id of [...ids].sort()) this.resource.addRosDependency(id);
  }
}

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const DOMAIN = new RegExp(`^(?:\\*\\.)?(?:${LABEL}\\.)+${LABEL}$`);

function checkDomain(domainName: string, place: string): void {
  const isText = typeof domainName === 'string';
  if (isText && (!isKnownText(domainName) || (DOMAIN.test(domainName) && domainName.length <= 253))) return;
  const got = isText ? JSON.stringify(domainName) : received(domainName);
  throw new GatewayError('domain-invalid', `${got} is not a domain name`, {
    place,
    hint: "write it in lower case and without a scheme, like 'api.example.com' or '*.example.com'",
  });
}

const claimedDomains = new WeakMap<ros.Stack, Map<string, string>>();

/** Groups may share a domain when their base paths differ. */
function claimDomain(scope: ros.Construct, address: string): void {
  const stack = ros.Stack.of(scope);
  const claimed = claimedDomains.get(stack) ?? new Map<string, string>();
  claimedDomains.set(stack, claimed);
  const owner = claimed.get(address);
  if (owner !== undefined) {
    throw new GatewayError('domain-invalid', `${address} is bound to ${owner} already`, {
      place: scope.node.path,
      hint: 'groups that share a domain need different base paths',
    });
  }
  claimed.set(address, scope.node.path);
}

function checkCertificate(certificate: DomainCertificate | undefined, place: string): void {
  if (certificate === undefined || ros.Token.isUnresolved(certificate.privateKey)) return;
  throw new GatewayError('domain-invalid', 'the private key of the certificate would stand in the template', {
    place,
    hint: 'pass it as a RosParameter with noEcho: true',
  });
}

const DOMAIN_CERTIFICATE: MembersOf<DomainCertificate> = {
  name: text,
  body: text,
  // What is no value of ROS is refused with the reason.
  privateKey: anything,
};

export const CUSTOM_DOMAIN_OPTIONS: MembersOf<CustomDomainOptions> = {
  certificate: security(objectOf(DOMAIN_CERTIFICATE)),
};
