import { isCloudNativeRoute, protocolsOf } from '../cloud-native';
import { isUnknown } from '../template';
import { consumerFragment } from './consumer-fragment';
import { publishedStages } from './published-stages';
import type { Rule } from './rule';
import { fail, stageSubject, unknown } from './subject';

export const httpApiOverPlainHttp: Rule = Object.freeze<Rule>({
  id: 'http-api-over-plain-http',
  title: 'A route of a cloud-native gateway that demands a token answers on plain HTTP.',
  why: 'Whoever listens on the way reads the token and can use it. Where Protocols says nothing, it is taken that both are answered.',
  remediation: 'Set Protocols: [HTTPS] on the HttpApi.',
  severity: 'warning',
  source: 'https://www.rfc-editor.org/rfc/rfc6750#section-5.3',
  grade: 'inferred',
  bad: consumerFragment(),
  good: consumerFragment({ api: ', Protocols: [HTTPS]' }),
  isOfEveryProduct: true,
  *check(model) {
    for (const { protection, route, stage } of publishedStages(model)) {
      if (!isCloudNativeRoute(route)) continue;
      const protocols = protocolsOf(route);
      const subject = stageSubject(route, stage);
      if (protection.kind === 'public') yield 'not-applicable';
      else if (isUnknown(protocols)) yield unknown(subject, `Protocols is ${protocols.expression}`);
      else if (!protocols.split(',').includes('HTTP')) yield 'pass';
      else if (protection.kind === 'unknown') yield unknown(subject, protection.why);
      else yield fail(subject, `takes ${protocols.split(',').join(' and ')}`);
    }
  },
});
