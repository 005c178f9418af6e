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
const otherwise: ProbeAnswer = { status: 401, headers: [['X-Ca-Error-Code', 'A403AC']] };
const through: ProbeAnswer = { status: 200, headers: [] };
const unclear: ProbeAnswer = { status: 503, headers: [] };

/** What the gateway at a host answers to `/a` and `/b`. */
type Answers = readonly [a: ProbeAnswer, b: ProbeAnswer];

async function statusOf(...gateways: readonly Answers[]): Promise<number> {
  const folder = newFolder();
  write(folder, { 'template.json': TEMPLATE });
  const send = async ({ url }: { readonly url: string }) => {
    const answers = gateways[Number(/api(\d)/.exec(url)?.[1])];
    return answers?.[url.endsWith('/a') ? 0 : 1] ?? unclear;
  };
  const io = createCapturedIo({ cwd: folder, send });
  const addresses = gateways.map((_, index) => `https://api${index}.test`);
  return run(['verify', ...addresses, '--template', 'template.json'], io);
}

test.each<[string, number, ...Answers]>([
  ['every route refuses', 0, refused, refused],
  ['one of them could not be proved', 1, refused, unclear],
  ['one of them, the first, could not be proved', 1, unclear, refused],
  ['one of them lets in', 1, refused, through],
  ['none of them could be proved', 1, unclear, unclear],
])('verify ends with %s: %d', async (_, status, a, b) => {
  expect(await statusOf([a, b])).toBe(status);
});

test.each<[string, number, old: Answers, moved: Answers]>([
  ['both gateways refuse alike', 0, [refused, refused], [refused, refused]],
  ['the old one lets in', 1, [refused, through], [refused, refused]],
  ['the new one lets in', 1, [refused, refused], [through, refused]],
  ['both let in alike', 1, [through, through], [through, through]],
  ['the old one could not be proved', 1, [refused, unclear], [refused, refused]],
  ['the new one could not be proved', 1, [refused, refused], [refused, unclear]],
  ['neither could be proved', 1, [unclear, unclear], [unclear, unclear]],
  ['both refuse, each in its own way', 0, [refused, refused], [refused, otherwise]],
])('verify of a gateway that moves ends with %s: %d', async (_, status, old, moved) => {
  expect(await statusOf(old, moved)).toBe(status);
});
