import { GatewayError } from '../../errors';
import { nodeFiles, readText } from '../../template';
import { decodeToken, withoutScheme } from '../../token';
import type { CommandContext } from '../context';

const HINT = 'write a file, - for stdin, or env:NAME; a token on the command line is seen by others';

/**
 * The token that `--token` names: in a file, on stdin, or in a variable of the environment. No message shows it.
 *
 * @throws GatewayError `usage` for an empty variable and for what is a token itself; `file-unreadable`; what is no token
 *   is `token-malformed` or `token-too-large`
 */
export async function readToken({ io, pathOf }: CommandContext, where: string): Promise<string> {
  const text = withoutScheme(await textAt({ io, pathOf }, where));
  decodeToken(text);
  return text;
}

async function textAt({ io, pathOf }: Pick<CommandContext, 'io' | 'pathOf'>, where: string): Promise<string> {
  if (where === '-') return io.stdin.read();
  const [, name] = /^env:(.+)$/.exec(where) ?? [];
  if (name !== undefined) {
    const text = io.env[name] ?? '';
    if (text.trim() !== '') return text;
    throw new GatewayError('usage', `the variable ${name} is not set`, { place: '--token', hint: HINT });
  }
  if (/^eyJ[\w-]+\./.test(where))
    throw new GatewayError('usage', 'is given itself and not where it is', { place: '--token', hint: HINT });
  return readText(nodeFiles, pathOf(where));
}
