import { AddressSet, type IpControlModel, plainAddress } from '../../plugin';
import { refuse } from '../exchange/answer';
import type { Step } from '../exchange/call';

/** Keeps callers out by their address. No app is known here, so what is for one app lets nobody in. */
export function ipControlStep({ items, type }: IpControlModel): Step {
  const forEverybody = items.filter(({ appId }) => appId === undefined);
  const set = new AddressSet(forEverybody.flatMap(({ blocks = [] }) => blocks));
  return (call) => {
    const address = plainAddress(call.request.clientAddress);
    if (set.has(address) !== (type === 'ALLOW')) return refuse('A403IP', address);
    call.note('ipControl', `${address} may call`);
    return undefined;
  };
}
