import { isIP } from 'node:net';
import { plainAddress } from '../plugin';

/** Whether the address is one of this machine alone. */
export function isLoopback(address: string): boolean {
  const plain = plainAddress(address);
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}
