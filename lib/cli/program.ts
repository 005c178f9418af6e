import { type Command, Option } from 'commander';
import { version } from '../../package.json';
import { CliCommand } from './cli-command';
import { COLOR_CHOICES, type ColorChoice } from './color';
import { addAdoptCode } from './commands/adopt-code';
import { addAdoptCommands } from './commands/adopt-commands';
import { addAdoptStore } from './commands/adopt-store';
import { addCheck } from './commands/check';
import { addDiff } from './commands/diff';
import { addInit } from './commands/init';
import { addKeysCheck } from './commands/keys/check';
import { addKeysCompare } from './commands/keys/compare';
import { addKeysCreate } from './commands/keys/create';
import { addKeysImport } from './commands/keys/import';
import { addKeysList } from './commands/keys/list';
import { addKeysRefresh } from './commands/keys/refresh';
import { addKeysRetire } from './commands/keys/retire';
import { addKeysRotate } from './commands/keys/rotate';
import { addKeysSignWith } from './commands/keys/sign-with';
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
import type { CliIo } from './io';
import { createUsageError } from './usage-error';

const HELP_WIDTH = 100;

/** The options that every command has. */
export interface GlobalOptions {
  readonly color: ColorChoice;
}

/** Adds a command to the program, or to a group of it. */
type AddCommand = (parent: CliCommand) => void;

/** A command that does nothing itself: its sub-commands do. */
interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly string[];
  /** What exit code 1 means, where a token is no good example of it. */
  readonly findings?: string;
  readonly commands: readonly AddCommand[];
}

const KEYS: CommandGroup = {
  name: 'keys',
  summary: 'make, list, check and change the keys that sign tokens',
  description:
    'Make, list, check and change the keys that sign tokens: your own, and those of an identity provider.',
  examples: [
    'jwt-gateway keys create customers',
    'jwt-gateway keys import login --issuer https://login.example.com',
    'jwt-gateway keys check',
  ],
  findings: 'done, with findings, such as a provider that has new keys',
  commands: [
    addKeysCreate,
    addKeysList,
    addKeysCheck,
    addKeysRotate,
    addKeysSignWith,
    addKeysRetire,
    addKeysImport,
    addKeysCompare,
    addKeysRefresh,
  ],
};

const TOKEN: CommandGroup = {
  name: 'token',
  summary: 'issue a token with a key of yours, or look into one',
  description: 'Issue a token with a key of yours, or look into one.',
  examples: ['jwt-gateway token issue customers --sub alice', 'jwt-gateway token inspect -'],
  commands: [addTokenIssue, addTokenInspect],
};

const ADOPT: CommandGroup = {
  name: 'adopt',
  summary: 'record a gateway that exists already, and bring it into code',
  description:
    'Record a gateway that exists already. A recording is named live:DIR, wherever a template is asked for.',
  examples: ['jwt-gateway adopt commands --all > record.sh', 'jwt-gateway routes live:recording'],
  commands: [addAdoptCommands, addAdoptCode, addAdoptStore],
};

const OPENAPI: CommandGroup = {
  name: 'openapi',
  summary: 'an OpenAPI document as code, against a gateway, or of one',
  description: 'Bring an OpenAPI document into code, compare one with a gateway, or make one of a gateway.',
  examples: [
    'jwt-gateway openapi import openapi.yaml --out lib/orders.ts',
    'jwt-gateway openapi compare openapi.yaml cdk.out',
    'jwt-gateway openapi export cdk.out --stage RELEASE',
  ],
  commands: [addOpenApiImport, addOpenApiCompare, addOpenApiExport],
};

const MIGRATE: CommandGroup = {
  name: 'migrate',
  summary: 'prepare the move to a cloud-native API gateway',
  description: 'Prepare the move to a cloud-native API gateway.',
  examples: ['jwt-gateway migrate assess cdk.out', 'jwt-gateway migrate assess live:recording'],
  commands: [addMigrateAssess],
};

/** All commands, in the order of the help. */
const COMMANDS: readonly (AddCommand | CommandGroup)[] = [
  addInit,
  KEYS,
  TOKEN,
  addSynth,
  addRoutes,
  addCheck,
  addDiff,
  addServe,
  addVerify,
  ADOPT,
  OPENAPI,
  MIGRATE,
];

const FINE = 'done, nothing to report';
const FINDINGS = 'done, with findings, such as a token that does not verify';

/** The whole command line as commander knows it. It writes to `io` and never ends the process. */
export function createProgram(io: CliIo, actionOf: ActionOf): CliCommand {
  const program = new CliCommand('jwt-gateway', actionOf)
    .description('Keys, tokens and reviews for JWT-protected APIs of Alibaba Cloud API Gateway.')
    .version(version, '--version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .addOption(new Option('--color <when>', 'when to use colors').choices(COLOR_CHOICES).default('auto'))
    .helpExtras({
      examples: [
        'jwt-gateway init shop',
        'jwt-gateway keys create customers',
        'jwt-gateway token issue customers --sub alice | jwt-gateway token inspect -',
        'jwt-gateway routes cdk.out',
        'jwt-gateway check cdk.out',
        'jwt-gateway diff git:main cdk.out',
        'jwt-gateway token issue --help',
      ],
      fine: FINE,
      findings: FINDINGS,
    });
  writeTo(io, program);
  for (const each of COMMANDS) {
    if (typeof each === 'function') each(program);
    else addGroup(program, each);
  }
  for (const command of withDescendants(program)) throwErrorsOf(command);
  return program;
}

function addGroup(program: CliCommand, group: CommandGroup): void {
  const { commands, description, examples, findings = FINDINGS, name, summary } = group;
  const parent = program
    .command(name)
    .summary(summary)
    .description(description)
    .helpExtras({ examples, fine: FINE, findings });
  for (const add of commands) add(parent);
}

// Sub-commands inherit this, so it has to be called before they are added.
function writeTo(io: CliIo, program: CliCommand): void {
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
