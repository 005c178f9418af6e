import { join } from 'node:path';
import { run } from '../../lib/cli';
import { createCapturedIo } from '../cli/captured-io';
import { CASES, hasCases } from '../shared-cases';

/** What a command says of a template. */
interface Row {
  /** The command line; a word with a dot in it is a file of the folder. */
  readonly run: string;
  readonly rc: number;
  /** What stands in the output, stdout and stderr together. */
  readonly shows?: readonly (string | RegExp)[];
  /** What does not. */
  readonly hides?: readonly (string | RegExp)[];
}

const INVALID = [/^(?:error|warning) plugin-data-invalid/m];
const WARNED = /^warning /m;
const OPEN = 'route-without-authentication';

const ROWS: readonly Row[] = [
  { run: 'check 01-count-index-false-safe.json', rc: 1, shows: [`error ${OPEN}`, 'RELEASE'] },
  { run: 'routes 01-count-index-false-safe.json', rc: 0, shows: [/ RELEASE +public /] },
  {
    run: 'diff 01-count-index-false-safe.base.json 01-count-index-false-safe.json',
    rc: 1,
    shows: [/^Weaker: /m],
  },
  { run: 'check 02-findinmap-not-read.json', rc: 0, hides: ['not judged'] },
  { run: 'check 02-join-not-read.json', rc: 0, hides: ['not judged'] },
  { run: 'check 02-locals-not-read.json', rc: 0, hides: ['not judged'] },
  { run: 'check 02-select-literal-not-read.json', rc: 0, hides: ['not judged'] },
  { run: 'check 02-sub-not-read.json', rc: 0, hides: ['not judged'] },
  { run: 'check 03-terraform-in-ros.yaml', rc: 2, shows: ['Terraform inside a ROS template', 'is not read'] },
  { run: 'check 04-serverless-api.yaml', rc: 0, shows: ['Aliyun::Serverless::Api'] },
  {
    run: 'diff 05-remoteauth.base.json 05-remoteauth-removed.head.json',
    rc: 1,
    shows: ['Weaker: anybody gets in at GET ', 'anybody may call it, which was not certain before'],
  },
  ...[
    'acl-bad-condition',
    'cloud-native-shape',
    'jwks-keys-object',
    'jwks-uri',
    'location-upper',
    'no-kty',
    'passthrough-no-location',
    'wrapped',
  ].map((name): Row => ({ run: `check 06-plugin-invalid-${name}.json`, rc: 1, shows: INVALID })),
  { run: 'check 07-deploy-fails-appopenid-no-config.json', rc: 1, shows: ['OpenIdConnectConfig'] },
  { run: 'check 07-deploy-fails-content-type-client.json', rc: 1, shows: ['ContentType'] },
  { run: 'check 07-deploy-fails-content-type-custom-no-value.json', rc: 1, shows: ['ContentType'] },
  { run: 'check 07-deploy-fails-duplicate-route.json', rc: 1, shows: [/^error /m] },
  { run: 'check 07-deploy-fails-fc2-no-service.json', rc: 1, shows: ['ServiceName'] },
  { run: 'check 07-deploy-fails-http-no-address.json', rc: 1, shows: ['ServiceAddress'] },
  { run: 'check 07-deploy-fails-path-parameter-undeclared.json', rc: 1, shows: [/path parameter/] },
  { run: 'check 07-deploy-fails-post-mapping-no-bodyformat.json', rc: 1, shows: ['BodyFormat'] },
  { run: 'check 07-deploy-fails-vpc-no-config.json', rc: 1, shows: ['VpcConfig'] },
  { run: 'check 08-fc-lower-case-keys.json', rc: 0, shows: [/^note /m], hides: [/^error /m] },
  ...['by-custom-resource', 'unknown-type'].flatMap((name): Row[] => [
    {
      run: `check 09-group-binding-${name}.json`,
      rc: 0,
      shows: ['is told the group and a plug-in'],
      hides: [/^(?:error|warning) /m],
    },
    { run: `routes 09-group-binding-${name}.json`, rc: 0, shows: [/ RELEASE +unknown /], hides: ['public'] },
    { run: `check 09-group-binding-${name}.json --fail-on-unknown`, rc: 1 },
  ]),
  {
    run: 'check 10-ip-allow-list-shown-as-anyone.json',
    rc: 1,
    shows: ['anybody may call it, but only from the addresses of plug-in Plugin'],
  },
  ...['text', 'json', 'markdown', 'html'].map(
    (format): Row => ({
      run: `routes 10-ip-allow-list-shown-as-anyone.json --format ${format}`,
      rc: 0,
      shows: ['public', 'only from the addresses of plug-in'],
    }),
  ),
  { run: 'check 11-options-mock-preflight.json', rc: 0, hides: [OPEN, 'route-weaker-than-siblings'] },
  {
    run: 'diff 12-logmask.base.json 12-logmask.head.json',
    rc: 0,
    shows: [/^neutral +safe /m, 'it changes what is logged, and nothing else'],
  },
  {
    run: 'diff 13-authtype-if.base.json 13-authtype-if.json',
    rc: 0,
    shows: ['Not clear whether weaker: GET /users'],
    hides: ['authentication removed', 'Weaker:'],
  },
  { run: 'diff 13-authtype-if.base.json 13-authtype-if.json --fail-on-unknown', rc: 1 },
  {
    run: 'routes 13-authtype-if.json --format json',
    rc: 0,
    shows: ['"protection": "jwt"', '"perhaps"', '"kind": "app"', 'perhaps an authorized app, too'],
  },
  { run: 'check 14-private-key-false-positive.json', rc: 0, hides: [/^error /m] },
  { run: 'check 15-getatt-unknown-attribute.json', rc: 0, shows: [/attribute/] },
  { run: 'check 16-nbsp.json', rc: 2, shows: ['U+00A0'] },
  { run: 'check 16-nbsp.yaml', rc: 2, shows: ['U+00A0'] },
  { run: 'check 17-plugin-data-object.json', rc: 1, shows: [/^1 error/m] },
  { run: 'check brand-f.json', rc: 1, shows: ['token-may-be-missing'] },
  { run: 'check brand-g.json', rc: 1, shows: ['token-may-be-missing'] },
  { run: 'diff exp-a.json exp-b.json', rc: 1, shows: [/^Weaker: /m] },
  {
    run: 'check sec.json',
    rc: 1,
    shows: ['secret-in-plain-text'],
    hides: ['abc123code', 'tops3cret'],
  },
  { run: 'check nested.json', rc: 1, hides: ['may be made before'] },
  { run: 'check r00-good.json', rc: 0, hides: [/^(?:error|warning) /m, /^note \S*(?:claim|token|jwk|key)/m] },
  { run: 'check r03-protected-shadowed-by-public-wildcard-ANY.json', rc: 0, shows: [WARNED] },
  { run: 'check r04-http-backend-claims-forwarded.json', rc: 0, shows: [WARNED] },
  { run: 'check r06b-cors-null-origin-credentials.json', rc: 0, shows: [WARNED] },
  { run: 'check r07c-issuer-not-equal-only.json', rc: 0, shows: ['issuer'] },
  { run: 'check r08-and-or-precedence.json', rc: 0, shows: ['not judged'] },
  { run: 'check r08c-unparsable-condition.json', rc: 1, shows: [/^error /m] },
  { run: 'check r41-iss-unparsable.json', rc: 1, shows: [/^error /m] },
  { run: 'check r08d-undeclared-variable.json', rc: 1, shows: INVALID },
  { run: 'check r10b-allow-all-first.json', rc: 0, shows: [WARNED] },
  { run: 'check r10c-only-allow-rule-after-issuer.json', rc: 0, shows: [WARNED] },
  { run: 'check r12-two-groups-one-domain-overlap.json', rc: 1, shows: [/^error /m] },
  { run: 'check r14b-constant-parameter-secret.json', rc: 1, shows: ['secret-in-plain-text'] },
  { run: 'check r14d-backend-url-basic-auth.json', rc: 1, shows: ['secret-in-plain-text'] },
  { run: 'check r15-domain-no-certificate.json', rc: 0, shows: [WARNED] },
  { run: 'check r23-instance-old-tls.json', rc: 0, shows: [WARNED] },
  { run: 'check r90-appcode-query-with-jwt.json', rc: 0, shows: [WARNED] },
  { run: 'check r48-ipcontrol-everything.json', rc: 0, shows: [WARNED] },
  { run: 'check r51-claim-to-Host-or-Authorization-header.json', rc: 0, shows: [WARNED] },
  { run: 'check r55-jwtAuth.json', rc: 1, shows: INVALID },
  { run: 'check r59-data-typo-key.json', rc: 0, shows: [...INVALID, 'did you mean'] },
  { run: 'check r70-aud-missing-iss-only.json', rc: 0, shows: ['audience'] },
  { run: 'check r80-cors-star-headers-bearer.json', rc: 0, shows: [WARNED] },
  { run: 'check r81-cors-misses-method-and-header.json', rc: 0, shows: [WARNED] },
];

const FOLDER = join(CASES, 'templates');

async function expectRow({ hides = [], rc, run: line, shows = [] }: Row): Promise<void> {
  const argv = line.split(' ').map((word) => (word.includes('.') ? join(FOLDER, word) : word));
  const io = createCapturedIo();
  const status = await run(argv, io);
  // Where a line is broken depends on how wide the terminal is.
  const written = io.written.stdout + io.written.stderr;
  const shown = `${written}\n${written.replace(/\s+/g, ' ')}`;
  for (const each of shows) expect(shown).toMatch(each);
  for (const each of hides) expect(shown).not.toMatch(each);
  expect(status).toBe(rc);
}

const inFolder = hasCases ? test : test.skip;

inFolder.each(ROWS)('$run ends with $rc', expectRow);
