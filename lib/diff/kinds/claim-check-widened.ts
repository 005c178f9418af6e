import type { ClaimRule } from '../../model';
import { listed } from '../../text';
import type { ComparedPlugins, Difference } from '../comparing/comparison';
import { type Draft, type Said, sideOf } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { below, dataPath, pluginsOfType } from '../judging/plugin-differences';
import { breaks, callersUnclear, safe, stronger, unclear, weaker } from '../judging/verdict';

const widened: ChangeKind = {
  id: 'claim-check-widened',
  title: 'Tokens of more issuers, or for more audiences, are accepted.',
  area: 'authentication',
  direction: 'widened',
  mirror: 'claim-check-narrowed',
  asymmetry: undefined,
  posture: 'weaker',
  callers: 'safe',
  why: 'The JWT plug-in looks at neither iss nor aud: without the rule, a token that was made for another service is good here.',
};

const narrowed: ChangeKind = {
  id: 'claim-check-narrowed',
  title: 'Tokens of fewer issuers, or for fewer audiences, are accepted.',
  area: 'authentication',
  direction: 'narrowed',
  mirror: 'claim-check-widened',
  asymmetry: undefined,
  posture: 'stronger',
  callers: 'break',
  why: 'Callers with a token of another issuer, or for another audience, are refused.',
};

const changed: ChangeKind = {
  id: 'claim-check-changed',
  title: 'What is demanded of issuer or audience changed in a way that is not plain.',
  area: 'authentication',
  direction: 'changed',
  mirror: 'claim-check-changed',
  asymmetry: undefined,
  posture: 'unknown',
  callers: 'unknown',
  why: 'A condition decides: read it.',
};

const CLAIMS = [
  { name: 'issuer', claim: 'iss' },
  { name: 'audience', claim: 'aud' },
] as const;

export const claimCheckWidened: Detector = {
  kinds: [widened, narrowed, changed],
  *find(comparison) {
    for (const plugins of pluginsOfType(comparison, 'accessControl'))
      for (const { claim, name } of CLAIMS) {
        const [mine, theirs] = [plugins.before.accessControl, plugins.after.accessControl];
        if (mine && theirs) yield* judge({ plugins, name, claim, before: mine[name], after: theirs[name] });
      }
  },
};

interface Check {
  readonly plugins: ComparedPlugins;
  readonly name: string;
  readonly claim: string;
  readonly before: ClaimRule | undefined;
  readonly after: ClaimRule | undefined;
}

function* judge(check: Check): Generator<Draft> {
  const { after, before, name } = check;
  if (textOf(before) === textOf(after)) return;
  const doubt = doubtBetween(before, after);
  if (doubt !== undefined) {
    yield draftOf(changed, check, {
      message: `demands something else of the ${name}`,
      posture: unclear(doubt),
      callers: callersUnclear(doubt),
    });
    return;
  }
  const [was, is] = [valuesOf(before), valuesOf(after)];
  const lost = is === ANY ? [] : was === ANY ? [ANY] : was.filter((each) => !is.includes(each));
  const gained = was === ANY ? [] : is === ANY ? [ANY] : is.filter((each) => !was.includes(each));
  if (gained.length > 0) yield draftOf(widened, check, widening(name, gained));
  if (lost.length > 0) yield draftOf(narrowed, check, narrowing(name, lost));
}

/** Why it is not plain which values came and went. Any value at all is more than any condition lets through. */
function doubtBetween(before: ClaimRule | undefined, after: ClaimRule | undefined): string | undefined {
  for (const rule of [before, after]) if (rule?.kind === 'unknown') return rule.why;
  if (before === undefined || after === undefined) return undefined;
  const isListed = before.kind === 'values' && after.kind === 'values';
  return isListed ? undefined : 'a condition decides, which is not plain';
}

const ANY = 'any';

/** What is accepted: some values, or any; a condition is compared with any value only, and has no list of its own. */
function valuesOf(rule: ClaimRule | undefined): readonly string[] | typeof ANY {
  if (rule === undefined) return ANY;
  return rule.kind === 'values' ? rule.values : [];
}

function widening(name: string, gained: readonly string[]): Said {
  const words = gained[0] === ANY ? `any ${name}` : `the ${name} ${listed(gained)}`;
  return {
    message: gained[0] === ANY ? `no longer checks the ${name}` : `accepts ${words}, too`,
    posture: weaker(`tokens of ${words} get through`),
    callers: safe('tokens that were accepted still are'),
  };
}

function narrowing(name: string, lost: readonly string[]): Said {
  const words = lost[0] === ANY ? `any other ${name}` : `the ${name} ${listed(lost)}`;
  return {
    message: lost[0] === ANY ? `checks the ${name}` : `no longer accepts ${words}`,
    posture: stronger(`tokens of ${words} are refused`),
    callers: breaks(`tokens of ${words} are refused`),
  };
}

function textOf(rule: ClaimRule | undefined): string {
  if (rule === undefined) return 'any';
  if (rule.kind === 'values') return rule.values.join(' or ');
  return rule.kind === 'condition' ? rule.condition : `unknown: ${rule.why}`;
}

function draftOf(kind: ChangeKind, check: Check, said: Said): Draft {
  const { after, before, claim, plugins } = check;
  return {
    exposure: undefined,
    ...said,
    kind,
    place: plugins.place,
    before: sideOf(`${claim} ${textOf(before)}`, plugins.before),
    after: sideOf(`${claim} ${textOf(after)}`, plugins.after),
    affects: plugins.uses,
    explains: [...variables(check), ...rules(check)],
  };
}

/** The variables that stand for the claim. */
function variables({ claim, plugins }: Check): Difference[] {
  return below(plugins, 'parameters').filter(({ after, before }) =>
    [before, after].every(
      (source) => source === undefined || String(source).toLowerCase() === `token:${claim}`,
    ),
  );
}

/** The rules that read nothing but the claim, where they came, went, or have another condition. */
function rules({ claim, plugins }: Check): Difference[] {
  return below(plugins, 'rules').filter((difference) => {
    const [, name = '', member] = dataPath(difference);
    if (member !== undefined && member !== 'condition') return false;
    return [plugins.before, plugins.after].every(({ accessControl }) => {
      const { parameters = {}, rules: all = [] } = accessControl?.model ?? {};
      const conditions = all.filter((rule) => rule.name === name).map(({ condition }) => condition);
      return conditions.every((condition) => readsOnly(condition, claim, parameters));
    });
  });
}

function readsOnly(condition: string, claim: string, parameters: Readonly<Record<string, string>>): boolean {
  const names = [...condition.replace(/'[^']*'|"[^"]*"/g, "''").matchAll(/\$(\w+)/g)].map(
    ([, name = '']) => name,
  );
  const sources = new Map(Object.entries(parameters));
  return names.length > 0 && names.every((name) => sources.get(name)?.toLowerCase() === `token:${claim}`);
}
