import { Option } from 'commander';
import { GatewayError } from '../../errors';
import type { WrittenValue } from '../../template';
import { nearest } from '../../text';
import { readParameterFile } from '../sources/parameter-file';
import { listOption } from './shared-options';

/** Values of parameters by their names. */
export type Values = ReadonlyMap<string, WrittenValue>;

/** How the commands read a template: which of its stacks, and with which values of its parameters. */
export interface ReadingOptions {
  readonly stack?: readonly string[];
  readonly parameters?: Values;
  readonly parametersFile?: string;
  readonly useDefaults?: true;
}

const FORM = 'write --parameters Stage=RELEASE, once for each';

/** The options that every reader of templates has. */
export const readingOptions = (): Option[] => [
  listOption('--stack <glob>', 'only stacks of cdk.out with such a name, as in shop-*; can be repeated'),
  new Option(
    '--parameters <name=value>',
    'the value of a parameter of the template; can be repeated',
  ).argParser((text, earlier: Values = new Map()) => addValue(text, '--parameters', earlier)),
  new Option('--parameters-file <file>', 'a JSON or YAML file of such values'),
  new Option('--use-defaults', 'take the defaults of the template for parameters that have no value'),
];

/**
 * `Stage=RELEASE`, added to earlier ones. Messages do not quote the value, which may be a secret.
 *
 * @throws GatewayError `usage`
 */
function addValue(text: string, place: string, earlier: Values): Values {
  const at = text.indexOf('=');
  if (at < 1) throw new GatewayError('usage', 'what was given is not name=value', { place, hint: FORM });
  const [name, value] = [text.slice(0, at), text.slice(at + 1)];
  if (earlier.has(name))
    throw new GatewayError('usage', `the parameter '${name}' is given twice`, { place, hint: FORM });
  return new Map([...earlier, [name, { value, place }]]);
}

/** All given values: those of the command line stand over those of the file. */
export function valuesOf(
  { parameters = new Map(), parametersFile }: ReadingOptions,
  pathOf: (written: string) => string,
): Values {
  const file = parametersFile === undefined ? [] : readParameterFile(pathOf(parametersFile));
  return new Map([...file, ...parameters]);
}

/**
 * Values that are written as `Stage=RELEASE`, or in files: the later ones stand over the values of files.
 *
 * @throws GatewayError `usage`, and what {@link readParameterFile} throws
 */
export function valuesOrFiles(
  texts: readonly string[],
  place: string,
  pathOf: (written: string) => string,
): Values {
  const [files, values] = [false, true].map((wanted) =>
    texts.filter((each) => each.includes('=') === wanted),
  );
  return new Map([
    ...(files ?? []).flatMap((file) => [...readParameterFile(pathOf(file))]),
    ...(values ?? []).reduce<Values>((earlier, text) => addValue(text, place, earlier), new Map()),
  ]);
}

/**
 * Refuses a value for a parameter that no stack has.
 *
 * @throws GatewayError `usage`
 */
export function refuseStrangers(values: Values, names: ReadonlySet<string>): void {
  for (const [name, { place }] of values) {
    if (names.has(name)) continue;
    const alike = nearest(name, [...names]).join(', ');
    throw new GatewayError('usage', `no stack has a parameter '${name}'`, {
      place,
      hint: names.size === 0 ? 'the template has no parameters' : `there is ${alike}`,
    });
  }
}
