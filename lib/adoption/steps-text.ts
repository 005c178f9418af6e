import { codeSpan } from '../text';
import type { Loss, TakeOverOptions } from './take-over';

/** The steps from a gateway of the console to one of a stack, with what opens for a moment. */
export function stepsText({ newPlugins, recordedOn }: TakeOverOptions, losses: readonly Loss[]): string {
  const lines = [
    '# Taking the gateway over',
    '',
    `The code beside this file says what the console said on ${recordedOn}. Until step 3 nothing changes.`,
    '',
    '1. Read the code. Replace each reason "public in the console" by the reason why it is right, or give the API an',
    '   authorization.',
    '2. Compare: `jwt-gateway diff live:DIR cdk.out` has to say that nothing is weaker and no caller breaks.',
    '3. Import what exists: a change set of type IMPORT with the template without its PluginAttachment and Plugin',
    '   resources, and `resources-to-import.json` as ResourcesToImport (ResourceIdentifier has to be passed as a JSON',
    '   text). ROS takes groups, APIs, deployments and authorizations; `GetTemplateSummary` says by which identifiers,',
    '   which no page of the vendor lists. Every resource has `DeletionPolicy: Retain`.',
    '4. Update the stack with the whole template. It makes the bindings, and publishes the APIs anew with what the',
    '   code says.',
    '',
    '## What opens for a moment',
    '',
    ...(newPlugins ? NEW_PLUGINS : PLUGINS_BY_ID),
    ...(losses.length === 0 ? [] : ['', '## Not in the code', '']),
    ...losses.map(({ loss, what }) => `* ${codeSpan(what)}: ${codeSpan(loss)}`),
    '',
  ];
  return lines.join('\n');
}

const PLUGINS_BY_ID = [
  'The bindings of the console stay while ROS makes its own of the same plug-ins. What the service does when a plug-in',
  'is attached that is bound already is not documented: try it with one API in stage TEST. If it is refused, leave the',
  'binding in the console and take the resource out of the template. Do not detach first: the API is open from the',
  'moment a plug-in is detached until ROS has attached it again.',
];

const NEW_PLUGINS = [
  'An API takes one plug-in of each type. What the service does when another one of the type is attached is not',
  'documented: try it with one API in stage TEST. If the new one takes the place of the old one, nothing opens. If it is',
  'refused, the old one has to be detached first, and from that moment until ROS has attached the new one **the API is',
  'open to everybody**. Then go by the group: take the stage offline or close the domain, detach, update, open again.',
  'The old plug-ins stay in the console; delete them when nothing is bound to them.',
];
