/**
 * Floor 5: the command line, as a function of its arguments and of an {@link CliIo}. One file per command;
 * nothing here touches the process, and nothing here knows ROS CDK.
 */

export { plainFetch } from '../server';
export { EXIT_CODES } from './exit-codes';
export type { CliIo, TextInput, TextOutput } from './io';
export { getOverHttps } from './providing/get-over-https';
export { run } from './run';
export { sendOverHttp } from './verifying/send-over-http';
