import { randomUUID } from 'node:crypto';
import { Option } from 'commander';
import { durationText } from '../../duration';
import { GatewayError } from '../../errors';
import { DEFAULT_LIFETIME_SECONDS, TOKEN_LIFETIME_SECONDS } from '../../facts';
import { type KeyFiles, keyFilesOf } from '../../jwk';
import { type Claims, type IssueOptions, issueToken } from '../../token';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { collectClaim, collectJsonClaim, mergeClaims } from '../options/claim-options';
import { durationInWords, parseDuration } from '../options/duration';
import { parsePointInTime } from '../options/point-in-time';
import { dirOption, listOption } from '../options/shared-options';
import { findPlan } from '../rotating/plan-file';
import { signingKeyOf } from '../rotating/signing-key';

interface Options {
  readonly dir: string;
  readonly kid?: string;
  readonly sub?: string;
  readonly iss?: string;
  readonly aud?: readonly string[];
  readonly ttl: number;
  readonly nbf?: string;
  readonly jti?: string;
  readonly claim?: Claims;
  readonly jsonClaim?: Claims;
  readonly allowLongLifetime?: true;
}

const LIMIT = durationInWords(TOKEN_LIFETIME_SECONDS.value);

/** `token issue NAME`: a signed token, alone on stdout. */
export function addTokenIssue(token: CliCommand): void {
  token
    .command('issue')
    .summary('sign a token with a private key of yours')
    .description('Sign a token with the private key of a key set. The token alone goes to stdout.')
    .argument('<name>', 'the key set, as given to keys create')
    .addOption(dirOption())
    .option(
      '--kid <kid>',
      'which key of the set signs (default: the one that its rotation names, else the first)',
    )
    .option('--sub <subject>', 'whom the token is about')
    .option('--iss <issuer>', 'who issues it')
    .addOption(listOption('--aud <audience>', 'whom it is for; may be given several times'))
    .addOption(
      new Option('--ttl <duration>', `how long it is good: 30s, 10m, 2h, 7d; at most ${LIMIT}`)
        .default(DEFAULT_LIFETIME_SECONDS, durationText(DEFAULT_LIFETIME_SECONDS))
        .argParser(parseTtl),
    )
    .option('--nbf <time>', 'from when it is good: seconds since 1970, an ISO time, or +5m')
    .option('--jti <id>', 'its own id; auto makes a random one')
    .addOption(
      new Option('--claim <name=text>', 'a claim that is a string; may be given several times').argParser(
        collectClaim,
      ),
    )
    .addOption(
      new Option('--json-claim <name=json>', 'a claim of any type; may be given several times').argParser(
        collectJsonClaim,
      ),
    )
    .option('--allow-long-lifetime', `let --ttl exceed ${LIMIT}: a stolen token stays good as long`)
    .helpExtras({
      examples: [
        'jwt-gateway token issue customers --sub alice --claim role=admin --ttl 10m',
        `jwt-gateway token issue customers --aud orders --json-claim 'roles=["admin"]'`,
        'curl -H "Authorization: Bearer $(jwt-gateway token issue customers)" https://api.example.com/',
      ],
      fine: 'the token is on stdout',
    })
    .runs(issue);
}

async function issue(context: CommandContext, name: string, options: Options) {
  checkLifetime(context, options);
  const files = keyFilesOf(name, context.pathOf(options.dir));
  checkPlannedLifetime(files, options);
  const key = signingKeyOf(files, options.kid);
  context.print(await issueToken(key, issueOptionsOf(options, context.io.now)));
  return EXIT_CODES.fine;
}

// Refused by the library as well, which cannot know what the option is called.
function checkLifetime({ warn }: CommandContext, { ttl, allowLongLifetime }: Options): void {
  if (ttl <= TOKEN_LIFETIME_SECONDS.value) return;
  const long = `a token that is good for ${durationInWords(ttl)}`;
  if (!allowLongLifetime) {
    throw new GatewayError('token-ttl-refused', `${long} exceeds the service's ${LIMIT}`, {
      place: '--ttl',
      hint: 'a stolen token stays good as long; --allow-long-lifetime issues it all the same',
    });
  }
  warn(`${long} exceeds the service's ${LIMIT}: the gateway may refuse it, and nobody can call it back`);
}

/** The old key is retired when the last token has expired that the plan knows of. */
function checkPlannedLifetime(files: KeyFiles, { allowLongLifetime, ttl }: Options): void {
  const plan = findPlan(files);
  if (plan === undefined || allowLongLifetime || ttl <= plan.tokenLifetime) return;
  throw new GatewayError(
    'token-ttl-refused',
    `a token that is good for ${durationInWords(ttl)} outlives the ${durationInWords(plan.tokenLifetime)} of ${files.rotationPath}`,
    {
      place: '--ttl',
      hint: 'its key may be retired before it expires; --allow-long-lifetime issues it all the same',
    },
  );
}

function issueOptionsOf(options: Options, now: () => number): IssueOptions {
  const { sub, iss, aud, ttl, nbf, jti, allowLongLifetime } = options;
  return {
    now,
    ttlSeconds: ttl,
    claims: mergeClaims(options.claim, options.jsonClaim),
    sub,
    iss,
    // One audience is a string, several are a list (RFC 7519 section 4.1.3).
    aud: aud?.length === 1 ? aud[0] : aud,
    nbf: nbf === undefined ? undefined : parsePointInTime(nbf, '--nbf', now()),
    jti: jti === 'auto' ? randomUUID() : jti,
    allowLongLifetime,
  };
}

const parseTtl = (text: string): number => parseDuration(text, '--ttl');
