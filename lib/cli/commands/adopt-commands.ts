import { Option } from 'commander';
import { GatewayError } from '../../errors';
import { recordScript } from '../../live';
import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../context';
import { EXIT_CODES } from '../exit-codes';

interface Options {
  readonly group: readonly string[];
  readonly all?: true;
  readonly region?: string;
}

/** `adopt commands`: the script that records an existing gateway. */
export function addAdoptCommands(adopt: CliCommand): void {
  adopt
    .command('commands')
    .summary('print a script that records a gateway and changes nothing')
    .description(
      [
        'Print a shell script that records an existing gateway: sh record.sh DIR. It only reads, with the aliyun',
        'command line, which signs the calls; no secret is written. Run it again after a failure: what was recorded',
        'is not asked for twice. It ends with 1 when a call failed for good.',
      ].join(' '),
    )
    .addOption(
      new Option('--group <id>', 'an API group to record; may be given several times')
        .argParser((id: string, ids: readonly string[]) => [...ids, id])
        .default([], 'none'),
    )
    .option('--all', 'all groups of the account in the region')
    .option('--region <region>', 'such as cn-hangzhou; without it, the one that aliyun is configured for')
    .helpExtras({
      examples: [
        'jwt-gateway adopt commands --all --region cn-hangzhou > record.sh',
        'sh record.sh recording',
        'jwt-gateway routes live:recording',
        'jwt-gateway check live:recording',
      ],
      fine: 'the script is on stdout',
    })
    .runs(printCommands);
}

function printCommands({ io }: CommandContext, { all, group, region }: Options) {
  if ((group.length === 0) === (all === undefined))
    throw new GatewayError('usage', 'say which groups to record', {
      hint: '--group ID, as often as needed, or --all',
    });
  io.stdout.write(recordScript({ groups: all === true ? 'all' : group, region }));
  return EXIT_CODES.fine;
}
