import { randomUUID } from 'node:crypto';
import { Option } from 'commander';
import { API } from '../../facts';
import { keyFilesOf, type PrivateKey, PrivateKeySet } from '../../jwk';
import { type GatewayModel, redactorOf } from '../../model';
import {
  compareProbes,
  type HeaderLine,
  type PlannedRoute,
  type PlanOptions,
  type ProbePlan,
  type ProbeReport,
  planProbe,
  probe,
  type TokenKindId,
} from '../../probe';
import { renderVerification, renderVerificationComparison } from '../../report';
import type { Claims } from '../../token';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { collectClaim, collectJsonClaim, mergeClaims } from '../options/claim-options';
import { type ReadingOptions, readingOptions } from '../options/reading-options';
import {
  dirOption,
  formatOption,
  listOption,
  type TextOrJson,
  timeoutOption,
} from '../options/shared-options';
import { readSource } from '../sources/read-source';
import { chosenRoutes } from '../verifying/chosen-routes';
import { isReadableOnTheWay, parseGatewayAddress } from '../verifying/gateway-address';
import { createPacer } from '../verifying/pacer';
import { collectHeader, collectKind, collectParameter, parseRate } from '../verifying/probe-options';
import { createProgress } from '../verifying/progress';
import { readToken } from '../verifying/read-token';

interface Options extends ReadingOptions {
  readonly template: string;
  readonly keys?: readonly string[];
  readonly token?: string;
  readonly dir: string;
  readonly route?: readonly string[];
  readonly stage?: string;
  readonly kind?: readonly TokenKindId[];
  readonly unsafeMethods?: true;
  readonly claim?: Claims;
  readonly jsonClaim?: Claims;
  readonly param?: Readonly<Record<string, string>>;
  readonly header?: readonly HeaderLine[];
  readonly rate: number;
  readonly timeout: number;
  readonly format: TextOrJson;
}

const DEFAULT_RATE = '5';

/** `verify URL`: proof that a gateway refuses what it must. */
export function addVerify(program: CliCommand): void {
  program
    .command('verify')
    .summary('prove that a running gateway refuses bad tokens')
    .description(
      'Call every route and stage of a running gateway without a token, with bad ones and with a good one,\n' +
        'and say which do not refuse what they must. Sends GET, HEAD and OPTIONS only, unless asked.\n' +
        'The gateway may be a traditional or a cloud-native one. With two addresses, those of a gateway\n' +
        'that moves, it also says where old and new answer one kind of token differently.',
    )
    .argument('<url>', 'where the gateway is: https://api.example.com')
    .argument('[new]', 'where the one is that takes its place')
    .requiredOption(
      '--template <template>',
      'required: what it should do, a ROS template or a cdk.out directory',
    )
    .addOptions(...readingOptions())
    .addOption(
      listOption('--keys <name>', 'a key set whose private half signs tokens; may be given several times'),
    )
    .option('--token <where>', "a provider's real token as the good one: a file, - for stdin, or env:NAME")
    .addOption(dirOption())
    .addOption(
      listOption('--route <route>', "only this route, as in 'GET /orders'; may be given several times"),
    )
    .addOption(new Option('--stage <stage>', 'only this stage').choices(API.stages.value))
    .addOption(
      new Option(
        '--kind <kind>',
        'only this kind of token; may be given several times; long-lived and no-expiry are sent only when named',
      ).argParser(collectKind),
    )
    .option('--unsafe-methods', 'send POST, PUT, PATCH and DELETE, too: what is let in does its work')
    .addOption(
      new Option('--claim <name=text>', 'a claim of good tokens that is a string').argParser(collectClaim),
    )
    .addOption(new Option('--json-claim <name=json>', 'a claim of any type').argParser(collectJsonClaim))
    .addOption(
      new Option('--param <name=value>', 'the value of a parameter of the APIs').argParser(collectParameter),
    )
    .addOption(new Option('--header <name: value>', 'sent with every request').argParser(collectHeader))
    .addOption(
      new Option('--rate <number>', 'the most requests in a second')
        .default(Number(DEFAULT_RATE), DEFAULT_RATE)
        .argParser(parseRate),
    )
    .addOption(timeoutOption('how long an answer may take', '10s'))
    .addOption(formatOption())
    .helpExtras({
      examples: [
        'jwt-gateway verify https://api.example.com --template cdk.out --keys customers',
        'jwt-gateway verify https://api.example.com --template cdk.out --token env:ACCESS_TOKEN',
        "jwt-gateway verify http://localhost:8080 --template cdk.out --route 'GET /orders' --stage TEST",
        'jwt-gateway verify https://api.example.com --template cdk.out --keys editors --claim role=editor',
        'jwt-gateway verify https://old.example.com https://new.example.com --template cdk.out',
      ],
      fine: 'every route that was tried refuses what it must, and lets in what it must',
      findings: 'a route does not, it could not be proved, or two gateways answer differently',
    })
    .runs(verify);
}

async function verify(
  context: CommandContext,
  address: string,
  movedAddress: string | undefined,
  options: Options,
) {
  const bases = [address, ...(movedAddress === undefined ? [] : [movedAddress])].map(parseGatewayAddress);
  const model = readSource(options.template, { ...options, pathOf: context.pathOf });
  const plans: ProbePlan[] = [];
  const isWanted = chosenRoutes(model, { routes: options.route, stage: options.stage });
  const good = await goodTokensOf(bases, context, options);
  for (const base of bases) plans.push(await planOf(context, base, { ...options, ...good, model, isWanted }));
  const reports: ProbeReport[] = [];
  for (const plan of plans) reports.push(await probed(plan, context, options));
  const style = {
    format: options.format,
    color: context.colors,
    width: context.width,
    hide: redactorOf(model),
  };
  const [old, moved] = reports;
  if (old === undefined) throw new TypeError('an address was asked for');
  if (moved === undefined) {
    context.io.stdout.write(renderVerification(old, style));
    return isProved(old) ? EXIT_CODES.fine : EXIT_CODES.findings;
  }
  const comparison = compareProbes(old, moved);
  context.io.stdout.write(renderVerificationComparison(comparison, style));
  const isFine = isProved(old) && isProved(moved) && comparison.differences.length === 0;
  return isFine ? EXIT_CODES.fine : EXIT_CODES.findings;
}

function probed(plan: ProbePlan, { io }: CommandContext, options: Options): Promise<ProbeReport> {
  const progress = createProgress(io);
  return probe(plan, {
    send: io.send,
    pace: createPacer(options.rate, io),
    timeoutMillis: options.timeout * 1000,
    onProgress: ({ requests, routes, routesDone }) =>
      progress.show(`${routesDone} of ${routes} routes, ${requests} requests`),
  }).finally(progress.end);
}

async function planOf(
  context: CommandContext,
  base: URL,
  options: Options & GoodTokens & Pick<PlanOptions, 'isWanted'> & { readonly model: GatewayModel },
): Promise<ProbePlan> {
  const { io, warn } = context;
  const { claim, goodToken, header, isWanted, jsonClaim, kind, model, param, signingKeys, unsafeMethods } =
    options;
  const plan = await planProbe(model, {
    base,
    isWanted,
    signingKeys,
    goodToken,
    kinds: kind,
    claims: mergeClaims(claim, jsonClaim),
    parameters: param,
    headers: header,
    unsafeMethods,
    now: io.now,
    random: randomUUID,
  });
  if (goodToken !== undefined && !plan.routes.some(triesGoodToken))
    warn('the token is tried nowhere: no route has the key that signed it, or each takes a token only once');
  return plan;
}

function triesGoodToken({ work }: PlannedRoute): boolean {
  return 'kinds' in work && work.kinds.some(({ demand, kind }) => kind === 'good' && !('skip' in demand));
}

type GoodTokens = Pick<PlanOptions, 'signingKeys' | 'goodToken'>;

/** What good tokens come from, with a word where there is nothing, and where they can be read on the way. */
async function goodTokensOf(
  bases: readonly URL[],
  context: CommandContext,
  options: Options,
): Promise<GoodTokens> {
  const signingKeys = signingKeysOf(context, options);
  const goodToken = options.token === undefined ? undefined : await readToken(context, options.token);
  if (signingKeys.length === 0 && goodToken === undefined)
    context.say('no --keys: no good token is tried, nor what only a private key can make');
  else if (bases.some(isReadableOnTheWay))
    context.warn('good tokens go over plain http: whoever reads them can use them');
  return { signingKeys, goodToken };
}

function signingKeysOf({ pathOf }: CommandContext, { dir, keys = [] }: Options): PrivateKey[] {
  return keys.flatMap((name) =>
    PrivateKeySet.fromFile(keyFilesOf(name, pathOf(dir)).privatePath).signingKeys(),
  );
}

/** Nothing that must be refused or let in is open, and something was shown. */
function isProved({ routes }: ProbeReport): boolean {
  const has = (wanted: string) => routes.some(({ verdict }) => verdict === wanted);
  return has('proved') && !has('failed') && !has('open');
}
