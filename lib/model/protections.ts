import { effectiveProtection, type ProtectionInput } from './effective-protection';
import type { RouteBinding } from './gateway';
import type { Protection } from './protection';

/** How many protections a route is compared with: routes that stand together are mostly bound alike. */
const RECENT = 8;

interface Known {
  readonly input: ProtectionInput;
  readonly protection: Protection;
}

/** Makes `effectiveProtection` for the routes of one model: what is decided by the same is one protection. */
export function createProtections(): typeof effectiveProtection {
  let recent: readonly Known[] = [];
  return (input) => {
    const known = recent.find((each) => isDecidedAlike(each.input, input));
    if (known !== undefined) return known.protection;
    const protection = effectiveProtection(input);
    recent = [{ input, protection }, ...recent.slice(0, RECENT - 1)];
    return protection;
  };
}

function isDecidedAlike(a: ProtectionInput, b: ProtectionInput): boolean {
  return (
    a.authType === b.authType &&
    a.publicAccess === b.publicAccess &&
    a.bindings.length === b.bindings.length &&
    a.bindings.every((each, at) => isBoundAlike(each, b.bindings[at]))
  );
}

/** By all that a protection is made of. */
function isBoundAlike(a: RouteBinding, b: RouteBinding | undefined): boolean {
  return a.plugin === b?.plugin && a.maybe === b.maybe && a.binding?.declaredType === b.binding?.declaredType;
}
