import { GatewayError } from '../../errors';
import { type GatewayGroup, type GatewayModel, redactorOf } from '../../model';
import { isUnknown } from '../../template';
import type { GatewayOptions } from '../create-gateway';
import { parseBase } from './backend-address';
import type { GivenBackends } from './backend-plan';

/**
 * The backends that a user gives for groups.
 *
 * @throws GatewayError `usage` for a group that there is not, `backend-invalid` for what is no address
 */
export function readGivenBackends(
  model: GatewayModel,
  { backends = {}, fetch, mock = false }: Pick<GatewayOptions, 'backends' | 'fetch' | 'mock'>,
): GivenBackends {
  const { groups } = model;
  const bases = new Map<GatewayGroup, string>();
  for (const [name, address] of Object.entries(backends)) {
    const meant = groups.filter((group) => group.id === name || group.name === name);
    if (meant.length === 0) throw unknownGroup(name, groups);
    for (const group of meant) bases.set(group, parseBase(address, `backend of ${name}`));
  }
  return {
    isMock: mock,
    fetch,
    hide: (text) => redactorOf(model)(text),
    baseFor: ({ group }) => (isUnknown(group) ? undefined : bases.get(group)),
  };
}

function unknownGroup(name: string, groups: readonly GatewayGroup[]): GatewayError {
  const names = groups.map(({ id, name: called }) => (typeof called === 'string' ? called : id));
  return new GatewayError('usage', `there is no API group ${JSON.stringify(name)}`, {
    place: 'backends',
    hint: names.length === 0 ? 'the template has none' : `there is ${names.join(', ')}`,
  });
}
