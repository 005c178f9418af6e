import { Option } from 'commander';
import { GatewayError } from '../../../errors';
import { ALGORITHMS, type SigningAlgorithm, TOKEN_LIFETIME_SECONDS } from '../../../facts';
import { instantOf } from '../../../instant';
import {
  addKey,
  admitKeys,
  generateKey,
  type KeyFiles,
  type PrivateKeySet,
  type PublicJwk,
  PublicKeySet,
  thumbprint,
} from '../../../jwk';
import { planRotation, type RotationPlan, refused, refuseOpen, renderRotationPlan } from '../../../rotation';
import { nodeFiles, readText, readTextIfAny } from '../../../template';
import { visible } from '../../../text';
import type { CliCommand } from '../../cli-command';
import type { CommandContext } from '../../context';
import { EXIT_CODES } from '../../exit-codes';
import { durationInWords, parseDuration } from '../../options/duration';
import { parsePointInTime } from '../../options/point-in-time';
import { dirOption, nowOption, timeOf } from '../../options/shared-options';
import { settledFiles } from '../../providing/provider-files';
import { findPlan } from '../../rotating/plan-file';
import { signingKeyOf } from '../../rotating/signing-key';

interface Options {
  readonly alg: string;
  readonly ttl?: number;
  readonly start?: string;
  readonly public?: string;
  readonly dir: string;
  readonly now?: string;
}

const LIMIT = TOKEN_LIFETIME_SECONDS.value;

/** `keys rotate NAME`: a new key beside the old one, and the plan of what follows. */
export function addKeysRotate(keys: CliCommand): void {
  keys
    .command('rotate')
    .summary('add a key that is going to sign, and plan the change')
    .description(
      'Add a new key beside the one that signs, and write NAME.rotation.yaml: when the new one may sign,\n' +
        'and when the old one may go, so that no call is refused. All files or none. Commit the plan.',
    )
    .argument('<name>', 'the key set, as given to keys create')
    .addOption(new Option('--alg <algorithm>', 'the algorithm of the new key').default('RS256'))
    .addOption(
      new Option(
        '--ttl <duration>',
        `how long your tokens are good at most (default: as the last time, else ${durationInWords(LIMIT)})`,
      ).argParser((text) => parseDuration(text, '--ttl')),
    )
    .option('--start <time>', 'when the new key is going to be deployed (default: now)')
    .option('--public <file>', 'the public half of a key that is kept elsewhere, as in a KMS or HSM')
    .addOptions(dirOption(), nowOption())
    .helpExtras({
      examples: [
        'jwt-gateway keys rotate customers --ttl 1h',
        'jwt-gateway keys rotate customers --start 2026-02-01T06:00:00Z',
        'jwt-gateway keys rotate customers --public kms-key.pem',
      ],
      fine: 'the key is in the files, and the plan is written',
    })
    .runs(rotate);
}

async function rotate(context: CommandContext, name: string, options: Options) {
  const files = settledFiles(context, name, options.dir);
  if (readTextIfAny(nodeFiles, files.providerPath) !== undefined) {
    throw refused(`the keys of ${name} are a provider's`, `bring them up to date with keys refresh ${name}`);
  }
  const previous = findPlan(files);
  if (previous !== undefined) refuseOpen(previous);
  const signer = previous?.signer ?? firstSigner(files);
  const start = startOf(context, options);
  const key = await newKey(context, options);
  const kid = kidOf(key);
  const tokenLifetime = options.ttl ?? previous?.tokenLifetime ?? LIMIT;
  const plan = planRotation({ kid, signer, start, tokenLifetime, previous });
  addKey(files, key, [{ path: files.rotationPath, text: renderRotationPlan(plan) }]);
  tell(context, { files, kid, options, plan });
  return EXIT_CODES.fine;
}

function startOf(context: CommandContext, { start, ...options }: Options): number {
  const now = timeOf(context, options);
  if (start === undefined) return now;
  const millis = parsePointInTime(start, '--start', now) * 1000;
  if (millis >= Math.floor(now / 1000) * 1000) return millis;
  throw new GatewayError('usage', `${instantOf(millis)} is past`, {
    place: '--start',
    hint: 'the new key is with nobody yet: name the time at which it is going to be deployed',
  });
}

/** The key that signs where no plan says so. */
function firstSigner(files: KeyFiles): string {
  const { keys } = PublicKeySet.fromFile(files.publicPath);
  const hasPrivate = readTextIfAny(nodeFiles, files.privatePath) !== undefined;
  const [only, ...others] = keys;
  if (!hasPrivate && others.length > 0)
    throw refused(
      `${files.publicPath} has ${keys.length} keys and no private half: which of them signs is not known`,
      'leave the one that signs in the file, and add the others with keys rotate --public',
    );
  const kid = hasPrivate ? signingKeyOf(files).kid : only?.kid;
  if (kid !== undefined) return kid;
  throw refused(
    `the key of ${files.name} has no kid, so tokens cannot tell it from another`,
    'make a new key set under another name, and move your callers to it',
  );
}

async function newKey({ pathOf }: CommandContext, options: Options): Promise<PrivateKeySet | PublicJwk> {
  const { alg, public: written } = options;
  // What is no algorithm is refused there, with the reason.
  if (written === undefined) return generateKey({ algorithm: alg as SigningAlgorithm });
  const path = pathOf(written);
  const algorithms = Object.keys(ALGORITHMS).includes(alg) ? [alg as SigningAlgorithm] : [];
  const { admitted, ignored } = admitKeys(readText(nodeFiles, path), algorithms, path);
  const [key, ...others] = admitted;
  if (key === undefined || others.length > 0) {
    const why = key === undefined ? (ignored[0]?.why ?? 'holds no key') : `holds ${admitted.length} keys`;
    throw new GatewayError('key-set-invalid', `is not one public key for ${alg}: ${why}`, { place: path });
  }
  return { ...key.jwk, kid: key.jwk.kid ?? thumbprint(key.jwk) };
}

function kidOf(key: PrivateKeySet | PublicJwk): string {
  return ('signingKey' in key ? key.signingKey().kid : key.kid) ?? '';
}

interface Rotated {
  readonly files: KeyFiles;
  readonly kid: string;
  readonly options: Options;
  readonly plan: RotationPlan;
}

/** What is to be done now, and when. */
function tell({ say }: CommandContext, { files, kid, options, plan }: Rotated): void {
  const { name, privatePath, publicPath, rotationPath } = files;
  const dir = options.dir === 'keys' ? '' : ` --dir ${options.dir}`;
  const [publish, sign, retire] = plan.steps.slice(-3);
  const lines = [
    `kid ${kid} is in ${publicPath}${options.public === undefined ? ` and ${privatePath}` : ''}; kid ${plan.signer} still signs`,
    `wrote ${rotationPath}: commit it with ${publicPath}`,
    `1. by ${publish?.by}: synthesize, and deploy both keys`,
    `2. from ${sign?.notBefore} to ${sign?.by}: npx jwt-gateway keys sign-with ${name} ${kid} --template cdk.out${dir}`,
    `3. from ${retire?.notBefore} to ${retire?.by}: npx jwt-gateway keys retire ${name} ${plan.signer}${dir}, synthesize, deploy`,
    `the dates hold for tokens that are good for ${durationInWords(plan.tokenLifetime)} at most`,
  ];
  for (const line of lines) say(visible(line));
}
