import { GatewayError } from '../../../errors';
import { PublicKeySet, removeKey } from '../../../jwk';
import { isOpen, refused, renderRotationPlan, retireKey } from '../../../rotation';
import { visible } from '../../../text';
import type { CliCommand } from '../../cli-command';
import type { CommandContext } from '../../context';
import { EXIT_CODES } from '../../exit-codes';
import { dirOption, nowOption, timeOf } from '../../options/shared-options';
import { settledFiles } from '../../providing/provider-files';
import { readPlan } from '../../rotating/plan-file';

interface Options {
  readonly force?: true;
  readonly because?: string;
  readonly dir: string;
  readonly now?: string;
}

/** `keys retire NAME KID`: the last step of a rotation. */
export function addKeysRetire(keys: CliCommand): void {
  keys
    .command('retire')
    .summary('take the old key out, once its last token has expired')
    .description(
      'Take a key out of both halves of a key set; the next synthesis takes it out of the gateway. Refused\n' +
        'for the key that signs, for the last key, and while tokens of the key may still be good.',
    )
    .argument('<name>', 'the key set, as given to keys rotate')
    .argument('<kid>', 'the old key')
    .option('--force', 'before its time, too: tokens that it has signed are refused from then on')
    .option('--because <reason>', 'why, for --force: it is kept in the plan')
    .addOptions(dirOption(), nowOption())
    .helpExtras({
      examples: [
        'jwt-gateway keys retire customers OLD-KID',
        "jwt-gateway keys retire customers OLD-KID --force --because 'its private half was in a log'",
      ],
      fine: 'the key is out of the files, and the step is done',
    })
    .runs(retire);
}

function retire(context: CommandContext, name: string, kid: string, options: Options) {
  const { say } = context;
  const files = settledFiles(context, name, options.dir);
  const plan = readPlan(files);
  const { keys } = PublicKeySet.fromFile(files.publicPath);
  const next = retireKey(plan, kid, timeOf(context, options), forcedBy(options));
  if (keys.every((key) => key.kid === kid))
    throw refused(`kid ${kid} is the last key: every token would be refused`);
  removeKey(files, kid, [{ path: files.rotationPath, text: renderRotationPlan(next) }]);
  say(visible(`kid ${kid} is out of ${files.publicPath}`));
  say(`wrote ${files.rotationPath}${isOpen(next) ? '' : ': the rotation is closed'}`);
  say('next: commit both, synthesize and deploy');
  return EXIT_CODES.fine;
}

function forcedBy({ because, force }: Options): { readonly because: string } | undefined {
  if (force === undefined && because === undefined) return undefined;
  if (force === true && because !== undefined && because.trim() !== '') return { because };
  throw new GatewayError('usage', '--force and --because go together', {
    place: force === undefined ? '--because' : '--force',
    hint: "write --force --because 'its private half was in a log'",
  });
}
