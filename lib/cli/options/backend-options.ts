import { GatewayError } from '../../errors';

/** What stands for the backends of groups, by the name or logical id of the group. */
export type Backends = Readonly<Record<string, string>>;

/**
 * One more `--backend group=url`. Whether there is such a group, and whether the address is one, the gateway says.
 *
 * @throws GatewayError `usage`
 */
export function collectBackend(written: string, earlier: Backends = {}): Backends {
  const at = written.indexOf('=');
  const [group, url] = [written.slice(0, at), written.slice(at + 1)];
  // Neither message quotes the address: it may hold a password.
  if (at < 1) throw refused('what was given is not group=url');
  if (URL.canParse(url) && new URL(url).username + new URL(url).password !== '')
    throw refused(`the address for '${group}' has a user or a password, which are not sent`);
  if (Object.hasOwn(earlier, group)) throw refused(`the group '${group}' is given twice`);
  return Object.fromEntries([...Object.entries(earlier), [group, url]]);
}

function refused(text: string): GatewayError {
  return new GatewayError('usage', text, {
    place: '--backend',
    hint: 'write --backend orders=http://127.0.0.1:3000',
  });
}
