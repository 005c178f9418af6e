import { API } from '../facts';
import { has, listOf, type Member, made, mapOf, oneOf, text } from './props';
import { StageVariable } from './stage-variable';

/** What several types of properties take. */

export const backend = made("a Backend: Backend.http('https://…')", has('kind', 'string'));

export const layout = made('a Layout: Layout.nested()', has('kind', 'string'));

export const authorization = made(
  'an authorization: a JwtAuthorization, AppAuthentication.of(…), PluginAuthorization.of(…) or PublicAccess.because(…)',
  has('kind', 'string'),
);

export const appAuthentication = made('AppAuthentication.of(…)', (value) => isKind(value, 'app'));

export const publicAccess = made("PublicAccess.because('…')", (value) => isKind(value, 'public'));

export const tags = mapOf(text);

const plugin = made(
  'a plug-in',
  (value) => has('pluginType', 'string')(value) && has('bindingId', 'string')(value),
);

const pluginList = listOf(plugin);

export const stagedPlugins: Member = {
  words: `${pluginList.words}, or PerStage.of(…) of such`,
  accepts: (value) => Array.isArray(value) || isKind(value, 'perStage'),
  inside: (value, path) => (Array.isArray(value) ? (pluginList.inside?.(value, path) ?? []) : []),
};

export const textOrVariable = made(
  'a text or a StageVariable',
  (value) => text.accepts(value) || value instanceof StageVariable,
);

export const stages = listOf(
  made(`one of ${API.stages.value.join(', ')}`, (value) => typeof value === 'string'),
);

export const protocol = oneOf(['HTTP', 'HTTPS']);

export const location = oneOf(API.parameterLocations.value);

export const fcVersion = oneOf(['2.0', '3.0']);

function isKind(value: unknown, kind: string): boolean {
  return has('kind', 'string')(value) && (value as { kind: string }).kind === kind;
}

export const textOrTexts = made(
  `${text.words}, or a list of them`,
  (value) => text.accepts(value) || (Array.isArray(value) && value.every((each) => text.accepts(each))),
);
