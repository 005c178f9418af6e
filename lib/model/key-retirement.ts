import { isInstant } from '../instant';
import { isJsonObject, memberOf } from '../json';
import type { GatewayPlugin } from './gateway';

/** When a key of a plug-in goes, as the plan of its rotation says. */
interface KeyRetirement {
  readonly kid: string;
  /** From this moment on its removal refuses no good token. */
  readonly retireFrom: string;
  /** By then it should be gone. */
  readonly retireBy: string;
}

/** What our constructs write into the Metadata of a JWT plug-in while a key of it is being replaced. */
export function keyRetirements({ resource }: Pick<GatewayPlugin, 'resource'>): readonly KeyRetirement[] {
  const keys = memberOf(memberOf(resource.metadata, 'JwtGateway'), 'Keys');
  if (!Array.isArray(keys)) return [];
  return keys.flatMap((key) => {
    if (!isJsonObject(key)) return [];
    const { Kid: kid, RetireBy: retireBy, RetireFrom: retireFrom } = key;
    const isRead = typeof kid === 'string' && isMoment(retireFrom) && isMoment(retireBy);
    return isRead ? [{ kid, retireFrom, retireBy }] : [];
  });
}

const isMoment = (value: unknown): value is string => typeof value === 'string' && isInstant(value);
