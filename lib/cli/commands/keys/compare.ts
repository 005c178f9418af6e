import { readGateway } from '../../../model';
import { compareKeys } from '../../../provider';
import { KEY_COMPARISON_FORMATS, type KeyComparisonFormat, renderKeyComparison } from '../../../report';
import type { CliCommand } from '../../cli-command';
import type { CommandContext } from '../../context';
import { EXIT_CODES } from '../../exit-codes';
import { dirOption, formatOption, nowOption, timeOf } from '../../options/shared-options';
import { admitted } from '../../providing/admitted';
import { type NetworkSettings, networkOptions } from '../../providing/network-options';
import { readProvider } from '../../providing/provider-files';
import { readSource } from '../../providing/read-source';
import { graceOption } from './refresh';

interface Options extends NetworkSettings {
  readonly template?: string;
  readonly source?: string;
  readonly grace: number;
  readonly format: KeyComparisonFormat;
  readonly dir: string;
  readonly now?: string;
}

/** `keys compare NAME`: whether a provider still has the keys that were pinned. */
export function addKeysCompare(keys: CliCommand): void {
  keys
    .command('compare')
    .summary('say whether a provider still has the keys that were pinned')
    .description(
      'Read the keys of an identity provider and say how they differ from those that were pinned, and\n' +
        'which of these a template lacks. Changes nothing: keys refresh does.',
    )
    .argument('<name>', 'the provider, as given to keys import')
    .option('--template <template>', 'a ROS template or a cdk.out directory that should have the keys')
    .option('--source <where>', 'where to read the keys, instead of where NAME.provider.json says')
    .addOption(graceOption())
    .addOption(formatOption(KEY_COMPARISON_FORMATS))
    .addOptions(...networkOptions(), dirOption(), nowOption())
    .helpExtras({
      examples: [
        'jwt-gateway keys compare login',
        'jwt-gateway keys compare login --template cdk.out --format github',
      ],
      fine: 'the same keys; a key in its grace is a note',
      findings: 'they differ, or the template lacks one',
    })
    .runs(compare);
}

async function compare(context: CommandContext, name: string, options: Options) {
  const { io, pathOf } = context;
  const { files, provider } = readProvider(context, name, options.dir);
  const model = options.template === undefined ? undefined : readGateway(pathOf(options.template));
  const { algorithms } = provider.record;
  const source = options.source ?? provider.record.source;
  const selection = admitted(context, await readSource(context, source, options), { algorithms, source });
  if (selection === undefined) return EXIT_CODES.findings;
  const now = timeOf(context, options);
  const comparison = compareKeys(provider, selection, { now, graceSeconds: options.grace, source, model });
  io.stdout.write(
    `${renderKeyComparison(comparison, { format: options.format, file: files.providerPath, base: io.cwd })}\n`,
  );
  return comparison.differences.length === 0 ? EXIT_CODES.fine : EXIT_CODES.findings;
}
