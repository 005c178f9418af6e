import { GatewayError } from '../../errors';
import { type GatewayModel, redactorOf } from '../../model';
import { decodeToken, withoutScheme } from '../../token';
import { evaluateToken, type TokenEvaluation } from '../../token-evaluation';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { type ReadingOptions, readingOptions } from '../options/reading-options';
import { dirOption, formatOption, type TextOrJson } from '../options/shared-options';
import { readSource } from '../sources/read-source';
import { renderInspection, renderInspectionJson } from '../tokens/inspection';
import { checkSignature, type SignatureCheck } from '../tokens/signature-check';

interface Options extends ReadingOptions {
  readonly keys?: string;
  readonly dir: string;
  readonly template?: string;
  readonly format: TextOrJson;
}

/** `token inspect TOKEN`: what a token says, whether it verifies, and which routes of a template would take it. */
export function addTokenInspect(token: CliCommand): void {
  token
    .command('inspect')
    .summary('show what a token says and whether it verifies')
    .description(
      'Show what a token says and whether it verifies, on this machine only.\n' +
        'Without --keys the key set in the folder that has the key of the token is used.\n' +
        'With --template also which of its routes would take the token, and why others would not.',
    )
    .argument('<token>', 'the token, with or without "Bearer "; - reads it from stdin')
    .option('--keys <name|file>', 'the key set to verify with: a name, or a file of public keys')
    .addOption(dirOption())
    .option('--template <template>', 'a ROS template, or a cdk.out directory, whose routes are asked')
    .addOptions(...readingOptions())
    .addOption(formatOption())
    .helpExtras({
      examples: [
        'jwt-gateway token issue customers --sub alice | jwt-gateway token inspect -',
        'jwt-gateway token inspect - --template cdk.out < token.txt',
        'jwt-gateway token inspect - --keys https-login.jwks.json --format json < token.txt',
      ],
      fine: 'the token verifies; with --template, a route takes it',
      findings:
        'it does not, or there was no key to check it with; with --template, no route is sure to take it',
    })
    .runs(inspect);
}

async function inspect(context: CommandContext, written: string, options: Options) {
  const { keys, dir, format } = options;
  const text = withoutScheme(written === '-' ? await readToken(context) : written);
  const token = decodeToken(text);
  const model = modelOf(context, options);
  const signature = await checkSignature(context, { text, token, keys, folder: dir });
  const evaluations = model && (await evaluateToken(text, model, { now: context.io.now }));
  const { colors, paint, io } = context;
  const hide = model === undefined ? (text: string) => text : redactorOf(model);
  const inspection = { token, signature, evaluations, hide, nowSeconds: io.now() / 1000, paint, colors };
  if (format === 'json') context.print(renderInspectionJson(inspection));
  else for (const line of renderInspection(inspection)) context.print(line);
  if (hasNoEnd(signature)) context.warn('the token has no exp: it is good for ever, if the gateway takes it');
  return isFine(signature, evaluations) ? EXIT_CODES.fine : EXIT_CODES.findings;
}

function modelOf({ pathOf }: CommandContext, options: Options): GatewayModel | undefined {
  const { parameters, parametersFile, stack, template, useDefaults } = options;
  if (template !== undefined) return readSource(template, { ...options, pathOf });
  if ((parameters ?? parametersFile ?? stack ?? useDefaults) === undefined) return undefined;
  throw new GatewayError('usage', 'stacks and parameters are those of a template, and none is named', {
    hint: 'name it with --template',
  });
}

/** Where there are routes, they decide: a key set of this machine is not what the gateway asks. */
function isFine(signature: SignatureCheck, evaluations: readonly TokenEvaluation[] | undefined): boolean {
  return evaluations === undefined
    ? signature.outcome === 'verified'
    : evaluations.some(({ verdict }) => verdict === 'taken');
}

const hasNoEnd = (signature: SignatureCheck): boolean =>
  signature.outcome === 'verified' && signature.verification.notes.includes('exp-missing');

async function readToken({ io, say }: CommandContext): Promise<string> {
  if (io.stdin.isTerminal) say('paste the token, then press Enter and Ctrl-D');
  return io.stdin.read();
}
