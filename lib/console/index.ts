/**
 * Floor 4: the page at /__gateway/ of the local gateway, and the JSON behind it. A function like the gateway itself:
 * knows no sockets, holds no key, and answers nobody but this machine.
 */
export { CONSOLE_PATH, type Console, createConsole } from './console';
export type { ConsoleOptions, Served, Signer } from './endpoint';
