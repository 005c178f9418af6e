import { Option } from 'commander';
import { GatewayError } from '../../errors';
import { ReplayMemories } from '../../gateway';
import { keyFilesOf, PublicKeySet } from '../../jwk';
import { isLoopbackName } from '../../loopback';
import type { GatewayModel } from '../../model';
import { startServer } from '../../server';
import { visible } from '../../text';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { collectBackend } from '../options/backend-options';
import { type ReadingOptions, readingOptions } from '../options/reading-options';
import { dirOption, listOption } from '../options/shared-options';
import { commandToIssue } from '../serving/command-to-issue';
import { createMovedClock } from '../serving/moved-clock';
import {
  type GatewayLoading,
  type GatewaySettings,
  loadGateway,
  type ServedGateway,
} from '../serving/served-gateway';
import { createPage, findPageAddress } from '../serving/served-page';
import { type ServingSource, serveApp, serveTemplate } from '../serving/serving-source';

interface Options extends GatewaySettings, ReadingOptions {
  readonly host: string;
  readonly port: number;
  readonly clock?: string;
  readonly keys?: string;
  readonly replaceKeys?: string;
  readonly dir: string;
  readonly reload: boolean;
  readonly synth?: true;
  readonly watch?: readonly string[];
}

const RELOAD_MILLIS = 250;

/** `serve TEMPLATE`: the gateway that a template describes, on this machine. */
export function addServe(program: CliCommand): void {
  program
    .command('serve')
    .summary('serve the gateway of a template on this machine')
    .description(
      'Serve the gateway of a ROS template on this machine, and really verify tokens.\n' +
        'What cannot be read or emulated answers 501. A template that changes is read again.\n' +
        'A page to try it out is at /__gateway/, for this machine only.',
    )
    .argument('[template]', 'a ROS template in JSON or YAML, or a cdk.out directory; left out with --synth')
    .option(
      '--synth',
      'run the app of cdk.json, serve what it synthesizes, and again when its sources change',
    )
    .addOption(
      new Option(
        '--watch <paths>',
        'with --synth: folders and files that the app is made of, beside bin, lib and keys; with commas',
      ).argParser(parseWatch),
    )
    .addOptions(...readingOptions())
    .addOption(new Option('--host <address>', 'the address to listen at').default('127.0.0.1'))
    .addOption(
      new Option('--port <number>', 'the port to listen at; 0 takes any that is free')
        .default(9080)
        .argParser(parsePort),
    )
    .option(
      '--backend <group=url>',
      'what stands for the backend of a group; can be repeated',
      collectBackend,
    )
    .option('--mock', 'answer in place of all backends, with what they would have got')
    .addOption(
      listOption('--allow-unemulated <name>', 'serve without what cannot be emulated; can be repeated'),
    )
    .option('--explain', 'put the way to each decision into the header X-Jwt-Gateway-Explain')
    .option('--clock <time>', 'start the clock of the gateway at a time, such as +5m or 2026-01-31T12:00:00Z')
    .option('--keys <name>', 'let the page mint tokens with the private keys of a key set')
    .option('--replace-keys <name>', 'let a key set of yours stand in for the keys of a provider')
    .addOption(dirOption())
    .option('--no-reload', 'keep serving the template as it is now')
    .helpExtras({
      examples: [
        'jwt-gateway serve cdk.out --mock',
        'jwt-gateway serve --synth --mock --watch specs,src',
        'jwt-gateway serve cdk.out --backend orders=http://127.0.0.1:3000',
        'jwt-gateway serve cdk.out --mock --keys customers',
        'jwt-gateway serve cdk.out --mock --replace-keys testers --keys testers',
        'jwt-gateway serve template.yaml --mock --port 0 --explain --clock +11m',
      ],
      fine: 'it was stopped, by Ctrl-C or SIGTERM, and all requests were answered',
    })
    .runs(serve);
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new GatewayError('usage', `'${text}' is not a port`, {
    place: '--port',
    hint: 'write a number up to 65535; 0 takes any that is free',
  });
}

function parseWatch(text: string): readonly string[] {
  const paths = text.split(',').map((path) => path.trim());
  if (paths.every((path) => path !== '')) return paths;
  throw new GatewayError('usage', `'${text}' has an empty name in it`, {
    place: '--watch',
    hint: 'write folders with commas: --watch src,specs',
  });
}

async function serve(context: CommandContext, template: string | undefined, options: Options) {
  const { io, print, say, warn } = context;
  const now = createMovedClock(options.clock, io.now);
  const { dir, host, keys, port } = options;
  let current = (): ServedGateway => {
    throw new Error('nothing is served yet');
  };
  const page = createPage(context, { served: () => current(), now, keys, dir });
  // Before anybody can know that it listens, and stop it.
  const stopped = io.untilStopped();
  const ending = new AbortController();
  void stopped.then(() => ending.abort());
  const source = await open(context, template, {
    ...options,
    now,
    observe: page.observe,
    replays: new ReplayMemories(),
    signal: ending.signal,
  });
  if (source === undefined) return EXIT_CODES.fine;
  current = () => source.current;
  const server = await startServer({
    extra: page,
    handle: (request) => current().gateway.handle(request),
    host,
    port,
    log: (text) => warn(text.split('\n').map(visible).join('\n')),
  });
  if (!isLoopbackName(host)) warn(`other machines can call this gateway: it listens at ${host}`);
  if (options.replaceKeys !== undefined) print(replacementNote(options, source.current));
  print(source.current.overview);
  const address = findPageAddress(host, server.url);
  if (address !== undefined) print(`${address} is a page to try it out`);
  const issue = keys === undefined ? undefined : commandToIssue(source.current.model, { dir, name: keys });
  if (issue !== undefined) print(`${issue} prints a token that it takes`);
  print([`${server.url} serves ${source.name}`, ...notesOn(options, now)].join(', '));
  const stopLooking = options.reload ? io.every(RELOAD_MILLIS, () => source.look()) : undefined;
  await stopped;
  stopLooking?.();
  say('stopping when the requests under way are answered');
  await Promise.all([server.close(), source.settled()]);
  return EXIT_CODES.fine;
}

/** What is served; `undefined` where somebody wanted to stop before there was anything. */
async function open(
  context: CommandContext,
  template: string | undefined,
  {
    parameters,
    parametersFile,
    signal,
    stack,
    synth,
    useDefaults,
    watch,
    ...loading
  }: Options & GatewayLoading & { readonly signal: AbortSignal },
): Promise<ServingSource | undefined> {
  const load = (model: GatewayModel) => loadGateway(context, model, loading);
  const reading = {
    parameters,
    parametersFile,
    stack,
    useDefaults,
    replaceKeys: findReplacement(context, loading),
  };
  if ((template === undefined) !== (synth === true)) refuse('name a template or say --synth, and not both');
  if (watch !== undefined && !synth) refuse('--watch is for --synth: a template is looked at anyway');
  if (template !== undefined) return serveTemplate(context, template, { load, reading });
  try {
    return await serveApp(context, { signal, watch }, { load, reading });
  } catch (error) {
    const wasEnded =
      GatewayError.isGatewayError(error) && error.code === 'synthesis-failed' && signal.aborted;
    if (wasEnded) return undefined;
    throw error;
  }
}

function refuse(text: string): never {
  throw new GatewayError('usage', text, { hint: "see 'jwt-gateway serve --help'" });
}

function findReplacement(
  { pathOf }: CommandContext,
  { dir, replaceKeys }: Options,
): PublicKeySet | undefined {
  if (replaceKeys === undefined) return undefined;
  return PublicKeySet.fromFile(keyFilesOf(replaceKeys, pathOf(dir)).publicPath);
}

/** Said before anything else: tokens of the provider are refused here, and tokens of the test keys are not elsewhere. */
function replacementNote({ replaceKeys }: Options, { model }: ServedGateway): string {
  const replaced = model.plugins.filter(({ jwtAuth }) => jwtAuth?.areKeysReplaced).map(({ id }) => id);
  return replaced.length === 0
    ? `no JWT plug-in has keys that ${replaceKeys} could stand in for`
    : `the keys of ${replaceKeys} stand in for those of ${replaced.join(', ')}: real tokens are refused here`;
}

function notesOn({ clock, mock }: Options, now: () => number): string[] {
  const time = new Date(now()).toISOString().replace(/\.\d+/, '');
  return [
    ...(mock ? ['its backends are mocked'] : []),
    ...(clock === undefined ? [] : [`its clock says ${time}`]),
  ];
}
