import type { Command } from 'commander';
import { decodeToken } from '../../token';
import type { ActionOf, CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { renderHelpExtras } from '../help-text';
import { renderInspection, renderInspectionJson } from '../inspection';
import { checkSignature, type SignatureCheck } from '../signature-check';
import { dirOption, formatOption, type TextOrJson } from './shared-options';

interface Options {
  readonly keys?: string;
  readonly dir: string;
  readonly format: TextOrJson;
}

/** `token inspect TOKEN`: what a token says, and whether it verifies. */
export function addTokenInspect(token: Command, actionOf: ActionOf): void {
  token
    .command('inspect')
    .summary('show what a token says and whether it verifies')
    .description(
      'Show what a token says and whether it verifies, on this machine only.\n' +
        'Without --keys the key set in the folder that has the key of the token is used.',
    )
    .argument('<token>', 'the token, with or without "Bearer "; - reads it from stdin')
    .option('--keys <name|file>', 'the key set to verify with: a name, or a file of public keys')
    .addOption(dirOption())
    .addOption(formatOption())
    .addHelpText(
      'after',
      renderHelpExtras({
        examples: [
          'jwt-gateway token issue customers --sub alice | jwt-gateway token inspect -',
          'jwt-gateway token inspect - --keys https-login.jwks.json --format json < token.txt',
        ],
        fine: 'the token verifies',
        findings: 'it does not verify, or there was no key to check it with',
      }),
    )
    .action(actionOf(inspect));
}

async function inspect(context: CommandContext, written: string, { keys, dir, format }: Options) {
  const text = withoutScheme(written === '-' ? await readToken(context) : written);
  const token = decodeToken(text);
  const signature = await checkSignature(context, { text, token, keys, folder: dir });
  const nowSeconds = context.io.now() / 1000;
  const inspection = { token, signature, nowSeconds, paint: context.paint };
  if (format === 'json') context.print(renderInspectionJson(inspection));
  else for (const line of renderInspection(inspection)) context.print(line);
  if (hasNoEnd(signature)) context.warn('the token has no exp: it is good for ever, if the gateway takes it');
  return signature.outcome === 'verified' ? EXIT_CODES.fine : EXIT_CODES.findings;
}

const hasNoEnd = (signature: SignatureCheck): boolean =>
  signature.outcome === 'verified' && signature.verification.notes.includes('exp-missing');

// As it is copied from an Authorization header.
const withoutScheme = (text: string): string => text.trim().replace(/^bearer\s+/i, '');

async function readToken({ io, say }: CommandContext): Promise<string> {
  if (io.stdin.isTerminal) say('paste the token, then press Enter and Ctrl-D');
  return io.stdin.read();
}
