import { isUnknown } from '../template';
import { consumerFragment } from './consumer-fragment';
import { jwtAuthAttachments } from './consumers';
import type { Rule } from './rule';
import { fail, unknown } from './subject';

export const attachmentNotEnabled: Rule = Object.freeze<Rule>({
  id: 'attachment-not-enabled',
  title: 'The plug-in jwt-auth is attached and switched off.',
  why: 'An attachment that does not say `Enable: true` is off: nobody is asked for a token because of it.',
  remediation: 'Set `Enable: true`, or remove the attachment.',
  severity: 'error',
  source: 'https://github.com/alibabacloud-go/apig-20240327, create_plugin_attachment_request',
  grade: 'doc',
  bad: consumerFragment({ enable: '' }),
  good: consumerFragment(),
  isOfEveryProduct: true,
  *check(model) {
    for (const { attachment, subject } of jwtAuthAttachments(model)) {
      const { enable, resource } = attachment;
      if (isUnknown(enable)) yield unknown(subject, `Enable is ${enable.expression}`);
      else if (enable === true) yield 'pass';
      else {
        const isSilent = (resource.properties.Enable ?? null) === null;
        yield fail(subject, isSilent ? 'does not say Enable' : 'says Enable: false');
      }
    }
  },
});
