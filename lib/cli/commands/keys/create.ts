import { Option } from 'commander';
import { GatewayError } from '../../../errors';
import { ALGORITHMS, RSA_MODULUS_BITS, type SigningAlgorithm } from '../../../facts';
import { type CreatedKeyFiles, createKeyFiles, type PublicJwk } from '../../../jwk';
import type { CliCommand } from '../../cli-command';
import type { CommandContext } from '../../context';
import { EXIT_CODES } from '../../exit-codes';
import { DEFAULT_DIR, dirOption } from '../../options/shared-options';

const DOCUMENTED: SigningAlgorithm = 'RS256';
const DOCUMENTED_BITS = RSA_MODULUS_BITS.value.documented;

interface Options {
  readonly alg: string;
  readonly modulus?: number;
  readonly dir: string;
}

/** `keys create NAME`: a key pair in two files. */
export function addKeysCreate(keys: CliCommand): void {
  keys
    .command('create')
    .summary('make a key pair that signs tokens')
    .description(
      'Make a key pair, on this machine only: NAME.jwks.json is public and is what the gateway gets;\n' +
        'NAME.private.jwks.json signs tokens and must never be committed. Existing files are not touched.',
    )
    .argument('<name>', 'what to call the key set, such as customers')
    .addOption(
      new Option(
        '--alg <algorithm>',
        `the signature algorithm: ${Object.keys(ALGORITHMS).join(', ')}`,
      ).default(DOCUMENTED),
    )
    .addOption(
      new Option('--modulus <bits>', `the size of an RSA key (default: ${DOCUMENTED_BITS})`).argParser(
        parseModulus,
      ),
    )
    .addOption(dirOption())
    .helpExtras({
      examples: ['jwt-gateway keys create customers', 'jwt-gateway keys create partners --dir gateway/keys'],
      fine: 'both files are there',
    })
    .runs(createKeys);
}

async function createKeys(context: CommandContext, name: string, { alg, modulus, dir }: Options) {
  const created = await createKeyFiles({
    name,
    directory: context.pathOf(dir),
    // What is no algorithm is refused there, with the reason.
    algorithm: alg as SigningAlgorithm,
    modulusBits: modulus,
  });
  tellFiles(context, created);
  context.say(`the key: kid ${created.key.kid}, ${algorithmInWords(created.key)}`);
  context.say(`next: commit ${created.publicPath}, and try ${commandToIssue(name, dir)}`);
  warnOfUndocumented(context, created.key);
  return EXIT_CODES.fine;
}

function tellFiles({ say }: CommandContext, { publicPath, privatePath, outcome }: CreatedKeyFiles): void {
  if (outcome === 'public-half-written') {
    say(`${privatePath} was there already: no key was made`);
    say(`wrote ${publicPath}, its public half, for the gateway`);
  } else {
    say(`wrote ${privatePath}, which signs tokens and stays on this machine (mode 0600)`);
    say(`wrote ${publicPath}, its public half, for the gateway`);
  }
}

function warnOfUndocumented({ warn }: CommandContext, key: PublicJwk): void {
  const documented = `${DOCUMENTED} with ${DOCUMENTED_BITS} bits`;
  const words = algorithmInWords(key);
  if (words !== documented) warn(`the service documents ${documented} only: the gateway may refuse ${words}`);
}

function algorithmInWords({ alg, n }: PublicJwk): string {
  return n === undefined ? `${alg}` : `${alg} with ${Buffer.from(n, 'base64url').length * 8} bits`;
}

function commandToIssue(name: string, dir: string): string {
  const quoted = /^[\w./-]+$/.test(dir) ? dir : `'${dir}'`;
  return `npx jwt-gateway token issue ${name} --ttl 1h${dir === DEFAULT_DIR ? '' : ` --dir ${quoted}`}`;
}

function parseModulus(text: string): number {
  if (!/^\d{1,6}$/.test(text)) {
    throw new GatewayError('usage', `'${text}' is not a number of bits`, {
      place: '--modulus',
      hint: `write ${DOCUMENTED_BITS}`,
    });
  }
  return Number(text);
}
