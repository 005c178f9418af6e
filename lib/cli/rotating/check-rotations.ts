import { GatewayError } from '../../errors';
import { type KeyFiles, type KeyFinding, listKeyFiles, PublicKeySet } from '../../jwk';
import { type RotationFindingId, rotationFindings } from '../../rotation';
import { findPlan } from './plan-file';

/** What is wrong with the rotations of a folder. */
export interface CheckedRotations {
  readonly findings: readonly (Omit<KeyFinding, 'id'> & { readonly id: RotationFindingId })[];
  /** Why the first plan that cannot be read cannot. */
  readonly problem: GatewayError | undefined;
}

/** Looks at the plans of all key sets of a folder. A key file that cannot be read is told by the check of key files. */
export function checkRotations(folder: string, now: number): CheckedRotations {
  const problems: GatewayError[] = [];
  const findings = listKeyFiles(folder).flatMap((files) => {
    const plan = attempt(() => findPlan(files), problems);
    const kids = plan && attempt(() => kidsIn(files), []);
    if (plan === undefined || kids === undefined) return [];
    return rotationFindings(plan, kids, now).map((finding) => ({ file: files.rotationPath, ...finding }));
  });
  return { findings, problem: problems[0] };
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
