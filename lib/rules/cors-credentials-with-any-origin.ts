import { GatewayError } from '../errors';
import { SOURCES } from '../facts';
import type { GatewayPlugin } from '../model';
import { type CorsModel, cors } from '../plugin';
import { isUnknown } from '../template';
import type { Judgement, Rule } from './rule';
import { fail, pluginSubject, unknown } from './subject';

const browsers = (origins: string): string => `Resources:
  Browsers:
    Type: ALIYUN::ApiGateway::Plugin
    Properties:
      PluginName: browsers
      PluginType: cors
      PluginData: |
        allowOrigins: ${origins}
        allowCredentials: true
`;

export const corsCredentialsWithAnyOrigin: Rule = Object.freeze<Rule>({
  id: 'cors-credentials-with-any-origin',
  title: 'A CORS plug-in lets pages of any origin, or of none, send cookies along.',
  why: 'Any page that a user looks at could call the API in the name of that user. Browsers refuse the plain "*"; a gateway that answers with the caller\'s origin instead lets it happen. Any page can make itself a frame of the origin "null".',
  remediation:
    'List the origins in allowOrigins, or leave allowCredentials out: a bearer token needs no cookies.',
  severity: 'warning',
  source: `${SOURCES.cors}; https://fetch.spec.whatwg.org/#cors-protocol-and-credentials`,
  grade: 'doc',
  bad: browsers('"*"'),
  good: browsers('https://shop.example.com'),
  *check({ plugins }) {
    for (const plugin of plugins) if (isUnknown(plugin.type) || plugin.type === 'cors') yield judge(plugin);
  },
});

function judge(plugin: GatewayPlugin): Judgement {
  const subject = pluginSubject(plugin);
  if (isUnknown(plugin.type)) return unknown(subject, `PluginType is ${plugin.type.expression}`);
  if (isUnknown(plugin.data)) return unknown(subject, `PluginData is made by ${plugin.data.expression}`);
  const model = modelOf(plugin.data);
  if (model === undefined) return unknown(subject, 'PluginData is not the data of a cors plug-in');
  const { allowCredentials, allowOrigins = ['*'] } = model;
  const everybody = allowOrigins.includes('*')
    ? 'every origin'
    : allowOrigins.some((each) => each.toLowerCase() === 'null') && 'the origin null';
  if (!allowCredentials || !everybody) return 'pass';
  const origin = subject.origin.at('Properties', 'PluginData', 'allowCredentials');
  return fail({ ...subject, origin }, `allowCredentials is true while ${everybody} is allowed`);
}

function modelOf(data: unknown): CorsModel | undefined {
  try {
    return cors.parse(data);
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return undefined;
    throw error;
  }
}
