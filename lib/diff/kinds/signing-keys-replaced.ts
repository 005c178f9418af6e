import { keyText } from '../../model';
import { listed } from '../../text';
import { comparedKeys, differencesOfKeys, keyWords } from '../judging/compared-keys';
import { sideOf } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { breaks, neutral } from '../judging/verdict';

const replaced: ChangeKind = {
  id: 'signing-keys-replaced',
  title: 'All keys of a JWT plug-in were replaced in one step.',
  area: 'authentication',
  direction: 'replaced',
  mirror: 'signing-keys-replaced',
  asymmetry: undefined,
  posture: 'neutral: callers still have to show a token',
  callers: 'break: every token in flight is refused',
  why: 'A rotation that breaks nobody adds the new key, moves the signers, and removes the old key when its last token has expired.',
};

const changed: ChangeKind = {
  id: 'signing-key-changed',
  title: 'Another key stands under the kid of an old one.',
  area: 'authentication',
  direction: 'replaced',
  mirror: 'signing-key-changed',
  asymmetry: undefined,
  posture: 'neutral: callers still have to show a token',
  callers: 'break: tokens of the old key name the kid of the new one',
  why: 'Tokens name their key by its kid. Under one kid there can be no overlap, and nobody sees from a token which key it means.',
};

export const signingKeysReplaced: Detector = {
  kinds: [replaced, changed],
  *find(comparison) {
    for (const { gained, lost, overlap, plugins, swapped } of comparedKeys(comparison)) {
      const common = { place: plugins.place, exposure: undefined, affects: plugins.uses };
      const wordsOf = (keys: typeof lost) => listed(keys.map(keyWords));
      if (!overlap)
        yield {
          ...common,
          kind: replaced,
          message: `replaced all keys in one step: ${listed(gained.map(keyText))} instead of ${listed(lost.map(keyText))}`,
          before: sideOf(wordsOf(lost), plugins.before),
          after: sideOf(wordsOf(gained), plugins.after),
          posture: neutral('callers still have to show a token, of the new keys'),
          callers: breaks(
            'every token in flight is refused: no old key is left (jwt-gateway keys rotate plans it without that)',
          ),
          explains: differencesOfKeys(plugins, [...lost, ...gained]),
        };
      for (const { after, before } of swapped)
        yield {
          ...common,
          kind: changed,
          message: `has another key under ${keyText(before)}`,
          before: sideOf(keyWords(before), plugins.before),
          after: sideOf(keyWords(after), plugins.after),
          posture: neutral('callers still have to show a token, of the new key'),
          callers: breaks('tokens of the old key are refused'),
          explains: differencesOfKeys(plugins, [before, after]),
        };
    }
  },
};
