import { differencesAt } from '../judging/differences-at';
import { changeAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { mayBreak, neutral } from '../judging/verdict';

const changed: ChangeKind = {
  id: 'certificate-changed',
  title: 'A domain has another certificate.',
  area: 'network',
  direction: 'changed',
  mirror: 'certificate-changed',
  asymmetry: undefined,
  posture: 'neutral: who may call stays the same',
  callers: 'may break: those that trust the old one only',
  why: 'A certificate that does not fit the domain, or has expired, stops every caller.',
};

const PARTS = ['CertificateBody', 'CertificateName', 'CertificatePrivateKey'];

export const certificateChanged: Detector = {
  kinds: [changed],
  *find(comparison) {
    for (const part of PARTS)
      for (const difference of differencesAt(comparison, 'CustomDomain', part))
        yield changeAt(changed, difference, {
          message: `its ${part} changed`,
          posture: neutral('who may call stays the same'),
          callers: mayBreak('callers that trust the old certificate only are stopped'),
        });
  },
};
