import { Command, Option } from 'commander';
import { version } from '../../package.json';
import { COLOR_CHOICES, type ColorChoice } from './color';
import { addAdoptCode } from './commands/adopt-code';
import { addAdoptCommands } from './commands/adopt-commands';
import { addAdoptStore } from './commands/adopt-store';
import { addCheck } from './commands/check';
import { addDiff } from './commands/diff';
import { addInit } from './commands/init';
import { addKeys } from './commands/keys';
import { addMigrateAssess } from './commands/migrate-assess';
import { addOpenApiCompare } from './commands/openapi-compare';
import { addOpenApiExport } from './commands/openapi-export';
import { addOpenApiImport } from './commands/openapi-import';
import { addRoutes } from './commands/routes';
import { addServe } from './commands/serve';
import { addSynth } from './commands/synth';
import { addTokenInspect } from './commands/token-inspect';
import { addTokenIssue } from './commands/token-issue';
import { addVerify } from './commands/verify';
import type { ActionOf } from './context';
import { renderHelpExtras } from './help-text';
import type { CliIo } from './io';
import { createUsageError } from './usage-error';

const HELP_WIDTH = 100;

/** The options that every command has. */
export interface GlobalOptions {
  readonly color: ColorChoice;
}

/** The whole command line as commander knows it. It writes to `io` and never ends the process. */
export function createProgram(io: CliIo, actionOf: ActionOf): Command {
  const program = new Command('jwt-gateway')
    .description('Keys, tokens and reviews for JWT-protected APIs of Alibaba Cloud API Gateway.')
    .version(version, '--version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .addOption(new Option('--color <when>', 'when to use colors').choices(COLOR_CHOICES).default('auto'))
    .addHelpText(
      'after',
      groupExtras(
        'jwt-gateway init shop',
        'jwt-gateway keys create customers',
        'jwt-gateway token issue customers --sub alice | jwt-gateway token inspect -',
        'jwt-gateway routes cdk.out',
        'jwt-gateway check cdk.out',
        'jwt-gateway diff git:main cdk.out',
        'jwt-gateway token issue --help',
      ),
    );
  writeTo(io, program);
  addInit(program, actionOf);
  addKeys(program, actionOf);
  addToken(program, actionOf);
  addSynth(program, actionOf);
  addRoutes(program, actionOf);
  addCheck(program, actionOf);
  addDiff(program, actionOf);
  addServe(program, actionOf);
  addVerify(program, actionOf);
  addAdopt(program, actionOf);
  addOpenApi(program, actionOf);
  addMigrate(program, actionOf);
  for (const command of withDescendants(program)) throwErrorsOf(command);
  return program;
}

function addToken(program: Command, actionOf: ActionOf): void {
  const token = program
    .command('token')
    .summary('issue a token with a key of yours, or look into one')
    .description('Issue a token with a key of yours, or look into one.')
    .helpCommand(false)
    .addHelpText(
      'after',
      groupExtras('jwt-gateway token issue customers --sub alice', 'jwt-gateway token inspect -'),
    );
  addTokenIssue(token, actionOf);
  addTokenInspect(token, actionOf);
}

function addOpenApi(program: Command, actionOf: ActionOf): void {
  const openapi = program
    .command('openapi')
    .summary('an OpenAPI document as code, against a gateway, or of one')
    .description('Bring an OpenAPI document into code, compare one with a gateway, or make one of a gateway.')
    .helpCommand(false)
    .addHelpText(
      'after',
      groupExtras(
        'jwt-gateway openapi import openapi.yaml --out lib/orders.ts',
        'jwt-gateway openapi compare openapi.yaml cdk.out',
        'jwt-gateway openapi export cdk.out --stage RELEASE',
      ),
    );
  addOpenApiImport(openapi, actionOf);
  addOpenApiCompare(openapi, actionOf);
  addOpenApiExport(openapi, actionOf);
}

function addAdopt(program: Command, actionOf: ActionOf): void {
  const adopt = program
    .command('adopt')
    .summary('record a gateway that exists already, and bring it into code')
    .description(
      'Record a gateway that exists already. A recording is named live:DIR, wherever a template is asked for.',
    )
    .helpCommand(false)
    .addHelpText(
      'after',
      groupExtras('jwt-gateway adopt commands --all > record.sh', 'jwt-gateway routes live:recording'),
    );
  addAdoptCommands(adopt, actionOf);
  addAdoptCode(adopt, actionOf);
  addAdoptStore(adopt, actionOf);
}

function addMigrate(program: Command, actionOf: ActionOf): void {
  const migrate = program
    .command('migrate')
    .summary('prepare the move to a cloud-native API gateway')
    .description('Prepare the move to a cloud-native API gateway.')
    .helpCommand(false)
    .addHelpText(
      'after',
      groupExtras('jwt-gateway migrate assess cdk.out', 'jwt-gateway migrate assess live:recording'),
    );
  addMigrateAssess(migrate, actionOf);
}

const groupExtras = (...examples: string[]): string =>
  renderHelpExtras({
    examples,
    fine: 'done, nothing to report',
    findings: 'done, with findings, such as a token that does not verify',
  });

// Sub-commands inherit this, so it has to be said before they are added.
function writeTo(io: CliIo, program: Command): void {
  program
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => (title === 'Global Options:' ? 'Global options:' : title),
    })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => {},
      getOutHelpWidth: () => HELP_WIDTH,
      getErrHelpWidth: () => HELP_WIDTH,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
}

// Commander tells the handler what is wrong, but not in which command: so each one has a handler of its own.
function throwErrorsOf(command: Command): void {
  command.exitOverride((error) => {
    const isHelp = error.exitCode === 0 || error.code === 'commander.help';
    throw isHelp ? error : createUsageError(error, command);
  });
}

function withDescendants(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withDescendants)];
}
