import { Option } from 'commander';
import { GatewayError } from '../../../errors';
import type { SigningAlgorithm } from '../../../facts';
import { type KeyFiles, replacePublicKeys } from '../../../jwk';
import { discoverKeys, importKeys, type LeftOutKey, renderProviderRecord } from '../../../provider';
import { nodeFiles, readTextIfAny } from '../../../template';
import { visible } from '../../../text';
import type { CliCommand } from '../../cli-command';
import type { CommandContext } from '../../context';
import { EXIT_CODES } from '../../exit-codes';
import { dirOption, nowOption, timeOf } from '../../options/shared-options';
import { admitted, parseAlgorithms, withoutQuery } from '../../providing/admitted';
import { type NetworkSettings, networkOf, networkOptions } from '../../providing/network-options';
import { settledFiles } from '../../providing/provider-files';
import { readSource } from '../../providing/read-source';

interface Options extends NetworkSettings {
  readonly issuer?: string;
  readonly alg: readonly SigningAlgorithm[];
  readonly dir: string;
  readonly now?: string;
}

const DEFAULT_ALG = 'RS256';

/** `keys import NAME`: the keys of an identity provider, pinned in two files. */
export function addKeysImport(keys: CliCommand): void {
  keys
    .command('import')
    .summary('pin the keys of an identity provider')
    .description(
      'Pin the public keys of an identity provider: NAME.jwks.json is what the gateway gets, and\n' +
        'NAME.provider.json says whose keys they are. Keys that are not for signatures, or of an algorithm\n' +
        'that is not asked for, are left out with a line each. Existing files are not touched.',
    )
    .argument('<name>', 'what to call the provider, such as login')
    .argument('[source]', 'an https address, a file or - for stdin: a JWK set, one JWK, or PEM')
    .option('--issuer <url>', "the provider's issuer, as in its tokens: asks its discovery document")
    .addOption(
      new Option('--alg <algorithms>', 'which to admit, with commas')
        .default(parseAlgorithms(DEFAULT_ALG), DEFAULT_ALG)
        .argParser(parseAlgorithms),
    )
    .addOptions(...networkOptions(), dirOption(), nowOption())
    .helpExtras({
      examples: [
        'jwt-gateway keys import login --issuer https://login.example.com',
        'jwt-gateway keys import login https://login.example.com/keys --alg RS256,ES256',
        'jwt-gateway keys import partner partner.pem',
      ],
      fine: 'both files are there; what was left out is told',
      findings: 'no key was admitted, a private key is among them, or the issuer is another one',
    })
    .runs(importProvider);
}

async function importProvider(
  context: CommandContext,
  name: string,
  written: string | undefined,
  options: Options,
) {
  const files = settledFiles(context, name, options.dir);
  refuseExisting(files);
  const source = await sourceOf(context, written, options);
  if (source === undefined) return EXIT_CODES.findings;
  const { alg: algorithms, issuer } = options;
  const selection = admitted(context, await readSource(context, source, options), { algorithms, source });
  if (selection === undefined) return EXIT_CODES.findings;
  tellIgnored(context, selection.ignored);
  const made = importKeys(selection, { issuer, source, algorithms, now: timeOf(context, options) });
  if (made === undefined) {
    context.say('no key was admitted: nothing was written');
    return EXIT_CODES.findings;
  }
  replacePublicKeys(files, made.keys, [
    { path: files.providerPath, text: renderProviderRecord(made.record) },
  ]);
  for (const { alg, algFilledIn, kid } of made.record.keys)
    context.say(
      visible(`admitted ${kid ?? 'a key without a kid'}, ${alg}${algFilledIn ? ' (filled in)' : ''}`),
    );
  context.say(`wrote ${files.publicPath}, the keys for the gateway`);
  context.say(`wrote ${files.providerPath}, whose keys they are`);
  context.say(`next: commit both, and try npx jwt-gateway keys compare ${name}`);
  return EXIT_CODES.fine;
}

function refuseExisting({ privatePath, providerPath, publicPath }: KeyFiles): void {
  const existing = [publicPath, providerPath, privatePath].find(
    (path) => readTextIfAny(nodeFiles, path) !== undefined,
  );
  if (existing === undefined) return;
  throw new GatewayError('file-exists', 'is there already', {
    place: existing,
    hint: 'key files are never overwritten: bring a provider up to date with keys refresh, or choose another name',
  });
}

/** Where the keys are; `undefined` where another issuer answers, which is told. */
async function sourceOf(
  context: CommandContext,
  written: string | undefined,
  options: Options,
): Promise<string | undefined> {
  const { issuer } = options;
  if ((issuer === undefined) === (written === undefined)) {
    throw new GatewayError('usage', 'needs either a source or --issuer', {
      place: 'keys import',
      hint: 'npx jwt-gateway keys import login --issuer https://login.example.com',
    });
  }
  if (issuer === undefined) return written;
  const { fetching, network } = networkOf(context, options);
  try {
    const { href } = await discoverKeys(issuer, network, fetching);
    context.say(visible(`${issuer} has its keys at ${withoutQuery(href)}`));
    return href;
  } catch (error) {
    if (!GatewayError.isGatewayError(error) || error.code !== 'issuer-differs') throw error;
    context.say(visible(error.message));
    return undefined;
  }
}

/** A line for each key that was left out. */
export function tellIgnored({ say }: CommandContext, ignored: readonly LeftOutKey[]): void {
  for (const { kid, why } of ignored)
    say(visible(`left out ${kid === undefined ? 'a key without a kid' : `kid ${kid}`}: ${why}`));
}
