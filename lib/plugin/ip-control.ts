import { isJsonObject, type JsonValue } from '../json';
import { type Cursor, type Extensible, id, listOf, object, oneOf, optional, text, where } from '../shape';
import { prefixBits } from './address-set';
import { pluginType } from './plugin-type';

/** Addresses that may or may not call: a list in the data, or a dataset kept beside it. */
export interface IpControlItem extends Extensible {
  /** IPv4 or IPv6 addresses (`192.0.2.7`) and ranges (`192.0.2.0/24`, `2001:db8::/32`). */
  readonly blocks?: readonly string[];
  /** A plug-in dataset of the type IP_WHITELIST_CIDR, in place of `blocks`. */
  readonly blocksDatasetId?: string;
  /**
   * The item is for this app only. Only where `type` is ALLOW.
   * @default - for every caller
   */
  readonly appId?: string | number;
}

/**
 * Control by the caller's address.
 *
 * @see https://www.alibabacloud.com/help/doc-detail/103218.htm
 */
export interface IpControlModel extends Extensible {
  /** `ALLOW`: only these may call. `REFUSE`: all but these may. */
  readonly type: 'ALLOW' | 'REFUSE';
  /** At least one: the service lets everyone through when there is none. */
  readonly items: readonly IpControlItem[];
}

const block = where(text, (value, at) => {
  const bits = prefixBits(value);
  if (bits === undefined) {
    at.problem(`must be an IP address or a range like 192.0.2.0/24, got ${JSON.stringify(value)}`);
  }
  if (bits === 0) at.note('is every address');
});

const item = object<IpControlItem>(
  {
    blocks: optional(listOf(block)),
    blocksDatasetId: optional(text),
    appId: optional(id),
  },
  ({ blocks }, at, document) => {
    const hasBlocks = document.blocks !== undefined && blocks?.length !== 0;
    const hasDataset = document.blocksDatasetId !== undefined;
    if (!hasBlocks && !hasDataset) at.problem('has no addresses: give blocks or blocksDatasetId');
    if (hasBlocks && hasDataset) {
      at.note('has both blocks and blocksDatasetId; the service documents one or the other');
    }
  },
);

const shape = object<IpControlModel>(
  {
    type: oneOf('ALLOW', 'REFUSE'),
    items: where(listOf(item), (items, at) => {
      if (items.length === 0) {
        at.problem('must have at least one item: the service does not apply an empty list');
      }
    }),
  },
  (_, at, { type, items }) => {
    if (type === 'REFUSE' && Array.isArray(items)) refuseAppIds(items, at.at('items'));
  },
);

function refuseAppIds(items: readonly JsonValue[], at: Cursor): void {
  items.forEach((each, index) => {
    if (!isJsonObject(each) || each.appId === undefined) return;
    at.at(index).at('appId').problem('can be given only where type is ALLOW');
  });
}

/** The `ipControl` plug-in. */
export const ipControl = pluginType('ipControl', shape);
