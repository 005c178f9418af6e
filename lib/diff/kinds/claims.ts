import { type JsonValue, memberOf } from '../../json';
import { type AccessChange, compareClaims, demandsIn, type GatewayPlugin } from '../../model';
import { listed } from '../../text';
import type { ComparedPlugins, Comparison, Difference } from '../comparing/comparison';
import { below, dataPath, pluginsOfType, setDifference } from '../judging/differences';
import { type Draft, type Judged, type Side, sideOf } from '../judging/draft';
import { alone, type ChangeKind, type Detector, mirrored, STEPS } from '../judging/kind';
import { accessVerdict, mayBreak, neutral, safe } from '../judging/verdict';

const [claimCheckWidened, claimCheckNarrowed] = mirrored(
  { area: 'authentication', direction: 'widened' },
  {
    id: 'claim-check-widened',
    title: 'Tokens with other claims are accepted, too: of more issuers, say, or for more audiences.',
    why: 'The JWT plug-in looks at neither iss nor aud: without the rule, a token that was made for another service is good here.',
  },
  {
    id: 'claim-check-narrowed',
    title: 'Fewer tokens are accepted: of fewer issuers, say, or for fewer audiences.',
    why: 'Callers whose tokens say something else are refused.',
    avoid: STEPS.gone,
  },
);

const claimCheckReplaced = alone(
  {
    area: 'authentication',
    direction: 'replaced',
    asymmetry: 'either way, some tokens get in that were refused',
  },
  {
    id: 'claim-check-replaced',
    title: 'Other tokens are accepted instead of those that were: of another issuer, say.',
    posture: 'weaker, for the tokens that were refused',
    callers: 'break, for the tokens that were accepted',
    why: 'Who issues the tokens decides who gets in; callers with the old ones are refused at once.',
    avoid: STEPS.overlap,
  },
);

const [claimDemandAdded, claimDemandRemoved] = mirrored(
  { area: 'authentication', direction: 'added' },
  {
    id: 'claim-demand-added',
    title: 'A token has to say something that it did not have to: a scope or a role, say.',
    posture: 'stronger; unknown where another plug-in of the type is bound, too',
    callers: 'break: those whose tokens do not say it; may break where more than claims decide',
    why: 'Callers whose tokens do not say it are refused, however good their tokens are.',
    avoid: 'have the issuer put it into tokens first, and deploy it when tokens without it have expired',
  },
  {
    id: 'claim-demand-removed',
    title: 'A token no longer has to say something that it had to: a scope or a role, say.',
    posture: 'weaker; unknown where another plug-in of the type is bound, too',
    callers: 'safe',
    why: 'Whoever holds any good token gets in, whatever it was made for.',
  },
);

const [accessRuleAdded, accessRuleRemoved] = mirrored(
  { area: 'authentication', direction: 'added' },
  {
    id: 'access-rule-added',
    title: 'An access control plug-in has one more rule, which reads more than claims.',
    posture: 'stronger where it can only deny, else unknown: an ALLOW skips the rules after it',
    callers: 'may break where it can only deny, else unknown',
    why: 'Rules decide by claims, addresses and parameters who gets through.',
  },
  {
    id: 'access-rule-removed',
    title: 'An access control plug-in has one rule less, which read more than claims.',
    posture: 'weaker where it could only deny, else unknown',
    callers: 'safe where it could only deny, else unknown',
    why: 'Whom the rule denied, nobody denies now.',
  },
);

const accessRuleChanged = alone(
  {
    area: 'authentication',
    direction: 'changed',
    asymmetry:
      'that some callers certainly get in is weaker; that they certainly get in no more may come with others who do',
  },
  {
    id: 'access-rule-changed',
    title: 'A rule of an access control plug-in, its variables, or the order of the rules changed.',
    posture: 'neutral where the same calls are denied, weaker or stronger where that follows, else unknown',
    callers: 'may break where a denial has other words, safe where nothing else changed, else as the posture',
    why: 'A condition that changed may let others through than before.',
    avoid: STEPS.overlap,
  },
);

/** What the rules admit is compared as a whole: that is one change, however many lines it takes. */
export const claimChecks: Detector = {
  kinds: [
    claimCheckWidened,
    claimCheckNarrowed,
    claimCheckReplaced,
    claimDemandAdded,
    claimDemandRemoved,
    accessRuleAdded,
    accessRuleRemoved,
    accessRuleChanged,
  ],
  *find(comparison) {
    for (const plugins of pluginsOfType(comparison, 'accessControl')) {
      const draft = claimsDraft(plugins, comparison);
      if (draft !== undefined) yield draft;
    }
  },
};

function claimsDraft(plugins: ComparedPlugins, comparison: Comparison): Draft | undefined {
  const open = new Set(comparison.differences);
  const explains = [...below(plugins, 'rules'), ...below(plugins, 'parameters')].filter((each) =>
    open.has(each),
  );
  const [mine, theirs] = [plugins.before.accessControl, plugins.after.accessControl];
  if (explains.length === 0 || mine === undefined || theirs === undefined) return undefined;
  const found = compareClaims(
    { rules: mine.evaluation, hasToken: true },
    { rules: theirs.evaluation, hasToken: true },
  );
  const demands = { before: demandTexts(plugins.before), after: demandTexts(plugins.after) };
  const { kind, ...said } =
    found === undefined ? sameCalls(explains) : (otherDemands(found, demands) ?? otherCalls(found, explains));
  const shape =
    kind === accessRuleAdded || kind === accessRuleRemoved || found === undefined ? explains : undefined;
  return {
    ...said,
    kind,
    place: plugins.place,
    before: sideText(plugins.before, shape, 'before'),
    after: sideText(plugins.after, shape, 'after'),
    affects: plugins.uses,
    explains,
  };
}

type Told = Judged & Pick<Draft, 'kind'>;

/** What a denial says, not whom it denies. */
const WORDING: ReadonlySet<string> = new Set([
  'errorMessage',
  'responseBody',
  'responseHeaders',
  'statusCode',
]);

function sameCalls(explains: readonly Difference[]): Told {
  const isWording = explains.some((each) => WORDING.has(dataPath(each)[2] ?? ''));
  const what = isWording ? 'a denial has other words' : 'its rules are written otherwise';
  return {
    kind: accessRuleChanged,
    message: `${what}: the same calls are denied`,
    posture: neutral('the same calls are denied'),
    callers: isWording ? mayBreak('who is denied gets another answer') : safe('the same calls are denied'),
  };
}

interface Demands {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What rules demand of tokens, claim by claim; nothing where they cannot be read. */
function demandTexts({ accessControl }: GatewayPlugin): readonly string[] {
  return accessControl === undefined ? [] : demandsIn(accessControl).map(({ text }) => text);
}

/** Where all that was demanded still is, and something more, or the other way round: it is said by its name. */
function otherDemands(found: Partial<AccessChange>, { after, before }: Demands): Told | undefined {
  const { admits = [], mayAdmit, mayRefuse, refuses = [] } = found;
  const { gained, lost } = setDifference(before, after);
  const isMore = lost.length === 0 && admits.length === 0 && mayAdmit === undefined;
  const isLess = gained.length === 0 && refuses.length === 0 && mayRefuse === undefined;
  if (gained.length > 0 && isMore)
    return { kind: claimDemandAdded, message: `demands ${listed(gained)}`, ...accessVerdict([found]) };
  if (lost.length > 0 && isLess)
    return {
      kind: claimDemandRemoved,
      message: `no longer demands ${listed(lost)}`,
      ...accessVerdict([found]),
    };
  return undefined;
}

/** What a plug-in demands of the routes that it was bound to, or no longer does; `undefined` where it demands no claim. */
export function boundDemands(plugin: GatewayPlugin | undefined, isBound: boolean) {
  const texts = plugin === undefined ? [] : demandTexts(plugin);
  if (texts.length === 0) return undefined;
  return isBound
    ? { kind: claimDemandAdded, message: `demands ${listed(texts)}`, texts }
    : { kind: claimDemandRemoved, message: `no longer demands ${listed(texts)}`, texts };
}

function otherCalls(found: Partial<AccessChange>, explains: readonly Difference[]): Told {
  const { admits = [], mayAdmit, mayRefuse, refuses = [] } = found;
  const [more, less] = [listed(admits), listed(refuses)];
  const words = [...(more === '' ? [] : [`admits ${more}`]), ...(less === '' ? [] : [`refuses ${less}`])];
  const isPlain = mayAdmit === undefined && mayRefuse === undefined;
  const isOfRules = !isPlain || admits.some((each) => each.startsWith('calls'));
  return {
    kind: isOfRules ? kindOfRules(explains) : kindOf(more, less),
    message: words.length > 0 ? words.join(', and ') : `its rules changed: ${mayAdmit ?? mayRefuse ?? ''}`,
    ...accessVerdict([found]),
  };
}

function kindOf(more: string, less: string): ChangeKind {
  if (more !== '' && less !== '') return claimCheckReplaced;
  return more === '' ? claimCheckNarrowed : claimCheckWidened;
}

/** Whether rules came, or went, or changed. */
function kindOfRules(explains: readonly Difference[]): ChangeKind {
  const rules = explains.filter((each) => dataPath(each)[0] === 'rules' && dataPath(each).length === 2);
  const whole = rules.filter(({ path }) => path.at(-1) !== '(order)');
  const isWhole =
    whole.length > 0 && whole.length === rules.length - orderCount(rules) && !hasEdits(explains);
  if (isWhole && whole.every(({ before }) => before === undefined)) return accessRuleAdded;
  return isWhole && whole.every(({ after }) => after === undefined) ? accessRuleRemoved : accessRuleChanged;
}

function orderCount(rules: readonly Difference[]): number {
  return rules.filter(({ path }) => path.at(-1) === '(order)').length;
}

function hasEdits(explains: readonly Difference[]): boolean {
  return explains.some((each) => dataPath(each)[0] === 'rules' && dataPath(each).length > 2);
}

/** `iss a or b · aud shop`; of single rules what they say. */
function sideText(
  plugin: GatewayPlugin,
  shape: readonly Difference[] | undefined,
  which: 'before' | 'after',
): Side | undefined {
  if (shape !== undefined) {
    const rules = shape.filter((each) => dataPath(each)[0] === 'rules' && each[which] !== undefined);
    const texts = rules.map((each) => ruleText(each[which]));
    return texts.length === 0 ? undefined : sideOf(listed(texts), plugin);
  }
  const texts = demandTexts(plugin);
  return sideOf(texts.length === 0 ? conditionsOf(plugin) : texts.join(' · '), plugin);
}

function conditionsOf({ accessControl }: GatewayPlugin): string {
  const rules = accessControl?.model.rules ?? [];
  return rules.length === 0 ? 'no rule' : listed(rules.map(({ condition }) => condition));
}

/** `$role = 'editor' · ifFalse DENY`; a text where one member changed. */
function ruleText(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  const said = (name: string) => memberOf(value, name);
  const ends = ['ifTrue', 'ifFalse'].flatMap((name) =>
    said(name) === undefined ? [] : [`${name} ${String(said(name))}`],
  );
  return [String(said('condition') ?? JSON.stringify(value ?? null)), ...ends].join(' · ');
}
