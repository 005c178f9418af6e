import { AddressRanges, type IpControlModel, ipControl } from '../../plugin';
import { listed } from '../../text';
import type { ComparedPlugins, Difference } from '../comparing/comparison';
import { below, dataPath, pluginsOfType, typedData } from '../judging/differences';
import { type Draft, type Judged, sideOf } from '../judging/draft';
import { type ChangeKind, type Detector, mirrored, STEPS } from '../judging/kind';
import { breaks, safe, stronger, weaker } from '../judging/verdict';

const [addressesWidened, addressesNarrowed] = mirrored(
  { area: 'network', direction: 'widened' },
  {
    id: 'addresses-widened',
    title: 'An IP control plug-in lets more addresses through.',
    why: 'Callers from these addresses were refused, whatever else they could show.',
  },
  {
    id: 'addresses-narrowed',
    title: 'An IP control plug-in lets fewer addresses through.',
    why: 'Callers from these addresses are refused from now on.',
    avoid: STEPS.tell,
  },
);

export const addresses: Detector = {
  kinds: [addressesWidened, addressesNarrowed],
  *find(comparison) {
    for (const plugins of pluginsOfType(comparison, 'ipControl')) {
      const [before, after] = [typedData(ipControl, plugins.before), typedData(ipControl, plugins.after)];
      // What stands in a dataset is not in the template.
      if (before && after && datasetsIn(before) === datasetsIn(after))
        yield* addressDrafts(plugins, { before, after });
    }
  },
};

/** Whether a difference is between addresses that came out the same: had they not, it would be explained by now. */
export function isSameAddresses(plugins: ComparedPlugins, difference: Difference): boolean {
  const [before, after] = [typedData(ipControl, plugins.before), typedData(ipControl, plugins.after)];
  if (plugins.after.type !== 'ipControl' || before === undefined || after === undefined) return false;
  return (
    ['items', 'type'].includes(dataPath(difference)[0] ?? '') && datasetsIn(before) === datasetsIn(after)
  );
}

interface Models {
  readonly before: IpControlModel;
  readonly after: IpControlModel;
}

function datasetsIn({ items, type }: IpControlModel): string {
  const datasets = items.flatMap(({ appId, blocksDatasetId }) =>
    blocksDatasetId ? [`${appId ?? ''} ${blocksDatasetId}`] : [],
  );
  return datasets.length === 0 ? '' : [type, ...datasets.sort()].join();
}

function* addressDrafts(plugins: ComparedPlugins, models: Models): Generator<Draft> {
  const apps = [
    undefined,
    ...new Set(
      [models.before, models.after].flatMap(({ items }) => items.flatMap(({ appId }) => appId ?? [])),
    ),
  ];
  const [everyone] = apps.map((app) => changesFor(app, models));
  for (const app of apps) {
    const { gained, lost } = changesFor(app, models);
    // What is so for everyone is so for every app.
    const more = app === undefined ? gained : gained.without(everyone?.gained ?? AddressRanges.none);
    const less = app === undefined ? lost : lost.without(everyone?.lost ?? AddressRanges.none);
    const whose = app === undefined ? '' : ` of app ${app}`;
    if (!more.isEmpty) yield addressDraft(addressesWidened, plugins, { ...models, ...allowing(more, whose) });
    if (!less.isEmpty)
      yield addressDraft(addressesNarrowed, plugins, { ...models, ...refusing(less, whose) });
  }
}

function changesFor(app: string | number | undefined, { after, before }: Models) {
  const [mine, theirs] = [allowed(before, app), allowed(after, app)];
  return { gained: theirs.without(mine), lost: mine.without(theirs) };
}

/** The addresses from which a caller gets through: one with an app, or any. */
function allowed({ items, type }: IpControlModel, app: string | number | undefined): AddressRanges {
  const blocks = items.flatMap(({ appId, blocks: own = [] }) =>
    appId === undefined || appId === app ? own : [],
  );
  const set = AddressRanges.of(blocks);
  return type === 'ALLOW' ? set : set.complement();
}

function allowing(more: AddressRanges, whose: string): Judged {
  const words = `${listed(more.toBlocks())}${whose}`;
  return {
    message: `lets callers from ${words} through`,
    posture: weaker(`callers from ${words} get through`),
    callers: safe('nobody is refused who was not'),
  };
}

function refusing(less: AddressRanges, whose: string): Judged {
  const words = `${listed(less.toBlocks())}${whose}`;
  return {
    message: `refuses callers from ${words}`,
    posture: stronger(`callers from ${words} are refused`),
    callers: breaks(`callers from ${words} are refused`),
  };
}

function addressDraft(
  kind: ChangeKind,
  plugins: ComparedPlugins,
  { after, before, ...said }: Judged & Models,
): Draft {
  return {
    ...said,
    kind,
    place: plugins.place,
    before: sideOf(addressText(before), plugins.before),
    after: sideOf(addressText(after), plugins.after),
    affects: plugins.uses,
    explains: [...below(plugins, 'items'), ...below(plugins, 'type')],
  };
}

function addressText({ items, type }: IpControlModel): string {
  const blocks = items.flatMap(({ appId, blocks: own = [] }) =>
    own.map((block) => (appId === undefined ? block : `${block} (app ${appId})`)),
  );
  return `${type} ${listed(blocks, 6)}`;
}
