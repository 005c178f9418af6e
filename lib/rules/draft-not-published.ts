import { SOURCES } from '../facts';
import { memberOf } from '../json';
import type { Rule } from './rule';
import { fail, routeSubject } from './subject';

/** How many paths a finding names. */
const MOST_NAMED = 5;

const api = (live: string): string => `Resources:
  Orders:
    Type: ALIYUN::ApiGateway::Api
    Properties: { ApiName: orders, RequestConfig: { RequestHttpMethod: GET, RequestPath: /orders } }
    Metadata: { Live: ${live} }
`;

export const draftNotPublished: Rule = Object.freeze<Rule>({
  id: 'draft-not-published',
  title: 'The draft of an API differs from what is deployed.',
  why: 'Whoever publishes the API next, for whatever reason, makes the draft live with everything that was changed in it.',
  remediation: 'Publish the draft, or set it back to what is deployed.',
  severity: 'note',
  source: SOURCES.sdk,
  grade: 'doc',
  bad: api('{ DraftDiffers: [AuthType] }'),
  good: api('{}'),
  check: ({ routes }) =>
    routes.map((route) => {
      const paths = memberOf(memberOf(route.resource.metadata, 'Live'), 'DraftDiffers');
      if (!Array.isArray(paths) || paths.length === 0) return 'pass';
      const named = paths.slice(0, MOST_NAMED).map(String).join(', ');
      const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : '';
      return fail(routeSubject(route), `its draft has another ${named}${more}`);
    }),
});
