import { GatewayError } from '../../errors';
import type { GatewayModel } from '../../model';
import type { CommandContext } from '../context';
import {
  type ReadingOptions,
  refuseStrangers,
  type Values,
  valuesOf,
  valuesOrFiles,
} from '../options/reading-options';
import type { TemplateSource } from '../sources/git-files';
import { openPlace, parameterNames } from '../sources/read-source';
import { openSynthesizedSource } from '../sources/synthesized-source';
import { openTemplateSource } from '../sources/template-source';

/** What the two sides of a comparison are, and how they are read. */
export interface DiffSides extends ReadingOptions {
  /** The head is what the app synthesizes now. */
  readonly synth?: true;
  /** A base that is not there counts as empty. */
  readonly allowMissingBase?: true;
  /** The stacks of the base, where they are called otherwise than those of the head. */
  readonly againstStack?: readonly string[];
  /** Values for one side only, or files with such values. */
  readonly baseParameters?: readonly string[];
  readonly headParameters?: readonly string[];
}

/** One side of a comparison. */
interface DiffSide extends Pick<TemplateSource, 'fileOf'> {
  readonly model: GatewayModel;
}

/** Both sides. */
interface OpenedSides {
  readonly base: DiffSide;
  readonly head: DiffSide;
}

/**
 * Reads both sides. A revision that is not there is an error, whatever is allowed.
 *
 * @param writtenHead left out where the app makes the head, or where it is another stack of the base
 * @throws GatewayError `usage`, and what reading a source throws
 */
export async function readSides(
  [writtenBase, writtenHead]: readonly [base: string, head: string | undefined],
  context: CommandContext,
  options: DiffSides,
): Promise<OpenedSides> {
  const { againstStack, baseParameters = [], headParameters = [], synth } = options;
  if (writtenHead !== undefined && synth) refuse('--synth makes the head itself');
  if (againstStack !== undefined && options.stack === undefined && !synth && writtenHead === undefined)
    throw new GatewayError('usage', '--against-stack names the stack of the base only', {
      hint: 'name that of the head with --stack',
    });
  const { pathOf } = context;
  const values = {
    both: valuesOf(options, pathOf),
    base: valuesOrFiles(baseParameters, '--base-parameters', pathOf),
    head: valuesOrFiles(headParameters, '--head-parameters', pathOf),
  };
  const base = readBase(openTemplateSource(writtenBase, context), {
    ...options,
    stack: againstStack ?? options.stack,
    values: new Map([...values.both, ...values.base]),
  });
  const head = await readHead(writtenHead ?? (againstStack && writtenBase), context, {
    ...options,
    values: new Map([...values.both, ...values.head]),
  });
  refuseOthers({ base, head }, options, values);
  return { base, head };
}

/** One side as it is read. */
interface SideReading extends DiffSides {
  readonly values: Values;
}

function readModel(
  { files, place }: TemplateSource,
  { stack, useDefaults, values }: SideReading,
): GatewayModel {
  return openPlace(place, { files, parameters: { values, useDefaults }, stacks: stack });
}

function readBase(source: TemplateSource, reading: SideReading): DiffSide {
  const isEmpty = reading.allowMissingBase === true && source.isMissing();
  return {
    fileOf: source.fileOf,
    model: isEmpty ? emptyGateway(source.place) : readModel(source, reading),
  };
}

function emptyGateway(place: string): GatewayModel {
  return {
    place,
    stacks: [],
    groups: [],
    plugins: [],
    bindings: [],
    deployments: [],
    routes: [],
    domains: [],
    stageConfigs: [],
    problems: [],
  };
}

async function readHead(
  written: string | undefined,
  context: CommandContext,
  reading: SideReading,
): Promise<DiffSide> {
  if (reading.synth) return readSynthesis(context, reading);
  const source = openTemplateSource(written ?? refuse('there is nothing to compare with'), context);
  return { fileOf: source.fileOf, model: readModel(source, reading) };
}

async function readSynthesis(context: CommandContext, reading: SideReading): Promise<DiffSide> {
  const source = await openSynthesizedSource(context);
  try {
    return { fileOf: source.fileOf, model: readModel(source, reading) };
  } finally {
    source.remove();
  }
}

/** A value for both sides may be for a parameter that only one of them has: the other may be older. */
function refuseOthers(
  { base, head }: OpenedSides,
  { againstStack, allowMissingBase }: DiffSides,
  values: Readonly<Record<'both' | 'base' | 'head', Values>>,
): void {
  const [before, after] = [parameterNames(base.model), parameterNames(head.model)];
  refuseStrangers(values.both, new Set([...before, ...after]));
  if (!allowMissingBase || base.model.stacks.length > 0) refuseStrangers(values.base, before);
  refuseStrangers(values.head, after);
  if (againstStack === undefined) return;
  for (const { model } of [base, head]) {
    const roots = model.stacks.filter(({ parent }) => parent === undefined);
    if (roots.length > 1)
      throw new GatewayError('usage', `--against-stack compares one stack with one, got ${roots.length}`, {
        place: model.place,
        hint: `name one of ${roots.map(({ name }) => name).join(', ')}`,
      });
  }
}

function refuse(text: string): never {
  throw new GatewayError('usage', text, {
    hint: "name a head or say --synth, and not both; see 'jwt-gateway diff --help'",
  });
}
