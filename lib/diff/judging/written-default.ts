import { API } from '../../facts';
import type { Difference } from '../comparing/comparison';
import { knownTexts } from './differences-at';

const GATEWAY = 'ALIYUN::ApiGateway::';

/** What holds where a template says nothing, by type and path. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'Api.DisableInternet': 'false',
  'Api.RequestConfig.RequestMode': API.defaultRequestMode.value,
  'Api.RequestConfig.RequestProtocol': API.defaultRequestProtocol.value,
  'Api.ServiceConfig.Mock': 'false',
  'Api.ServiceConfig.ServiceProtocol': API.defaultServiceProtocol.value,
  'Api.ServiceConfig.ServiceVpcEnable': 'false',
  'Group.InternetEnable': 'true',
  'Plugin.PluginData.allowCredentials': 'false',
  'Plugin.PluginData.bypassEmptyToken': 'false',
  'Plugin.PluginData.ignoreExpirationCheck': 'false',
  'Plugin.PluginData.preventJtiReplay': 'false',
};

/** Whether one side writes out what holds on the other side anyway. */
export function isDefaultWritten(difference: Difference): boolean {
  const { path, type } = difference;
  const preset = DEFAULTS[`${type.replace(GATEWAY, '')}.${path.slice(1).join('.')}`];
  // A name with a dot in it is no path.
  if (path.some((step) => step.includes('.'))) return false;
  const texts = knownTexts(difference);
  if (preset === undefined || texts === undefined || path[0] !== 'Properties') return false;
  const [was, is] = [texts.before ?? preset, texts.after ?? preset].map((text) => text.toLowerCase());
  return was === is;
}
