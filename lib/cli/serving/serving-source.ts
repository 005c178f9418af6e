import { applyLevels, CHANGE_KINDS, diffGateways } from '../../diff';
import { GatewayError } from '../../errors';
import type { GatewayModel } from '../../model';
import { renderDiffLines } from '../../report';
import { visible } from '../../text';
import type { CommandContext } from '../context';
import { readPlace, readSource, type SourceReading } from '../sources/read-source';
import { openSynthesizedSource } from '../sources/synthesized-source';
import { openedRoutes } from './opened-routes';
import { Reloading } from './reloading';
import { Resynthesizing } from './resynthesizing';
import type { ServedGateway } from './served-gateway';
import { WatchedFolders } from './watched-folders';

/** Where a served gateway comes from. */
export interface ServingSource {
  /** What the user calls it. */
  readonly name: string;
  /** The newest gateway that could be made. */
  readonly current: ServedGateway;
  /** Looks whether there is a newer one. */
  look(): void;
  /** Fulfilled when nothing is under way any more. */
  settled(): Promise<void>;
}

/** How what is served is read, and made into a gateway. */
interface Serving {
  readonly reading: Omit<SourceReading, 'files' | 'pathOf'>;
  readonly load: (model: GatewayModel) => ServedGateway;
}

/**
 * A template that is read again when it has changed.
 *
 * @throws GatewayError where it cannot be read or served
 */
export function serveTemplate(
  context: CommandContext,
  template: string,
  { load, reading }: Serving,
): ServingSource {
  const { print, say, warn } = context;
  const reloading = new Reloading(
    (files) => load(readSource(template, { ...reading, pathOf: context.pathOf, files })),
    LOOKS_AT_REST,
  );
  return {
    name: template,
    get current() {
      return reloading.current;
    },
    look() {
      const before = reloading.current;
      const refreshed = reloading.refresh();
      if (refreshed.outcome === 'broken')
        warn(`still serving ${template} as it was: ${visible(refreshed.why)}`);
      if (refreshed.outcome !== 'reloaded') return;
      say(`serving ${template} as it is now`);
      warnOfOpened(context, before, refreshed.value);
      if (refreshed.value.overview !== before.overview) print(refreshed.value.overview);
    },
    settled: async () => {},
  };
}

/** How many looks have to see the same files: a template that is half written may well be readable. */
const LOOKS_AT_REST = 4;

/** What opens while it is served is said loudly. */
function warnOfOpened({ warn }: CommandContext, before: ServedGateway, now: ServedGateway): void {
  for (const line of openedRoutes(before.gateway, now.gateway)) warn(visible(line));
}

/** What an app is made of, unless the user names more. */
const SOURCES = [
  'bin',
  'lib',
  'keys',
  'cdk.json',
  'cdk.context.json',
  'package.json',
  'jwt-gateway.waivers.yaml',
];

/** How an app is served. */
interface AppServing {
  /** Folders and files beside {@link SOURCES} that the app is made of, as the user wrote them. */
  readonly watch?: readonly string[];
  /** Ends a run that is under way. */
  readonly signal: AbortSignal;
}

/**
 * What the app of `cdk.json` synthesizes, and synthesizes anew when its sources have changed.
 *
 * @throws GatewayError `usage` for a folder to watch that is not there, and what the first run ends with
 */
export async function serveApp(
  context: CommandContext,
  { signal, watch = [] }: AppServing,
  { load, reading }: Serving,
): Promise<ServingSource> {
  const { print, say, warn } = context;
  refuseMissing(context, watch);
  const name = 'the app of cdk.json';
  const made = await Resynthesizing.start<ServedGateway>({
    watched: new WatchedFolders([...SOURCES, ...watch].map(context.pathOf)),
    make: async () => load(await synthesize(context, signal, reading)),
    talk: {
      started: () => say('something has changed: synthesizing'),
      made: (now, before) => {
        say(`serving ${name} as it is now`);
        warnOfOpened(context, before, now);
        print(changesInLines(context, before.model, now.model));
      },
      failed: (error) => {
        if (!signal.aborted) warn(`still serving ${name} as it was: ${visible(wordsOf(error))}`);
      },
      gone: (root) => warn(`${root} is not there any more`),
    },
  });
  return {
    name,
    get current() {
      return made.current;
    },
    look: () => made.look(),
    settled: () => made.settled(),
  };
}

function refuseMissing({ pathOf }: CommandContext, watch: readonly string[]): void {
  const missing = watch.find((written) => new WatchedFolders([pathOf(written)]).missing().length > 0);
  if (missing === undefined) return;
  throw new GatewayError('usage', `there is no file or folder '${missing}'`, {
    place: '--watch',
    hint: 'write the folders that the app is made of, with commas: --watch src,specs',
  });
}

async function synthesize(
  context: CommandContext,
  signal: AbortSignal,
  reading: Omit<SourceReading, 'files' | 'pathOf'>,
): Promise<GatewayModel> {
  const { files, place, remove } = await openSynthesizedSource(context, { signal });
  try {
    return readPlace(place, { ...reading, pathOf: context.pathOf, files });
  } finally {
    remove();
  }
}

function changesInLines(
  { colors, io, width }: CommandContext,
  before: GatewayModel,
  now: GatewayModel,
): string {
  const compared = applyLevels(diffGateways(before, now), [], io.now());
  return renderDiffLines({ diff: compared, kinds: CHANGE_KINDS }, { color: colors, width });
}

// An error of ours must not end what works, and it shows its stack.
function wordsOf(error: unknown): string {
  return GatewayError.isGatewayError(error) ? error.message : String((error as Error).stack);
}
