import { run } from '../../lib/cli';
import type { ProbeAnswer } from '../../lib/probe';
import { createCapturedIo } from './captured-io';
import { newFolder, removeFolders, write } from './git-repository';

afterAll(removeFolders);

const route = (id: string) => ({
  [id]: {
    Type: 'ALIYUN::ApiGateway::Api',
    Properties: {
      GroupId: { Ref: 'Shop' },
      AuthType: 'APP',
      RequestConfig: { RequestHttpMethod: 'GET', RequestPath: `/${id}`, RequestProtocol: 'HTTPS' },
    },
  },
  [`${id}Release`]: {
    Type: 'ALIYUN::ApiGateway::Deployment',
    Properties: { GroupId: { Ref: 'Shop' }, ApiId: { Ref: id }, StageName: 'RELEASE' },
  },
});
const TEMPLATE = JSON.stringify({
  ROSTemplateFormatVersion: '2015-09-01',
  Resources: { Shop: { Type: 'ALIYUN::ApiGateway::Group', Properties: {} }, ...route('a'), ...route('b') },
});

const refused: ProbeAnswer = { status: 403, headers: [['X-Ca-Error-Code', 'A403AC']] };
const through: ProbeAnswer = { status: 200, headers: [] };
const unclear: ProbeAnswer = { status: 503, headers: [] };

async function statusOf(...[a, b]: readonly ProbeAnswer[]): Promise<number> {
  const folder = newFolder();
  write(folder, { 'template.json': TEMPLATE });
  const send = async ({ url }: { readonly url: string }) => (url.endsWith('/a') ? a : b) ?? unclear;
  const io = createCapturedIo({ cwd: folder, send });
  return run(['verify', 'https://api.test', '--template', 'template.json'], io);
}

test.each([
  ['every route refuses', 0, refused, refused],
  ['one of them could not be proved', 1, refused, unclear],
  ['one of them, the first, could not be proved', 1, unclear, refused],
  ['one of them lets in', 1, refused, through],
  ['none of them could be proved', 1, unclear, unclear],
])('verify ends with %s: %d', async (_, status, a, b) => {
  expect(await statusOf(a, b)).toBe(status);
});
