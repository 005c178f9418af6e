import { evaluateJwtAuth, type JwtAuthDecision, type JwtAuthScope } from '../../cloud-native';
import type { Answer } from '../exchange/answer';
import type { Call, Step } from '../exchange/call';
import type { HeaderLine } from '../exchange/exchange';
import { ascii, isSameHeader } from '../exchange/header-text';

type Refusal = Extract<JwtAuthDecision, { readonly kind: 'refuse' }>;
type Changes = Extract<JwtAuthDecision, { readonly kind: 'continue' }>['headers'];

/** Lets those through whom the plug-in jwt-auth of a cloud-native gateway lets through, with its answers. */
export function jwtAuthStep(scope: Extract<JwtAuthScope, { readonly kind: 'open' | 'checked' }>): Step {
  return (call) => {
    const { host, protocol } = call.request;
    const decision = evaluateJwtAuth(scope, {
      headers: joined(call.request.headers),
      query: call.query,
      uri: `${protocol}://${host}${call.sentPath}`,
      now: Math.floor(call.receivedAt / 1000),
    });
    return decision.kind === 'refuse' ? refused(decision) : goesOn(call, decision);
  };
}

function goesOn(
  call: Call,
  { consumer, headers }: Extract<JwtAuthDecision, { readonly kind: 'continue' }>,
): undefined {
  call.forwardedHeaders = changed(call.forwardedHeaders, headers);
  if (consumer === undefined) return;
  call.passReason = ascii(`token of consumer ${consumer}`);
  call.note('jwt-auth', call.passReason);
}

function refused({ body, challenge, status }: Refusal): Answer {
  const lines: readonly HeaderLine[] =
    challenge === undefined ? [] : [['WWW-Authenticate', ascii(challenge)]];
  return {
    response: { status, headers: [...lines, ['Content-Type', 'text/plain']], body },
    outcome: 'refused',
    reason: ascii(body),
  };
}

/** Values by names in small letters; several of one name are joined, as Envoy hands them to plug-ins. */
function joined(lines: readonly HeaderLine[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of lines) {
    const known = values.get(name.toLowerCase());
    values.set(name.toLowerCase(), known === undefined ? value : `${known},${value}`);
  }
  return values;
}

/** What the backend gets: an added line stands behind the one that the caller sent. */
function changed(lines: readonly HeaderLine[], changes: Changes): readonly HeaderLine[] {
  return changes.reduce((all, { action, name, value }): readonly HeaderLine[] => {
    const kept = action === 'add' ? all : all.filter(([each]) => !isSameHeader(each, name));
    return action === 'remove' ? kept : [...kept, [name, value]];
  }, lines);
}
