import { isCloudNativeType } from '../../cloud-native';
import { isMadeOfParameter } from '../../model';
import { isUnknown, makesRoutesUnseen, textIn } from '../../template';
import type { Difference } from '../comparing/comparison';
import { changeAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { callersUnclear, type Judgement, neutral, safe, unclear } from '../judging/verdict';
import { isDefaultWritten } from '../judging/written-default';
import type { StagePair } from '../pairing/pair-routes';

const changed: ChangeKind = {
  id: 'property-changed',
  title: 'A value changed for which there is no kind of its own, or that is known to ROS only.',
  area: 'stack',
  direction: 'changed',
  mirror: 'property-changed',
  asymmetry: undefined,
  posture: 'neutral for what describes and for other services, else unknown',
  callers: 'safe for the same, else unknown',
  why: 'Nothing that differs is left out; what it means a reviewer has to say.',
};

/** Values that describe: nobody gets through or is kept out because of them. */
const DESCRIBING: ReadonlySet<string> = new Set([
  'Description',
  'DemoValue',
  'DocOrder',
  'DocShow',
  'ErrorCodeSamples',
  'FailResultSample',
  'GroupName',
  'ApiName',
  'AppName',
  'PluginName',
  'PostBodyDescription',
  'ResultBodyModel',
  'ResultDescriptions',
  'ResultSample',
  'ResultType',
  'Tags',
]);

/** Sections of a template that make nothing. */
const DESCRIBING_SECTIONS: ReadonlySet<string> = new Set([
  'Description',
  'Metadata',
  'Outputs',
  'ROSTemplateFormatVersion',
  'Workspace',
]);

/** What the model reads of a resource and of its instances is compared at the routes. */
const READ_ELSEWHERE: ReadonlySet<string> = new Set(['Count']);

export const propertyChanged: Detector = {
  kinds: [changed],
  *find({ differences, stages }) {
    for (const difference of differences) {
      const affects = isOfParameter(difference) ? stagesMadeOf(difference, stages) : [];
      yield changeAt(changed, difference, {
        message: messageOf(difference),
        affects,
        ...judge(difference, affects.length > 0),
      });
    }
  },
};

/** What a parameter may be, or is when nobody gives it a value. */
function isOfParameter({ path: [section], type }: Difference): boolean {
  return type === '' && section === 'Parameters';
}

function stagesMadeOf({ path: [, name], sides }: Difference, stages: readonly StagePair[]): StagePair[] {
  const isMade = ({ route, ...pair }: StagePair, side: 'before' | 'after') => {
    const [whole, stage, stack] = [route[side], pair[side], sides[side]?.stack];
    if (whole === undefined || stage === undefined || stack === undefined || name === undefined) return false;
    return isMadeOfParameter(whole, stage, { name, stack });
  };
  return stages.filter((stage) => isMade(stage, 'before') || isMade(stage, 'after'));
}

function messageOf({ after, before, path }: Difference): string {
  const name = path.join('.').replace(/^Properties\./, '');
  if (before === undefined) return `${name} was set`;
  return after === undefined ? `${name} was taken away` : `${name} changed`;
}

function judge(difference: Difference, isUsed: boolean): Judgement {
  const why = describing(difference);
  if (why !== undefined) return { posture: neutral(why), callers: safe(why) };
  if (isUsed) {
    const doubt = 'who starts the stack decides what the parameter is';
    return { posture: unclear(doubt), callers: callersUnclear(doubt) };
  }
  const doubt = isFunction(difference)
    ? 'a side is known to ROS only'
    : 'what this value does is not known here';
  return { posture: unclear(doubt), callers: callersUnclear(doubt) };
}

function describing(difference: Difference): string | undefined {
  const { path, type } = difference;
  const [section = '', property = ''] = path;
  if (isPassedOn(difference)) return undefined;
  if (type === '') return DESCRIBING_SECTIONS.has(section) ? 'it describes, and makes nothing' : undefined;
  if (isSameText(difference)) return 'ROS reads both alike';
  if (isDefaultWritten(difference)) return 'it says what holds anyway';
  if (!isOfGateway(type)) return 'it is no part of the gateway';
  if (section === 'Metadata' || section === 'Description') return 'it describes, and makes nothing';
  if (READ_ELSEWHERE.has(section) && !isFunction(difference)) return 'what it makes is compared by itself';
  if (property === 'PluginData') return undefined;
  if (section === 'Properties' && (DESCRIBING.has(property) || DESCRIBING.has(path.at(-1) ?? '')))
    return 'it describes, and decides nothing';
  return undefined;
}

function isOfGateway(type: string): boolean {
  return (
    type.startsWith('ALIYUN::ApiGateway::') ||
    isCloudNativeType(type) ||
    type === 'ALIYUN::ROS::Stack' ||
    makesRoutesUnseen(type)
  );
}

/** The resources around a nested stack take its outputs: another value may be that of another API. */
function isPassedOn({ after, before, path: [section], sides, type }: Difference): boolean {
  const isNested = sides.after?.stack.parent !== undefined;
  return type === '' && section === 'Outputs' && isNested && before !== undefined && after !== undefined;
}

function isFunction({ after, before }: Difference): boolean {
  return [before, after].some((value) => typeof value === 'object' && value !== null);
}

/** `true` and `"true"`, 80 and `"80"`. */
function isSameText({ after, before, path, sides }: Difference): boolean {
  if (path[0] !== 'Properties' || sides.before?.instance === undefined || sides.after?.instance === undefined)
    return false;
  const [mine, theirs] = [textIn(before, sides.before.instance), textIn(after, sides.after.instance)];
  return mine !== undefined && theirs !== undefined && !isUnknown(mine) && mine === theirs;
}
