import { type JsonValue, memberOf } from '../../json';
import { isOrder } from '../comparing/canonical';
import type { Difference } from '../comparing/comparison';
import { changeAt, type Draft, type Said, sideAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { dataPath, type PluginDifference, pluginDifferences } from '../judging/plugin-differences';
import { callersUnclear, mayBreak, neutral, safe, stronger, unclear, weaker } from '../judging/verdict';

const added: ChangeKind = {
  id: 'access-rule-added',
  title: 'An access control plug-in has one more rule.',
  area: 'authentication',
  direction: 'added',
  mirror: 'access-rule-removed',
  asymmetry: undefined,
  posture: 'stronger where it can only deny, unknown where it may allow: an ALLOW skips the rules after it',
  callers: 'may break where it can deny',
  why: 'Rules decide by claims, addresses and parameters who gets through.',
};

const removed: ChangeKind = {
  id: 'access-rule-removed',
  title: 'An access control plug-in has one rule less.',
  area: 'authentication',
  direction: 'removed',
  mirror: 'access-rule-added',
  asymmetry: undefined,
  posture: 'weaker where it could only deny, unknown where it could allow',
  callers: 'safe where it could only deny',
  why: 'Whom the rule denied, nobody denies now.',
};

const changed: ChangeKind = {
  id: 'access-rule-changed',
  title: 'A rule of an access control plug-in, its variables, or the order of the rules changed.',
  area: 'authentication',
  direction: 'changed',
  mirror: 'access-rule-changed',
  asymmetry: undefined,
  posture:
    'weaker where it no longer denies, stronger where it now does, neutral for the words of a denial, else unknown',
  callers: 'as the posture',
  why: 'A condition that changed lets others through than before; which, only a reader can tell.',
};

export const accessRuleAdded: Detector = {
  kinds: [added, removed, changed],
  *find(comparison) {
    const open = new Set(comparison.differences);
    for (const each of pluginDifferences(comparison, 'accessControl', 'rules'))
      if (open.has(each.difference)) yield inRules(each);
    for (const { difference, plugins } of pluginDifferences(comparison, 'accessControl', 'parameters')) {
      if (!open.has(difference)) continue;
      const message = `the variable ${dataPath(difference)[1] ?? ''} reads something else`;
      yield changeAt(changed, difference, { ...unread(message), affects: plugins.uses });
    }
  },
};

function inRules({ difference, plugins }: PluginDifference): Draft {
  const [, name = '', member] = dataPath(difference);
  const affects = plugins.uses;
  if (isOrder(difference.path))
    return changeAt(changed, difference, { ...unread('looks at its rules in another order'), affects });
  if (member === undefined && difference.before === undefined)
    return changeAt(added, difference, {
      ...addition(name, difference.after),
      affects,
      after: ruleSide(difference, 'after'),
    });
  if (member === undefined && difference.after === undefined)
    return changeAt(removed, difference, {
      ...removal(name, difference.before),
      affects,
      before: ruleSide(difference, 'before'),
    });
  return changeAt(changed, difference, { ...edit(name, difference), affects });
}

/** `$role = 'editor' · ifFalse DENY` */
function ruleSide(difference: Difference, which: 'before' | 'after'): Draft['before'] {
  const side = sideAt(difference, which);
  const said = (name: string) => memberOf(difference[which], name);
  const verdicts = ['ifTrue', 'ifFalse'].flatMap((name) =>
    said(name) === undefined ? [] : [`${name} ${String(said(name))}`],
  );
  return side && { ...side, text: [String(said('condition') ?? ''), ...verdicts].join(' · ') };
}

function unread(message: string): Said {
  const why = 'whom that lets through, only a reader can tell';
  return { message, posture: unclear(why), callers: callersUnclear(why) };
}

type Effect = 'denies' | 'may allow' | 'nothing';

/** What a rule can do; `ALLOW` ends the plug-in, and what only ROS knows may be one. */
function effectOf(rule: JsonValue | undefined): Effect {
  const verdicts = ['ifTrue', 'ifFalse'].flatMap((name) => memberOf(rule, name) ?? []);
  if (verdicts.some((each) => each !== 'DENY')) return 'may allow';
  return verdicts.length > 0 ? 'denies' : 'nothing';
}

function addition(name: string, rule: JsonValue | undefined): Said {
  const message = `has the new rule ${name}`;
  const effect = effectOf(rule);
  if (effect === 'may allow') return unread(message);
  if (effect === 'nothing')
    return {
      message,
      posture: neutral('the rule decides nothing'),
      callers: safe('the rule decides nothing'),
    };
  return {
    message,
    posture: stronger('the rule denies some requests and lets none through'),
    callers: mayBreak('whom the rule denies is refused'),
  };
}

function removal(name: string, rule: JsonValue | undefined): Said {
  const message = `lost the rule ${name}`;
  const effect = effectOf(rule);
  if (effect === 'may allow') return unread(message);
  if (effect === 'nothing')
    return {
      message,
      posture: neutral('the rule decided nothing'),
      callers: safe('the rule decided nothing'),
    };
  return {
    message,
    posture: weaker('whom the rule denied, nobody denies now'),
    callers: safe('the rule let nobody through who is refused now'),
  };
}

/** What a denial says, not whom it denies. */
const WORDING: ReadonlySet<string> = new Set([
  'errorMessage',
  'responseBody',
  'responseHeaders',
  'statusCode',
]);

function edit(name: string, { after, before, path }: Difference): Said {
  const [, , , , member = ''] = path;
  const message = `the ${member} of rule ${name} changed`;
  if (WORDING.has(member))
    return {
      message,
      posture: neutral('the same requests are denied'),
      callers: mayBreak('who is denied gets another answer'),
    };
  if (member.startsWith('if') && before === 'DENY' && after === undefined)
    return {
      message: `rule ${name} no longer denies (${member})`,
      posture: weaker('whom the rule denied, the next rule decides about'),
      callers: safe('nobody is refused who was not'),
    };
  if (member.startsWith('if') && before === undefined && after === 'DENY')
    return {
      message: `rule ${name} now denies (${member})`,
      posture: stronger('the rule denies more'),
      callers: mayBreak('whom the rule denies is refused'),
    };
  return unread(message);
}
