import type { GatewayError } from '../../../errors';
import { type KeyFiles, listKeyFiles, PublicKeySet, thumbprint } from '../../../jwk';
import { ProviderKeys } from '../../../provider';
import { datesOf } from '../../../rotation';
import { nodeFiles, readTextIfAny } from '../../../template';
import { renderTable, visible, visibleJson } from '../../../text';
import type { CliCommand } from '../../cli-command';
import type { CommandContext } from '../../context';
import { EXIT_CODES } from '../../exit-codes';
import { dirOption, formatOption, type TextOrJson } from '../../options/shared-options';
import { withoutQuery } from '../../providing/admitted';
import { settledFolder } from '../../providing/provider-files';
import { attempt } from '../../rotating/check-rotations';
import { findPlan } from '../../rotating/plan-file';

interface Options {
  readonly dir: string;
  readonly format: TextOrJson;
}

/** `keys list`: the key sets of a folder. */
export function addKeysList(keys: CliCommand): void {
  keys
    .command('list')
    .summary('show the key sets of a folder')
    .description(
      'Show every key of every key set in a folder: whether it signs, and from when on it may go, where a\n' +
        'plan says so. Private halves are not read.',
    )
    .addOptions(dirOption(), formatOption())
    .helpExtras({
      examples: ['jwt-gateway keys list', 'jwt-gateway keys list --format json'],
      fine: 'the list is on stdout',
    })
    .runs(listKeys);
}

function listKeys(context: CommandContext, { dir, format }: Options) {
  const { print, say } = context;
  const folder = settledFolder(context, dir);
  const refusals: GatewayError[] = [];
  const files = listKeyFiles(folder);
  const keySets = files.flatMap((each) => attempt(() => [readKeySet(each)], refusals) ?? []);
  if (format === 'json') print(visibleJson({ keySets }));
  else if (files.length === 0) say(`no key sets in ${dir} (make one: npx jwt-gateway keys create NAME)`);
  else for (const line of renderTable(rowsOf(keySets))) print(line);
  // Said last: the others are on stdout.
  const [first, ...others] = refusals;
  for (const other of others) say(visible(other.message));
  if (first !== undefined) throw first;
  return EXIT_CODES.fine;
}

interface ListedKeySet {
  readonly name: string;
  readonly publicFile: string;
  /** The issuer whose keys they are, or where they are from. */
  readonly provider?: string;
  readonly keys: readonly ListedKey[];
}

interface ListedKey {
  readonly kid?: string;
  readonly alg?: string;
  readonly thumbprint: string;
  /** Whether it signs, where a plan says which does. */
  readonly signs?: boolean;
  /** From when on it may go, and by when it should be gone. */
  readonly retireFrom?: string;
  readonly retireBy?: string;
  /** Since when its provider does not list it any more. */
  readonly missingSince?: string;
}

function readKeySet(files: KeyFiles): ListedKeySet {
  const { name, providerPath, publicPath } = files;
  const { keys } = PublicKeySet.fromFile(publicPath);
  const plan = findPlan(files);
  const isProvided = readTextIfAny(nodeFiles, providerPath) !== undefined;
  const record = isProvided ? ProviderKeys.fromFile(providerPath).record : undefined;
  return {
    name,
    publicFile: publicPath,
    ...(record === undefined ? {} : { provider: record.issuer ?? withoutQuery(record.source) }),
    keys: keys.map((key) => {
      const { missingSince } = record?.keys.find(({ kid }) => kid === key.kid) ?? {};
      return {
        kid: key.kid,
        alg: key.alg,
        thumbprint: thumbprint(key),
        ...(plan === undefined ? {} : datesOf(plan, key.kid)),
        ...(missingSince === undefined ? {} : { missingSince }),
      };
    }),
  };
}

/** The table; its last column stands where something is known of a key beside itself. */
function rowsOf(keySets: readonly ListedKeySet[]): string[][] {
  const rows = keySets.flatMap((set) =>
    set.keys.map((key) => [
      set.name,
      key.alg ?? '-',
      key.kid === undefined ? `- (thumbprint ${key.thumbprint})` : visible(key.kid),
      stateOf(set, key),
    ]),
  );
  const isStated = rows.some((row) => row[3] !== '');
  return [
    ['NAME', 'ALG', 'KID', ...(isStated ? ['STATE'] : [])],
    ...rows.map((row) => row.slice(0, isStated ? 4 : 3)),
  ];
}

function stateOf(
  { provider }: ListedKeySet,
  { missingSince, retireBy, retireFrom, signs }: ListedKey,
): string {
  if (provider !== undefined) {
    return missingSince === undefined ? `of ${visible(provider)}` : `not offered since ${missingSince}`;
  }
  if (signs === undefined) return '';
  const until = retireFrom === undefined ? '' : `, may go from ${retireFrom} and should by ${retireBy}`;
  return `${signs ? 'signs' : 'accepted'}${until}`;
}
