import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import { API } from '../../facts';
import { keyFilesOf, type PrivateKey, PrivateKeySet } from '../../jwk';
import { type GatewayModel, redactorOf } from '../../model';
import {
  type HeaderLine,
  type PlannedRoute,
  type ProbePlan,
  type ProbeReport,
  planProbe,
  probe,
  type TokenKindId,
} from '../../probe';
import { renderVerification } from '../../report';
import type { Claims } from '../../token';
import type { ActionOf, CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { renderHelpExtras } from '../help-text';
import { collectClaim, collectJsonClaim, mergeClaims } from '../options/claim-options';
import { collectHeader, collectParameter } from '../options/pair-options';
import { addReadingOptions, type ReadingOptions } from '../options/reading-options';
import { dirOption, formatOption, type TextOrJson } from '../options/shared-options';
import { readSource } from '../sources/read-source';
import { chosenRoutes } from '../verifying/chosen-routes';
import { isReadableOnTheWay, parseGatewayAddress } from '../verifying/gateway-address';
import { createPacer } from '../verifying/pacer';
import { collectKind, parseRate, parseTimeout } from '../verifying/probe-options';
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
const DEFAULT_TIMEOUT = '10s';

/** `verify URL`: proof that a gateway refuses what it must. */
export function addVerify(program: Command, actionOf: ActionOf): void {
  addReadingOptions(
    program
      .command('verify')
      .summary('prove that a running gateway refuses bad tokens')
      .description(
        'Call every route and stage of a running gateway without a token, with bad ones and with a good one,\n' +
          'and say which do not refuse what they must. Sends GET, HEAD and OPTIONS only, unless asked.',
      )
      .argument('<url>', 'where the gateway is: https://api.example.com')
      .requiredOption(
        '--template <template>',
        'required: what it should do, a ROS template or a cdk.out directory',
      ),
  )
    .addOption(list('--keys <name>', 'a key set whose private half signs tokens; may be given several times'))
    .option('--token <where>', "a provider's real token as the good one: a file, - for stdin, or env:NAME")
    .addOption(dirOption())
    .addOption(list('--route <route>', "only this route, as in 'GET /orders'; may be given several times"))
    .addOption(new Option('--stage <stage>', 'only this stage').choices(API.stages.value))
    .addOption(
      new Option(
        '--kind <kind>',
        'only this kind of token; may be given several times; long-lived is sent only when named',
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
    .addOption(
      new Option('--timeout <duration>', 'how long an answer may take')
        .default(parseTimeout(DEFAULT_TIMEOUT), DEFAULT_TIMEOUT)
        .argParser(parseTimeout),
    )
    .addOption(formatOption())
    .addHelpText(
      'after',
      renderHelpExtras({
        examples: [
          'jwt-gateway verify https://api.example.com --template cdk.out --keys customers',
          'jwt-gateway verify https://api.example.com --template cdk.out --token env:ACCESS_TOKEN',
          "jwt-gateway verify http://localhost:8080 --template cdk.out --route 'GET /orders' --stage TEST",
          'jwt-gateway verify https://api.example.com --template cdk.out --keys editors --claim role=editor',
        ],
        fine: 'every route that was tried refuses what it must, and lets in what it must',
        findings: 'a route does not, or it could not be proved',
      }),
    )
    .action(actionOf(verify));
}

async function verify(context: CommandContext, address: string, options: Options) {
  const { colors, io, width } = context;
  const base = parseGatewayAddress(address);
  const model = readSource(options.template, { ...options, pathOf: context.pathOf });
  const plan = await planOf(context, base, { ...options, model });
  const progress = createProgress(io);
  const report = await probe(plan, {
    send: io.send,
    pace: createPacer(options.rate, io),
    timeoutMillis: options.timeout * 1000,
    onProgress: ({ requests, routes, routesDone }) =>
      progress.show(`${routesDone} of ${routes} routes, ${requests} requests`),
  }).finally(progress.end);
  io.stdout.write(
    renderVerification(report, {
      format: options.format,
      color: colors,
      width,
      hide: redactorOf(model),
    }),
  );
  return isProved(report) ? EXIT_CODES.fine : EXIT_CODES.findings;
}

async function planOf(
  context: CommandContext,
  base: URL,
  options: Options & { readonly model: GatewayModel },
): Promise<ProbePlan> {
  const { io, say, warn } = context;
  const { claim, header, jsonClaim, kind, model, param, route, stage, unsafeMethods } = options;
  const isWanted = chosenRoutes(model, { routes: route, stage });
  const signingKeys = signingKeysOf(context, options);
  const goodToken = options.token === undefined ? undefined : await readToken(context, options.token);
  if (signingKeys.length === 0 && goodToken === undefined)
    say('no --keys: no good token is tried, nor what only a private key can make');
  else if (isReadableOnTheWay(base)) warn('good tokens go over plain http: whoever reads them can use them');
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

function list(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text, earlier: readonly string[] = []) => [
    ...earlier,
    text,
  ]);
}
