import { basename } from 'node:path';
import { isCalendarDay } from '../calendar-day';
import { GatewayError } from '../errors';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { type GatewayModel, gatewayOf, type ReadingOptions } from '../model';
import {
  nodeFiles,
  Origin,
  type RecordedItem,
  RecordedStack,
  readDocument,
  readText,
  readTextIfAny,
  type TemplateFiles,
} from '../template';
import { addApis, type RecordedApi } from './add-apis';
import { addPlugins } from './add-bindings';
import { addPolicies } from './add-policies';
import { RECORDED_FILES, RECORDED_ON_FILE, RECORDING_FILE } from './calls';
import { defined, textOf } from './members';
import { RecordedAnswers } from './recorded-answers';

/** What a recording was asked for. */
interface Recording {
  readonly region: string | undefined;
  /** The ids of groups, or all of them. */
  readonly groups: 'all' | readonly string[];
  /** The day on which it was begun: `2026-11-28`. */
  readonly recordedOn: string | undefined;
}

/**
 * Reads a recorded gateway into the gateway model: what is deployed in each stage, with what is bound to it, and not
 * the drafts. What was not recorded is unknown, and stands among the problems of the model.
 *
 * @param directory where the script of `adopt commands` wrote the answers
 * @throws GatewayError `file-unreadable` for a directory without a recording, `recording-invalid` for a broken one
 */
export function readRecording(
  directory: string,
  files: TemplateFiles = nodeFiles,
  options: ReadingOptions = {},
): GatewayModel {
  const recording = openRecording(directory, files);
  const answers = new RecordedAnswers(directory, files);
  const stack = new RecordedStack({
    name: basename(directory),
    origin: recording.origin,
    problems: answers.problems,
    recordedOn: recording.recordedOn,
  });
  const apis = groupsOf(recording, answers).flatMap((group) => addGroup(group, answers, stack));
  addVpcAccesses(answers, stack);
  const context = { apis, answers, stack };
  addPolicies(context, addPlugins(context));
  return gatewayOf(`live:${directory}`, [stack.stack], options);
}

function openRecording(directory: string, files: TemplateFiles): Recording & { readonly origin: Origin } {
  const place = `${directory}/${RECORDING_FILE}`;
  if (!files.isDirectory(directory))
    throw new GatewayError('file-unreadable', 'is no directory', { place: directory, hint: HINT });
  const document = readDocument(readRecordingFile(place, files), place);
  const { value } = document;
  const groups = memberOf(value, 'groups');
  const isRead = groups === 'all' || (Array.isArray(groups) && groups.every((id) => typeof id === 'string'));
  if (memberOf(value, 'version') !== 1 || !isRead)
    throw new GatewayError('recording-invalid', 'is no recording of version 1', { place, hint: HINT });
  const region = memberOf(value, 'region');
  return {
    region: typeof region === 'string' ? region : undefined,
    groups: groups as Recording['groups'],
    origin: Origin.of(document),
    recordedOn: dayIn(readTextIfAny(files, `${directory}/${RECORDED_ON_FILE}`)),
  };
}

function dayIn(text: string | undefined): string | undefined {
  const day = text?.trim();
  return day !== undefined && isCalendarDay(day) ? day : undefined;
}

const HINT = 'make one with the script that jwt-gateway adopt commands prints';

function readRecordingFile(place: string, files: TemplateFiles): string {
  try {
    return readText(files, place);
  } catch (cause) {
    if (!GatewayError.isGatewayError(cause) || cause.code !== 'file-unreadable') throw cause;
    throw new GatewayError('file-unreadable', 'holds no recording of a gateway', {
      place: place.slice(0, -RECORDING_FILE.length - 1),
      hint: HINT,
      cause,
    });
  }
}

function groupsOf({ groups }: Recording, answers: RecordedAnswers): string[] {
  if (groups !== 'all') return [...groups];
  const { items } = answers.list('DescribeApiGroups', RECORDED_FILES.groups);
  return items.flatMap(({ value }) => textOf(value, 'GroupId') ?? []);
}

function addGroup(groupId: string, answers: RecordedAnswers, stack: RecordedStack): RecordedApi[] {
  const group = answers.one('DescribeApiGroup', RECORDED_FILES.group(groupId));
  const reference =
    group === undefined
      ? // What is known of a group that was not recorded is its id.
        groupId
      : stack.add({
          type: 'Group',
          name: textOf(group.value, 'GroupName') ?? groupId,
          id: groupId,
          properties: groupProperties(group.value),
          metadata: { Live: { Id: groupId } },
          from: group,
          pathOf: ([, ...path]) => path,
        });
  if (group !== undefined) addDomains(group, reference, stack);
  return addApis({ groupId, reference }, answers, stack);
}

function groupProperties(group: JsonObject): JsonObject {
  const {
    BasePath,
    Description,
    DisableInnerDomain,
    GroupName,
    HttpsPolicy,
    InstanceId,
    PassthroughHeaders,
  } = group;
  return defined({
    GroupName,
    BasePath: BasePath === '/' ? undefined : BasePath,
    Description,
    InstanceId,
    HttpsPolicy,
    PassthroughHeaders,
    // The default sub-domain is open to the internet unless it is switched off.
    InternetEnable: DisableInnerDomain === true ? false : undefined,
    VpcIntranetEnable: textOf(group, 'VpcDomain') === undefined ? undefined : true,
  });
}

function addDomains(group: RecordedItem, reference: JsonValue, stack: RecordedStack): void {
  const domains = memberOf(memberOf(group.value, 'CustomDomains'), 'DomainItem');
  for (const [at, domain] of (Array.isArray(domains) ? domains : []).entries()) {
    const name = textOf(domain, 'DomainName');
    if (!isJsonObject(domain) || name === undefined) continue;
    stack.add({
      type: 'CustomDomain',
      name: `domain ${name}`,
      id: name,
      properties: defined({
        DomainName: name,
        GroupId: reference,
        CertificateName: domain.CertificateName ?? domain.CertificateId,
      }),
      metadata: { Live: defined({ Stage: domain.BindStageName }) },
      from: { value: domain, origin: group.origin.at('CustomDomains', 'DomainItem', at) },
      pathOf: ([, ...path]) => path,
    });
  }
}

function addVpcAccesses(answers: RecordedAnswers, stack: RecordedStack): void {
  for (const from of answers.list('DescribeVpcAccesses', RECORDED_FILES.vpcAccesses).items) {
    const { InstanceId, Name, Port, VpcAccessId, VpcId } = from.value;
    stack.add({
      type: 'VpcAccessConfig',
      name: `VPC access ${String(Name)}`,
      id: String(VpcAccessId ?? Name),
      properties: defined({ Name, VpcId, InstanceId, Port }),
      from,
      pathOf: ([, ...path]) => path,
    });
  }
}
