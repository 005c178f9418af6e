import { GatewayError } from '../../errors';
import { type KeyFiles, type KeyFinding, listKeyFiles, PublicKeySet } from '../../jwk';
import { ProviderKeys } from '../../provider';
import { type RotationFindingId, rotationFindings } from '../../rotation';
import { nodeFiles, readTextIfAny } from '../../template';
import { findPlan } from './plan-file';

/** What is wrong with the rotations of a folder. */
interface CheckedRotations {
  readonly findings: readonly (Omit<KeyFinding, 'id'> & { readonly id: RotationFindingId })[];
  /** Why the first plan, or record of a provider, cannot be read. */
  readonly problem: GatewayError | undefined;
}

/** Looks at the plans, and the records of providers, of all key sets of a folder. A key file that cannot be read is told by the check of key files. */
export function checkRotations(folder: string, now: number): CheckedRotations {
  const problems: GatewayError[] = [];
  const findings = listKeyFiles(folder).flatMap((files) => {
    attempt(() => checkProvider(files), problems);
    const plan = attempt(() => findPlan(files), problems);
    const kids = plan && attempt(() => kidsIn(files), []);
    if (plan === undefined || kids === undefined) return [];
    return rotationFindings(plan, kids, now).map((finding) => ({ file: files.rotationPath, ...finding }));
  });
  return { findings, problem: problems[0] };
}

/** Whether the record of a provider can be read, and belongs to its keys. */
function checkProvider({ providerPath }: KeyFiles): void {
  if (readTextIfAny(nodeFiles, providerPath) !== undefined) ProviderKeys.fromFile(providerPath);
}

function kidsIn({ publicPath }: KeyFiles): ReadonlySet<string | undefined> {
  return new Set(PublicKeySet.fromFile(publicPath).keys.map(({ kid }) => kid));
}

/** What the work returns, or its refusal among the others. */
export function attempt<T>(work: () => T, refusals: GatewayError[]): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    refusals.push(error);
    return undefined;
  }
}
