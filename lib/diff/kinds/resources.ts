import { isCloudNativeType } from '../../cloud-native';
import { EXPOSURES } from '../../facts';
import { isMadeOfParameter } from '../../model';
import { isUnknown, makesRoutesUnseen, textIn } from '../../template';
import type { Exposure } from '../change';
import type { Comparison, Difference } from '../comparing/comparison';
import { isDefaultWritten } from '../judging/differences';
import { changeAt, type Draft, type Side, sideOf } from '../judging/draft';
import { exposureOf, exposureOfType } from '../judging/exposures';
import { alone, type Detector, mirrored } from '../judging/kind';
import { mayBeRead } from '../judging/variable-readers';
import { callersUnclear, type Judgement, mayBreak, neutral, safe, unclear } from '../judging/verdict';
import { type Both, isBoth } from '../pairing/pair';
import type { StagePair } from '../pairing/pair-routes';
import type { WrittenResource } from '../pairing/written-resource';
import { isMadeAgain } from './groups';

const [resourceAdded, resourceRemoved] = mirrored(
  { area: 'stack', direction: 'added' },
  {
    id: 'resource-added',
    title: 'The template has a resource that it did not have.',
    posture: 'neutral for what does nothing by itself and for other services, else unknown',
    callers:
      'safe for the same, may break where it sets variables of a stage that a backend may read, else unknown',
    why: 'ROS creates it. What it does to routes is told at the routes.',
  },
  {
    id: 'resource-removed',
    title: 'The template lacks a resource that it had.',
    posture: 'neutral for what does nothing by itself and for other services, else unknown',
    callers:
      'safe for the same, may break where calls rely on it (an app, a stage, a VPC access), else unknown',
    why: 'ROS deletes it, unless its DeletionPolicy is Retain. What that does to routes is told at the routes.',
  },
);

const GATEWAY = 'ALIYUN::ApiGateway::';

/** Resources that do nothing to routes which the routes themselves do not tell. */
const INERT: ReadonlySet<string> = new Set([
  'Api',
  'App',
  'Deployment',
  'Group',
  'LogConfig',
  'Plugin',
  'Signature',
  'StageConfig',
  'TrafficControl',
  'VpcAccessConfig',
]);

/** Those of them by which apps sign their calls, or by which calls reach a backend. */
const USED: ReadonlySet<string> = new Set(['App', 'Signature', 'VpcAccessConfig']);

export const addedResources: Detector = {
  kinds: [resourceAdded, resourceRemoved],
  *find(comparison) {
    for (const difference of comparison.differences) {
      if (difference.path.length > 0 || difference.type === '') continue;
      const isNew = difference.before === undefined;
      const isUnread = difference.type === `${GATEWAY}StageConfig` && !mayBeRead(difference, comparison);
      yield changeAt(isNew ? resourceAdded : resourceRemoved, difference, {
        message: isNew
          ? `was added (${difference.type})`
          : `was removed (${difference.type})${retained(difference)}`,
        before: placeAt(difference, 'before'),
        after: placeAt(difference, 'after'),
        ...resourceVerdict(difference),
        ...(isUnread ? { callers: safe('no backend of the stage reads its variables') } : {}),
      });
    }
  },
};

/** Where it is, or was; what is in it is told where it matters. */
function placeAt({ sides, type }: Difference, which: 'before' | 'after'): Side | undefined {
  const side = sides[which];
  return side && sideOf(type, { origin: side.at([]) });
}

function retained({ sides }: Difference): string {
  return sides.before?.written.DeletionPolicy === 'Retain'
    ? '; ROS keeps what it made (DeletionPolicy Retain)'
    : '';
}

/** What becomes of these is said at the routes that they make. */
const TOLD_AT_ROUTES: ReadonlySet<string> = new Set([
  'ALIYUN::APIG::HttpApi',
  'ALIYUN::APIG::Operation',
  'ALIYUN::APIG::Route',
]);

function resourceVerdict({ after, place, type }: Difference): Judgement {
  if (makesRoutesUnseen(type)) {
    const why = 'the routes that it makes are not read';
    return { posture: unclear(why), callers: callersUnclear(why) };
  }
  if (isCloudNativeType(type) && !TOLD_AT_ROUTES.has(type)) {
    const why = 'what it does to routes of a cloud-native gateway is not compared';
    return { posture: unclear(why), callers: callersUnclear(why) };
  }
  if (!type.startsWith(GATEWAY) && !TOLD_AT_ROUTES.has(type))
    return {
      posture: neutral('it is no part of the gateway'),
      callers: safe('calls do not come to it by itself'),
    };
  if (TOLD_AT_ROUTES.has(type))
    return {
      posture: neutral('what it does to routes is told there'),
      callers: safe('calls do not come to it by itself'),
    };
  const name = type.slice(GATEWAY.length);
  // What it publishes that no template shows, no route tells.
  const isOfOther = name === 'Deployment' && place.route === undefined;
  if (!INERT.has(name) || isOfOther) {
    const why = 'what it does to routes is not known here';
    return { posture: unclear(why), callers: callersUnclear(why) };
  }
  return {
    posture: neutral('what it does to routes is told there'),
    callers:
      name === 'StageConfig' || (after === undefined && USED.has(name))
        ? mayBreak('calls that rely on what it says may be answered otherwise')
        : safe('calls do not come to it by itself'),
  };
}

const resourceRenamed = alone(
  { area: 'stack', direction: 'changed' },
  {
    id: 'resource-renamed',
    title: 'A resource that means the same has another logical id, or stands in another stack.',
    posture: 'neutral once the update is done',
    callers: 'may break while ROS makes a published thing again, else safe',
    why: 'To ROS another logical id, or another stack, is another resource: it creates the one and deletes the other, which may clash over names that must be unique.',
  },
);

export const renamedResources: Detector = {
  kinds: [resourceRenamed],
  *find(comparison) {
    const others = comparison.resources.filter((pair) => isMadeAgain(pair, comparison));
    const apis = new Set(
      others.flatMap(({ after }) => (after?.type.endsWith('::Api') ? [comparison.routeOf(after)] : [])),
    );
    for (const pair of others) {
      const route = pair.after && comparison.routeOf(pair.after);
      const isPart = !pair.after?.type.endsWith('::Api') && route !== undefined && apis.has(route);
      // Deployments and bindings of an API that is made again are made again with it.
      if (!isPart && isBoth(pair)) yield renamedDraft(pair, comparison);
    }
  },
};

function isMoved({ after, before }: Both<WrittenResource>, { stackNames }: Comparison): boolean {
  return stackNames.get(before.stack) !== stackNames.get(after.stack);
}

function renamedDraft(pair: Both<WrittenResource>, comparison: Comparison): Draft {
  const { type } = pair.after;
  const exposure = exposureOfRename(type);
  return {
    kind: resourceRenamed,
    place: comparison.placeOf(pair),
    ...renamedWords(pair, comparison),
    posture: neutral('once the update is done, it means the same'),
    callers:
      exposure === undefined
        ? safe('it means the same')
        : mayBreak('while ROS makes it again, calls may fail'),
    exposure,
  };
}

/** A plug-in under another id is bound anew, though its type stays. */
function exposureOfRename(type: string): Exposure | undefined {
  if (type.endsWith('::Api')) return exposureOf(EXPOSURES.movedApi);
  return type.endsWith('::Plugin') ? exposureOf(EXPOSURES.renamedPlugin) : exposureOfType(type);
}

function renamedWords(
  pair: Both<WrittenResource>,
  comparison: Comparison,
): Pick<Draft, 'message' | 'before' | 'after' | 'replacement'> {
  const { after, before } = pair;
  const nameOf = ({ id, stack }: WrittenResource) => `${comparison.stackNames.get(stack)}/${id}`;
  return isMoved(pair, comparison)
    ? {
        message: `it went from ${nameOf(before)} to ${nameOf(after)}`,
        before: sideOf(nameOf(before), before),
        after: sideOf(nameOf(after), after),
        replacement: 'in another stack it is another resource: ROS creates the one and deletes the other',
      }
    : {
        message: `its logical id ${before.id} became ${after.id}`,
        before: sideOf(before.id, before),
        after: sideOf(after.id, after),
        replacement: 'another logical id is another resource: ROS creates the one and deletes the other',
      };
}

const propertyChanged = alone(
  { area: 'stack', direction: 'changed' },
  {
    id: 'property-changed',
    title: 'A value changed for which there is no kind of its own, or that is known to ROS only.',
    posture: 'neutral for what describes and for other services, else unknown',
    callers: 'safe for the same, else unknown',
    why: 'Nothing that differs is left out; what it means a reviewer has to say.',
  },
);

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

export const otherProperties: Detector = {
  kinds: [propertyChanged],
  *find({ differences, stages }) {
    for (const difference of differences) {
      const affects = isOfParameter(difference) ? stagesMadeOf(difference, stages) : [];
      yield changeAt(propertyChanged, difference, {
        message: propertyMessage(difference),
        affects,
        ...propertyVerdict(difference, affects.length > 0),
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

function propertyMessage({ after, before, path }: Difference): string {
  const name = path.join('.').replace(/^Properties\./, '');
  if (before === undefined) return `${name} was set`;
  return after === undefined ? `${name} was taken away` : `${name} changed`;
}

function propertyVerdict(difference: Difference, isUsed: boolean): Judgement {
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
