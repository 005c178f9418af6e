import { SOURCES } from '../facts';
import type { GatewayDeployment } from '../model';
import { isUnknown } from '../template';
import { propertyOf } from './property';
import type { Judgement, Rule } from './rule';
import { fail, resourceSubject, unknown } from './subject';

/** A digest of the definition, or a part of one. */
const DIGEST = /[0-9a-f]{8,}/;

const deployment = (description: string): string => `Resources:
  OrdersReleased:
    Type: ALIYUN::ApiGateway::Deployment
    Properties: { ApiId: orders, GroupId: shop, StageName: RELEASE, Description: ${description} }
`;

export const deploymentMissesEdits: Rule = Object.freeze<Rule>({
  id: 'deployment-misses-edits',
  title: 'An edited API is not published again.',
  why: 'ROS updates a Deployment only when one of its own properties changes. Where none does, the gateway goes on serving the old definition of the API, its authentication included.',
  remediation: 'Write a digest of the definition of the API into the Description of the Deployment.',
  severity: 'warning',
  source: SOURCES.rosSpec,
  grade: 'inferred',
  bad: deployment('orders in production'),
  good: deployment('definition 5f3c0d9a17e24b86'),
  isOfTemplates: true,
  check: ({ deployments }) => deployments.map(judge),
});

function judge(deployment: GatewayDeployment): Judgement {
  if (deployment.historyVersion !== undefined) return 'not-applicable';
  const description = propertyOf(deployment.resource, 'Description');
  if (!isUnknown(description) && DIGEST.test(String(description))) return 'pass';
  const subject = resourceSubject('deployment', deployment);
  if (isUnknown(description)) return unknown(subject, `its Description is ${description.expression}`);
  return fail(
    subject,
    description === undefined
      ? 'has no Description that changes with the API'
      : 'its Description stays the same when the API is edited: it holds no digest',
  );
}
