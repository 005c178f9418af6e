import { type ClaimRule, findJwtLock, type GatewayModel, type JwtLock, redactorOf } from '../../model';
import { visible } from '../../text';
import { DEFAULT_DIR } from '../options/shared-options';

/** Long enough to try out the routes of a gateway; the service takes no longer-lived tokens than this by far. */
const LIFETIME = '1h';

/**
 * A command that prints a token for the first route that demands one, of whose claims all are known; `undefined` where
 * no route is known well enough.
 */
export function commandToIssue(
  model: GatewayModel,
  { dir, name }: { readonly dir: string; readonly name: string },
): string | undefined {
  const stages = model.routes.flatMap((route) => route.stages);
  for (const { protection } of stages) {
    const lock = findJwtLock(protection);
    const claims = lock === undefined ? undefined : claimOptions(lock);
    if (claims === undefined) continue;
    const folder = dir === DEFAULT_DIR ? [] : ['--dir', shellText(dir)];
    const words = ['npx jwt-gateway token issue', shellText(name), ...folder, ...claims, '--ttl', LIFETIME];
    return visible(redactorOf(model)(words.join(' ')));
  }
  return undefined;
}

function claimOptions({ audience, issuer, otherClaims }: JwtLock): readonly string[] | undefined {
  const rules: readonly (readonly [readonly string[], ClaimRule | undefined])[] = [
    [['--iss'], issuer],
    [['--aud'], audience],
    ...otherClaims.map(({ claim, rule }) => [['--claim', claim], rule] as const),
  ];
  const options: string[] = [];
  for (const [[option = '', claim], rule] of rules) {
    if (rule === undefined) continue;
    const value = rule.kind === 'values' ? rule.values[0] : undefined;
    if (value === undefined) return undefined;
    options.push(option, shellText(claim === undefined ? value : `${claim}=${value}`));
  }
  return options;
}

function shellText(text: string): string {
  return /^[\w./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
