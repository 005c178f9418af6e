import { resourcesOf } from '../cloud-native';
import { CreationOrder } from '../model';
import { mentionsOf } from '../template';
import { consumerFragment } from './consumer-fragment';
import { jwtAuthAttachments } from './consumers';
import type { Rule } from './rule';
import { fail, resourceSubject } from './subject';

export const publicationBeforeAttachments: Rule = Object.freeze<Rule>({
  id: 'publication-before-attachments',
  title: 'An API may be published before jwt-auth is attached to it.',
  why: 'ROS creates resources that do not depend on each other in any order. Until the plug-in is attached, a published operation is open to anybody.',
  remediation: 'Name every PluginAttachment in the DependsOn of the ApiAttachment.',
  severity: 'warning',
  source: 'https://help.aliyun.com/en/ros/developer-reference/aliyun-apig-apiattachment',
  grade: 'inferred',
  bad: consumerFragment({ dependsOn: 'ListOrders' }),
  good: consumerFragment(),
  isOfTemplates: true,
  isOfEveryProduct: true,
  *check(model) {
    const order = new CreationOrder();
    for (const resource of resourcesOf(model.stacks)('ApiAttachment')) {
      const api = new Set(mentionsOf(resource.properties.HttpApiId ?? null, resource));
      const own = jwtAuthAttachments(model).filter(({ attachment }) =>
        mentionsOf(attachment.resource.properties.AttachResourceIds ?? null, attachment.resource).some(
          (each) => api.has(each),
        ),
      );
      const early = own.filter(({ attachment }) => !order.isAfter(resource, attachment.resource));
      const { existsIf, id, origin, stack } = resource;
      const subject = resourceSubject('publication', { id, origin, stack: stack.name, resource, existsIf });
      const names = early.map(({ attachment }) => attachment.resource.id).join(', ');
      if (own.length === 0) yield 'not-applicable';
      else yield early.length === 0 ? 'pass' : fail(subject, `does not wait for ${names}`);
    }
  },
});
