import { GATEWAY } from '../../facts';
import { isLoopbackAddress } from '../../loopback';
import { plainAddress } from '../../plugin';
import type { Call } from '../exchange/call';
import { hostName } from '../plan/host-name';

/** What the gateway knows of a call, by the name of the system parameter; no app is ever known here. */
export function systemValue(parameter: string, call: Call): string | undefined {
  const { clientAddress, host, protocol } = call.request;
  switch (parameter) {
    case 'CaClientIp':
      return plainAddress(clientAddress);
    case 'CaDomain':
      return hostName(host);
    case 'CaRequestHandleTime':
      return new Date(call.arrivedAt).toISOString();
    case 'CaRequestId':
      return call.id;
    case 'CaHttpSchema':
      return isLoopbackAddress(clientAddress) ? (call.plan?.schema ?? protocol) : protocol;
    case 'CaProxy':
      return GATEWAY.proxyMark.value;
    default:
      return undefined;
  }
}
