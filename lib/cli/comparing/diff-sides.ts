import { GatewayError } from '../../errors';
import type { GatewayModel } from '../../model';
import type { CommandContext } from '../context';
import { readSource } from '../sources/read-source';
import { openSynthesizedSource } from '../sources/synthesized-source';
import { openTemplateSource, type TemplateSource } from '../sources/template-source';

/** Which of the two sides of a comparison may be something else than a template. */
export interface DiffSides {
  /** The head is what the app synthesizes now. */
  readonly synth?: true;
  /** A base that is not there counts as empty. */
  readonly allowMissingBase?: true;
}

/** One side of a comparison. */
export interface DiffSide extends Pick<TemplateSource, 'fileOf'> {
  readonly model: GatewayModel;
}

/** The side to compare with. A revision that is not there is an error, whatever is allowed. */
export function readBase(
  written: string,
  context: CommandContext,
  { allowMissingBase }: DiffSides,
): DiffSide {
  const { fileOf, files, isMissing, place } = openTemplateSource(written, context);
  const isEmpty = allowMissingBase === true && isMissing();
  return { fileOf, model: isEmpty ? emptyGateway(place) : readSource(place, samePath, files) };
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
    problems: [],
  };
}

/** The side that is compared: a template, or a fresh synthesis. */
export async function readHead(
  written: string | undefined,
  context: CommandContext,
  { synth }: DiffSides,
): Promise<DiffSide> {
  if (written === undefined)
    return synth ? readSynthesis(context) : refuse('there is nothing to compare with');
  if (synth) return refuse('--synth makes the head itself');
  const { fileOf, files, place } = openTemplateSource(written, context);
  return { fileOf, model: readSource(place, samePath, files) };
}

async function readSynthesis(context: CommandContext): Promise<DiffSide> {
  const { fileOf, files, place, remove } = await openSynthesizedSource(context);
  try {
    return { fileOf, model: readSource(place, samePath, files) };
  } finally {
    remove();
  }
}

/** Places are paths to open already. */
const samePath = (place: string): string => place;

function refuse(text: string): never {
  throw new GatewayError('usage', text, {
    hint: "name a head or say --synth, and not both; see 'jwt-gateway diff --help'",
  });
}
