import { Option } from 'commander';
import { GatewayError } from '../../../errors';
import { replacePublicKeys } from '../../../jwk';
import { refreshKeys, renderProviderRecord } from '../../../provider';
import { visible } from '../../../text';
import type { CliCommand } from '../../cli-command';
import type { CommandContext } from '../../context';
import { EXIT_CODES } from '../../exit-codes';
import { parseDuration } from '../../options/duration';
import { dirOption, nowOption, timeOf } from '../../options/shared-options';
import { admitted } from '../../providing/admitted';
import { type NetworkSettings, networkOptions } from '../../providing/network-options';
import { readProvider } from '../../providing/provider-files';
import { readSource } from '../../providing/read-source';
import { tellIgnored } from './import';

interface Options extends NetworkSettings {
  readonly grace: number;
  readonly drop?: string;
  readonly because?: string;
  readonly accept?: ReadonlyMap<string, string>;
  readonly acceptAll?: true;
  readonly source?: string;
  readonly dir: string;
  readonly now?: string;
}

const DEFAULT_GRACE = '7d';

/** `--grace`: how long a key stays that the provider does not list any more. */
export const graceOption = (): Option =>
  new Option('--grace <duration>', 'how long a key stays that the provider does not list any more')
    .default(parseDuration(DEFAULT_GRACE, '--grace'), DEFAULT_GRACE)
    .argParser((text) => parseDuration(text, '--grace'));

/** `keys refresh NAME`: brings the keys of a provider up to date. */
export function addKeysRefresh(keys: CliCommand): void {
  keys
    .command('refresh')
    .summary('bring the pinned keys of a provider up to date')
    .description(
      'Read the keys of an identity provider and bring its two files up to date: both or neither. New keys\n' +
        'come in; keys that are gone stay for the grace, because tokens that they have signed may be good.\n' +
        'Another key under a known kid, or no known key at all, is refused unless it is accepted by name.',
    )
    .argument('<name>', 'the provider, as given to keys import')
    .addOption(graceOption())
    .option('--drop <kid>', 'take a key out at once, for good')
    .option('--because <reason>', 'why, for --drop: it is kept in NAME.provider.json')
    .addOption(
      new Option(
        '--accept <kid=thumbprint>',
        'admit this key, whatever was there before; may be given several times',
      ).argParser(collectAccepted),
    )
    .option('--accept-all', 'admit all that the provider offers, whatever was there before')
    .option('--source <where>', 'where to read the keys from now on')
    .addOptions(...networkOptions(), dirOption(), nowOption())
    .helpExtras({
      examples: [
        'jwt-gateway keys refresh login',
        'jwt-gateway keys refresh login --grace 2d',
        "jwt-gateway keys refresh login --drop key-1 --because 'its private half was in a log'",
      ],
      fine: 'the files are up to date; where nothing changed, nothing was written',
      findings: 'what the provider offers was refused, and nothing was touched',
    })
    .runs(refresh);
}

async function refresh(context: CommandContext, name: string, options: Options) {
  const { accept, acceptAll, grace: graceSeconds, source: moved } = options;
  const { say } = context;
  const drop = dropOf(options);
  const { files, provider } = readProvider(context, name, options.dir);
  const source = moved ?? provider.record.source;
  const { algorithms } = provider.record;
  const selection = admitted(context, await readSource(context, source, options), { algorithms, source });
  if (selection === undefined) return EXIT_CODES.findings;
  const now = timeOf(context, options);
  const refreshed = refreshKeys(provider, selection, { now, graceSeconds, drop, accept, acceptAll, source });
  if (refreshed.outcome === 'refused') {
    for (const reason of refreshed.reasons) say(visible(`refused: ${reason}`));
    say(
      'nothing was written; ask the provider, then accept by name: --accept KID=THUMBPRINT, or --accept-all',
    );
    return EXIT_CODES.findings;
  }
  tellIgnored(context, selection.ignored);
  for (const note of refreshed.notes) say(visible(`note: ${note}`));
  if (refreshed.outcome === 'unchanged') {
    say(`${name} is up to date: nothing was written`);
    return EXIT_CODES.fine;
  }
  replacePublicKeys(files, refreshed.keys, [
    { path: files.providerPath, text: renderProviderRecord(refreshed.record) },
  ]);
  for (const line of refreshed.lines) say(visible(line));
  say(`wrote ${files.publicPath} and ${files.providerPath}: commit both`);
  return EXIT_CODES.fine;
}

function dropOf({ because, drop }: Options): { readonly kid: string; readonly because: string } | undefined {
  if (drop === undefined && because === undefined) return undefined;
  if (drop !== undefined && because !== undefined && because.trim() !== '') return { kid: drop, because };
  throw new GatewayError('usage', '--drop and --because go together', {
    place: drop === undefined ? '--because' : '--drop',
    hint: "write --drop key-1 --because 'its private half was in a log'",
  });
}

function collectAccepted(
  text: string,
  earlier: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  // A kid may hold any character; a thumbprint is the 43 after the last "=".
  const [, kid, thumbprint] = /^(.+)=([A-Za-z0-9_-]{43})$/s.exec(text) ?? [];
  if (kid !== undefined && thumbprint !== undefined) return new Map([...earlier, [kid, thumbprint]]);
  throw new GatewayError('usage', `'${text}' is not kid=thumbprint`, {
    place: '--accept',
    hint: 'a thumbprint has 43 characters, as keys compare shows it',
  });
}
