import { changeAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { neutral, safe } from '../judging/verdict';

const changed: ChangeKind = {
  id: 'public-reason-changed',
  title: 'The reason why anybody may call a route was given, changed or taken away.',
  area: 'authentication',
  direction: 'changed',
  mirror: 'public-reason-changed',
  asymmetry: undefined,
  posture: 'neutral: a reason opens and shuts nothing',
  callers: 'safe',
  why: 'Whoever agreed to public access agreed to the reason; a new one has to be agreed to again.',
};

export const publicReasonChanged: Detector = {
  kinds: [changed],
  *find({ differences }) {
    for (const difference of differences) {
      const { after, before, path, type } = difference;
      if (type !== 'ALIYUN::ApiGateway::Api' || !leadsToReason(path)) continue;
      const words = after === undefined ? 'taken away' : before === undefined ? 'given' : 'changed';
      yield changeAt(changed, difference, {
        message: `the reason for public access was ${words}`,
        posture: neutral('a reason opens and shuts nothing'),
        callers: safe('the gateway does not read it'),
      });
    }
  },
};

const REASON = ['Metadata', 'JwtGateway', 'PublicAccess'] as const;

function leadsToReason(path: readonly string[]): boolean {
  return path.length > 0 && path.every((step, at) => step === REASON[at]);
}
