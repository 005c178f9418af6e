import { Option } from 'commander';
import { GatewayError, type Problem } from '../../errors';
import { importLocks, OpenApiDocument, planApis, writeCode } from '../../openapi';
import { visible } from '../../text';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { writeNewOutput } from '../write-output';

interface Options {
  readonly out: string;
  readonly public?: Readonly<Record<string, string>>;
  readonly security?: readonly string[];
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  readonly basePath?: string;
  readonly unsupported: 'error' | 'warn';
}

/** `openapi import FILE --out FILE`: the APIs of a document as code. */
export function addOpenApiImport(openapi: CliCommand): void {
  openapi
    .command('import')
    .summary('write the APIs of an OpenAPI document as TypeScript')
    .description(
      'Write the APIs of an OpenAPI document (3.0, 3.1, or Swagger 2.0) as a TypeScript file that exports\n' +
        'declareApis(group, security). An operation that demands nothing of its callers needs a reason.\n' +
        'Nothing is fetched; a $ref may lead to files beside the document.',
    )
    .argument('<document>', 'an OpenAPI document in JSON or YAML')
    .requiredOption('--out <file>', 'the TypeScript file to write, which must not be there yet')
    .addOption(
      new Option(
        '--public <operation=reason>',
        'why anybody may call an operation; may be repeated',
      ).argParser(collectReason),
    )
    .option(
      '--security <scheme>',
      'a security scheme that an authorization will stand for; may be repeated (default: all for tokens and keys)',
      collect,
    )
    .option('--only <operation>', 'an operation to write, or a glob; may be repeated', collect)
    .option('--except <operation>', 'an operation to leave out, or a glob; may be repeated', collect)
    .option('--base-path <path>', 'what the servers of the document are taken to have for a path')
    .addOption(
      new Option('--unsupported <how>', 'what becomes of what a gateway cannot keep: refused, or listed')
        .choices(['error', 'warn'])
        .default('error'),
    )
    .helpExtras({
      examples: [
        'jwt-gateway openapi import openapi.yaml --out lib/orders.ts',
        "jwt-gateway openapi import openapi.yaml --out lib/orders.ts --public 'GET /health=probe; no data'",
        "jwt-gateway openapi import openapi.yaml --out lib/admin.ts --only '* /admin/**' --unsupported warn",
      ],
      fine: 'the file is there; what a gateway cannot keep is listed',
      findings: 'something is to be decided, or cannot be kept; it is listed, and nothing was written',
    })
    .runs(importDocument);
}

function importDocument(context: CommandContext, file: string, options: Options) {
  const { pathOf, print, say } = context;
  const document = OpenApiDocument.fromFile(pathOf(file));
  const plan = planApis(document, {
    lockOf: importLocks(document, options.security),
    publicReasons: options.public,
    only: options.only,
    except: options.except,
    documentBasePath: options.basePath,
  });
  for (const line of sectionOf('to be decided', plan.problems)) print(line);
  for (const line of sectionOf('not kept by a gateway', plan.losses)) print(line);
  const refused = plan.problems.length + (options.unsupported === 'error' ? plan.losses.length : 0);
  if (refused > 0) {
    say(
      `nothing was written; see 'jwt-gateway openapi import --help' for --public, --security, --except and --unsupported`,
    );
    return EXIT_CODES.findings;
  }
  writeNewOutput(pathOf(options.out), writeCode(document, plan));
  const count = plan.apis.length;
  say(`wrote ${options.out}: ${count} API${count === 1 ? '' : 's'}, base path ${plan.basePath}`);
  return EXIT_CODES.fine;
}

function sectionOf(title: string, problems: readonly Problem[]): string[] {
  if (problems.length === 0) return [];
  return [title, ...problems.map(({ message, path }) => `  ${visible(`${path}: ${message}`)}`)];
}

/** One more value of an option. */
function collect(written: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, written];
}

/** One more `--public 'GET /health=reason'`. */
function collectReason(
  written: string,
  earlier: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, operation, reason = ''] = /^([^=]+)=(.*)$/s.exec(written) ?? [];
  if (operation === undefined || reason.trim() === '') {
    throw new GatewayError('usage', `'${written}' is not operation=reason`, {
      place: '--public',
      hint: "write --public 'GET /health=probe; returns no data'",
    });
  }
  return Object.fromEntries([...Object.entries(earlier), [operation, reason.trim()]]);
}
