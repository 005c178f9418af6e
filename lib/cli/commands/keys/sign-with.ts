import { dirname } from 'node:path';
import { GatewayError } from '../../../errors';
import { PrivateKeySet, type PublicJwk, PublicKeySet, replacePublicKeys } from '../../../jwk';
import { readGateway } from '../../../model';
import { type RotationPlan, renderRotationPlan, switchSigner } from '../../../rotation';
import { visible } from '../../../text';
import type { CliCommand } from '../../cli-command';
import type { CommandContext } from '../../context';
import { EXIT_CODES } from '../../exit-codes';
import { dirOption, nowOption, timeOf } from '../../options/shared-options';
import { settledFiles } from '../../providing/provider-files';
import { readPlan } from '../../rotating/plan-file';
import { proveLive } from '../../rotating/proved-live';
import { publishedEverywhere } from '../../rotating/published-everywhere';
import { parseGatewayAddress } from '../../verifying/gateway-address';

interface Options {
  readonly template: string;
  readonly live?: string;
  readonly dir: string;
  readonly now?: string;
}

/** `keys sign-with NAME KID`: the second step of a rotation. */
export function addKeysSignWith(keys: CliCommand): void {
  keys
    .command('sign-with')
    .summary('let the new key sign, once every plug-in has it')
    .description(
      'Let the new key of a rotation sign. Refused before its time, and until every JWT plug-in of the\n' +
        'template that has the old key has the new one; with --live until tokens of both are let in there.',
    )
    .argument('<name>', 'the key set, as given to keys rotate')
    .argument('<kid>', 'the new key')
    .requiredOption('--template <template>', 'what is deployed: a ROS template or a cdk.out directory')
    .option('--live <url>', 'where the gateway is: it is called with tokens of both keys')
    .addOptions(dirOption(), nowOption())
    .helpExtras({
      examples: [
        'jwt-gateway keys sign-with customers NEW-KID --template cdk.out',
        'jwt-gateway keys sign-with customers NEW-KID --template cdk.out --live https://api.example.com',
      ],
      fine: 'the new key signs, and the plan says from when on the old one may go',
    })
    .runs(signWith);
}

async function signWith(context: CommandContext, name: string, kid: string, options: Options) {
  const files = settledFiles(context, name, options.dir);
  const plan = readPlan(files);
  const set = PublicKeySet.fromFile(files.publicPath);
  const next = switchSigner(plan, kid, timeOf(context, options));
  const pair = { old: keyIn(set, plan.signer, files.publicPath), next: keyIn(set, kid, files.publicPath) };
  const model = readGateway(context.pathOf(options.template));
  const plugins = publishedEverywhere(model, pair);
  if (options.live !== undefined) {
    const base = parseGatewayAddress(options.live);
    const own = PrivateKeySet.fromFile(files.privatePath);
    await proveLive(context, model, {
      base,
      plugins,
      keys: [plan.signer, kid].map((each) => own.signingKey(each)),
    });
  }
  replacePublicKeys(files, set, [{ path: files.rotationPath, text: renderRotationPlan(next) }]);
  tell(context, { kid, name, next, old: plan.signer, path: files.rotationPath });
  return EXIT_CODES.fine;
}

function keyIn(set: PublicKeySet, kid: string, place: string): PublicJwk {
  const key = set.find(kid);
  if (key !== undefined) return key;
  throw new GatewayError('key-not-found', `there is no key with the kid ${kid}`, {
    place,
    hint: `restore the key files in ${dirname(place)} that belong to the plan`,
  });
}

function tell(
  { say }: CommandContext,
  given: {
    readonly kid: string;
    readonly name: string;
    readonly next: RotationPlan;
    readonly old: string;
    readonly path: string;
  },
): void {
  const { kid, name, next, old, path } = given;
  const retire = next.steps.find(({ action, done }) => action === 'retire' && done === undefined);
  say(visible(`kid ${kid} signs from now on: token issue takes it; move your other signers now`));
  say(`wrote ${path}: commit it`);
  if (retire !== undefined)
    say(
      visible(`next, from ${retire.notBefore} to ${retire.by}: npx jwt-gateway keys retire ${name} ${old}`),
    );
}
