import { type GatewayPlugin, type KeySummary, keyRetirements, keyText } from '../../model';
import type { CallerEffect, Verdict } from '../change';
import { type ComparedKeys, comparedKeys, differencesOfKeys, keyWords } from '../judging/compared-keys';
import { type Draft, sideOf } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { breaks, neutral, safe, stronger } from '../judging/verdict';

const added: ChangeKind = {
  id: 'signing-key-added',
  title: 'A JWT plug-in accepts tokens of one more key.',
  area: 'authentication',
  direction: 'added',
  mirror: 'signing-key-removed',
  asymmetry:
    'adding a key is the first step of every rotation, so it is neutral; removing one shuts its tokens out',
  posture: 'neutral: who may call stays up to those who hold the private halves',
  callers: 'safe: tokens of the other keys stay good',
  why: 'Whoever holds the private half of the key can sign tokens for every route of the plug-in.',
};

const removed: ChangeKind = {
  id: 'signing-key-removed',
  title: 'A JWT plug-in no longer accepts tokens of a key.',
  area: 'authentication',
  direction: 'removed',
  mirror: 'signing-key-added',
  asymmetry:
    'adding a key is the first step of every rotation, so it is neutral; removing one shuts its tokens out',
  posture: 'stronger',
  callers:
    'break: tokens signed with it are refused; safe past the date at which the plan of its rotation lets it go',
  why: 'Nobody may use tokens of the key any more, however long they are still valid.',
};

export const signingKeyAdded: Detector = {
  kinds: [added, removed],
  *find(comparison) {
    for (const compared of comparedKeys(comparison)) {
      if (!compared.overlap) continue;
      const isSwapped = (key: KeySummary) =>
        compared.swapped.some(({ after, before }) => key === before || key === after);
      for (const key of compared.gained) if (!isSwapped(key)) yield came(key, compared);
      for (const key of compared.lost) if (!isSwapped(key)) yield went(key, compared, comparison.now);
    }
  },
};

function came(key: KeySummary, { plugins }: ComparedKeys): Draft {
  return {
    kind: added,
    place: plugins.place,
    message: `accepts tokens of ${keyText(key)}, too`,
    before: undefined,
    after: sideOf(keyWords(key), plugins.after),
    posture: neutral('whoever holds its private half can sign tokens; the other keys stay'),
    callers: safe('tokens of the other keys stay good'),
    exposure: undefined,
    affects: plugins.uses,
    explains: differencesOfKeys(plugins, [key]),
  };
}

function went(key: KeySummary, { plugins }: ComparedKeys, now: number | undefined): Draft {
  return {
    kind: removed,
    place: plugins.place,
    message: `no longer accepts tokens of ${keyText(key)}`,
    before: sideOf(keyWords(key), plugins.before),
    after: undefined,
    posture: stronger('tokens of the key are refused'),
    callers: removalOf(key, plugins.before, now),
    exposure: undefined,
    affects: plugins.uses,
    explains: differencesOfKeys(plugins, [key]),
  };
}

/** What the removal of a key does to callers, by the plan of its rotation, which stands in the Metadata. */
function removalOf(key: KeySummary, before: GatewayPlugin, now: number | undefined): Verdict<CallerEffect> {
  const refused = `tokens signed with ${keyText(key)} are refused`;
  // Where two dates are said of one kid, only the later one is sure.
  const from = keyRetirements(before)
    .flatMap(({ kid, retireFrom }) => (kid === key.kid ? [retireFrom] : []))
    .sort()
    .at(-1);
  if (from === undefined) return breaks(`${refused}, however long they are valid`);
  if (now === undefined || now < Date.parse(from))
    return breaks(`${refused}; until ${from} some of them may be good`);
  return safe(
    `since ${from} no token signed with ${keyText(key)} is good any more, by the plan of its rotation`,
  );
}
