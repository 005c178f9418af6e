import { isCloudNativeType } from '../../cloud-native';
import { makesRoutesUnseen } from '../../template';
import type { Difference } from '../comparing/comparison';
import { changeAt, type Side, sideOf } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { mayBeRead } from '../judging/variable-readers';
import { callersUnclear, type Judgement, mayBreak, neutral, safe, unclear } from '../judging/verdict';

const added: ChangeKind = {
  id: 'resource-added',
  title: 'The template has a resource that it did not have.',
  area: 'stack',
  direction: 'added',
  mirror: 'resource-removed',
  asymmetry: undefined,
  posture: 'neutral for what does nothing by itself and for other services, else unknown',
  callers:
    'safe for the same, may break where it sets variables of a stage that a backend may read, else unknown',
  why: 'ROS creates it. What it does to routes is told at the routes.',
};

const removed: ChangeKind = {
  id: 'resource-removed',
  title: 'The template lacks a resource that it had.',
  area: 'stack',
  direction: 'removed',
  mirror: 'resource-added',
  asymmetry: undefined,
  posture: 'neutral for what does nothing by itself and for other services, else unknown',
  callers:
    'safe for the same, may break where calls rely on it (an app, a stage, a VPC access), else unknown',
  why: 'ROS deletes it, unless its DeletionPolicy is Retain. What that does to routes is told at the routes.',
};

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

export const resourceAdded: Detector = {
  kinds: [added, removed],
  *find(comparison) {
    for (const difference of comparison.differences) {
      if (difference.path.length > 0 || difference.type === '') continue;
      const isNew = difference.before === undefined;
      const isUnread = difference.type === `${GATEWAY}StageConfig` && !mayBeRead(difference, comparison);
      yield changeAt(isNew ? added : removed, difference, {
        message: isNew
          ? `was added (${difference.type})`
          : `was removed (${difference.type})${retained(difference)}`,
        before: placeAt(difference, 'before'),
        after: placeAt(difference, 'after'),
        ...judge(difference),
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

function judge({ after, place, type }: Difference): Judgement {
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
