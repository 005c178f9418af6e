import { API, GATEWAY } from '../../facts';
import { type Answer, refuse } from '../exchange/answer';
import type { Call } from '../exchange/call';

const HEADER = GATEWAY.stageHeader.value;
const STAGES: readonly string[] = API.stages.value;

/** Finds the stage that a request is for. */
export function readStage(call: Call): Answer | undefined {
  const [sent = GATEWAY.defaultStage.value, second] = call.headerValues(HEADER);
  if (second !== undefined) return refuse('I400HD', `${HEADER} comes more than once`);
  const stage = sent.toUpperCase();
  if (!STAGES.includes(stage)) return refuse('I400SG', `it is one of ${STAGES.join(', ')}`);
  call.stage = stage;
  return undefined;
}
