import { type CloudNativeStage, evaluateJwtAuth, type JwtConsumer } from '../cloud-native';
import type { Outcome } from './token-evaluation';

/**
 * What becomes of a token at a route of a cloud-native gateway, where it stands in the first place that its consumer
 * reads.
 *
 * @param now milliseconds since 1970
 */
export function consumerOutcome(
  text: string,
  { jwtAuth, protection }: CloudNativeStage,
  now: number,
): Outcome {
  if (protection.kind === 'unknown')
    return { verdict: 'unknown', reason: 'protection-unknown', message: protection.why };
  if (protection.kind === 'public' || jwtAuth.kind !== 'checked')
    return { verdict: 'ignored', reason: 'public', message: 'anyone gets through' };
  const refusals: string[] = [];
  for (const consumer of jwtAuth.consumers) {
    const decision = evaluateJwtAuth(
      { ...jwtAuth, consumers: [consumer] },
      { ...placed(text, consumer), uri: '', now: Math.floor(now / 1000) },
    );
    if (decision.kind === 'continue')
      return { verdict: 'taken', reason: 'accepted', message: `as a token of consumer ${consumer.name}` };
    refusals.push(`${consumer.name}: ${decision.body}`);
  }
  return { verdict: 'refused', reason: 'consumer-refuses', message: refusals.join('; ') };
}

/** What the plug-in reads the token of; a consumer without any place reads nothing. */
function placed(text: string, { fromCookies, fromHeaders, fromParams }: JwtConsumer) {
  const [header] = fromHeaders;
  const [param] = fromParams;
  const [cookie = ''] = fromCookies;
  if (header !== undefined) return inHeader(header.name, `${header.prefix}${text}`);
  if (param === undefined) return inHeader('cookie', `${cookie}=${text}`);
  return { headers: new Map<string, string>(), query: new URLSearchParams([[param, text]]).toString() };
}

function inHeader(name: string, value: string) {
  return { headers: new Map([[name.toLowerCase(), value]]), query: '' };
}
