import { isLoopbackAddress } from '../../loopback';
import { refuse } from '../exchange/answer';
import type { Step } from '../exchange/call';

/**
 * Refuses a protocol that the API does not take. A caller on this machine may use plain HTTP where the API takes
 * HTTPS only: nothing is between it and the gateway, and it counts as HTTPS.
 */
export function protocolStep(declared: string): Step {
  const protocols = declared.toLowerCase().split(',');
  return ({ request: { clientAddress, protocol } }) => {
    if (protocols.includes(protocol) || isLoopbackAddress(clientAddress)) return undefined;
    return refuse('I403PT', `${protocol} unsupported, the API takes ${declared}`);
  };
}
