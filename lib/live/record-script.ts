import { GatewayError } from '../errors';
import { type CallName, PAGE_SIZE, RECORDED_FILES, RECORDED_ON_FILE, RECORDING_FILE } from './calls';

/** What a script records. */
export interface RecordScriptOptions {
  /** The ids of groups, or all groups of the account in the region. */
  readonly groups: 'all' | readonly string[];
  /** `cn-hangzhou`; the one that the `aliyun` command line is configured for where it is not given. */
  readonly region?: string | undefined;
}

/**
 * A POSIX shell script that records an existing gateway in a directory: `sh record.sh DIR`. It only reads. The
 * vendor's command line (`aliyun`) signs the calls with its own credentials, and each answer goes through
 * `jwt-gateway adopt store`, so that no secret is ever written. It can be run again: what is whole is not asked for
 * twice.
 *
 * @throws GatewayError `usage` for an id or a region that is none
 */
export function recordScript({ groups, region }: RecordScriptOptions): string {
  if (region !== undefined) requireName('a region', region);
  if (groups !== 'all') for (const id of groups) requireName('the id of a group', id);
  const asked = { version: 1, ...(region === undefined ? {} : { region }), groups };
  const list = groups === 'all' ? ALL_GROUPS : `groups='${groups.join(' ')}'`;
  return [HEAD, settings(asked, region), FUNCTIONS, list, GROUPS, PLUGINS, POLICIES, END].join('\n');
}

/** Everything that the script puts between its own words. */
function requireName(what: string, name: string): void {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name)) return;
  throw new GatewayError('usage', `${JSON.stringify(name)} is not ${what}`, {
    hint: 'letters, digits, hyphens and underscores, 64 at most',
  });
}

const HEAD = `#!/bin/sh
# Records an API gateway of Alibaba Cloud in a directory, for jwt-gateway: sh record.sh DIR
# It only reads (every call is a Describe call), and asks at most five times in a second. The aliyun command line has to
# be installed and configured. Run it again after a failure: what was recorded is not asked for twice.
set -uf
`;

function settings(asked: object, region: string | undefined): string {
  return `dir=\${1:-}
if [ -z "$dir" ]; then echo 'usage: sh record.sh DIR' >&2; exit 2; fi
recording='${JSON.stringify(asked)}'
region='${region === undefined ? '' : `--region ${region}`}'
`;
}

const call = (name: CallName): string => name;

/** A path of a recording with shell variables in it. */
const file = {
  group: RECORDED_FILES.group('$group'),
  apis: RECORDED_FILES.apis('$group'),
  draft: RECORDED_FILES.draft('$group', '$api'),
  deployed: RECORDED_FILES.deployed('$group', '$api', '$stage'),
  apps: RECORDED_FILES.apps('$group', '$api', '$stage'),
  domain: RECORDED_FILES.domain('$group', '$name'),
  pluginApis: RECORDED_FILES.pluginApis('$id'),
  pluginGroups: RECORDED_FILES.pluginGroups('$id'),
  trafficControlApis: RECORDED_FILES.trafficControlApis('$id'),
  ipControlItems: RECORDED_FILES.ipControlItems('$id'),
  ipControlApis: RECORDED_FILES.ipControlApis('$id'),
  signatureApis: RECORDED_FILES.signatureApis('$id'),
} as const;

const FUNCTIONS = `if command -v jwt-gateway >/dev/null 2>&1; then store='jwt-gateway'; else store='npx --no-install jwt-gateway'; fi
if ! command -v aliyun >/dev/null 2>&1; then echo 'record: the aliyun command line is not installed' >&2; exit 2; fi
mkdir -p "$dir" || exit 2
if [ -f "$dir/${RECORDING_FILE}" ]; then
  if [ "$(cat "$dir/${RECORDING_FILE}")" != "$recording" ]; then
    echo "record: $dir holds a recording of something else: name another directory" >&2; exit 2
  fi
else
  date -u +%Y-%m-%d >"$dir/${RECORDED_ON_FILE}" || exit 2
  printf '%s\\n' "$recording" >"$dir/${RECORDING_FILE}" || exit 2
fi
errors="$dir/.errors"
trap 'rm -f "$errors"' EXIT
trap 'exit 130' INT TERM
calls=0 failed=0

# record FILE CALL OPTION...: one answer, unless it is there. Only what is not secret reaches the disk.
record() {
  to=$1 name=$2; shift 2
  if [ -f "$dir/$to.json" ]; then return 0; fi
  wait=2
  while :; do
    calls=$((calls + 1)); if [ $((calls % 5)) -eq 0 ]; then sleep 1; fi
    : >"$errors"
    if { aliyun cloudapi "$name" $region "$@" 2>>"$errors"; } | $store adopt store "$dir" "$to" "$name" 2>>"$errors"; then
      return 0
    fi
    if [ "$wait" -gt 64 ] || ! grep -q 'Throttling' "$errors"; then break; fi
    sleep "$wait"; wait=$((wait * 2))
  done
  failed=$((failed + 1))
  echo "record: $name $* failed: $(tail -n 1 "$errors")" >&2
  return 1
}

# pages FILE CALL OPTION...: all pages of a list.
pages() {
  list=$1 listing=$2; shift 2
  page=1
  while :; do
    record "$list-$page" "$listing" --PageNumber "$page" --PageSize ${PAGE_SIZE} "$@" || return 1
    total=$(awk '$1 == "\\"TotalCount\\":" { print $2 + 0; exit }' "$dir/$list-$page.json")
    if [ $((page * ${PAGE_SIZE})) -ge "\${total:-0}" ]; then return 0; fi
    page=$((page + 1))
  done
}

# values MEMBER FILE: the values of a member, in all recorded pages of a list, or in one answer.
values() {
  set +f
  for each in "$dir/$2".json "$dir/$2"-[0-9]*.json; do
    if [ -f "$each" ]; then awk -F '"' -v member="$1" '$2 == member { print $4 }' "$each"; fi
  done
  set -f
}

# deployed FILE: each API with each stage it is deployed to.
deployed() {
  set +f
  for each in "$dir/$1"-[0-9]*.json; do
    if [ -f "$each" ]; then awk -F '"' '
      $2 == "ApiId" { api = $4 }
      $2 == "DeployedStatus" { status = $4 }
      $2 == "StageName" { if (status != "NONDEPLOYED") print api " " $4; status = "" }' "$each"; fi
  done
  set -f
}
`;

const ALL_GROUPS = `pages ${RECORDED_FILES.groups} ${call('DescribeApiGroups')}
groups=$(values GroupId ${RECORDED_FILES.groups})`;

const GROUPS = `for group in $groups; do
  echo "record: group $group" >&2
  record "${file.group}" ${call('DescribeApiGroup')} --GroupId "$group"
  for name in $(values DomainName "${file.group}"); do
    record "$(printf '%s' "${file.domain}" | tr '*' '_')" ${call('DescribeDomain')} --GroupId "$group" --DomainName "$name"
  done
  pages "${file.apis}" ${call('DescribeApis')} --GroupId "$group"
  for api in $(values ApiId "${file.apis}"); do
    record "${file.draft}" ${call('DescribeApi')} --GroupId "$group" --ApiId "$api"
  done
  deployed "${file.apis}" >"$dir/.deployed"
  while read -r api stage; do
    # What is live in a stage is not the draft.
    record "${file.deployed}" ${call('DescribeDeployedApi')} --GroupId "$group" --ApiId "$api" --StageName "$stage" </dev/null
    pages "${file.apps}" ${call('DescribeAuthorizedApps')} --GroupId "$group" --ApiId "$api" --StageName "$stage" </dev/null
  done <"$dir/.deployed"
  rm -f "$dir/.deployed"
done
`;

const PLUGINS = `echo 'record: plug-ins' >&2
pages ${RECORDED_FILES.plugins} ${call('DescribePlugins')}
for id in $(values PluginId ${RECORDED_FILES.plugins}); do
  pages "${file.pluginApis}" ${call('DescribePluginApis')} --PluginId "$id"
  pages "${file.pluginGroups}" ${call('DescribePluginGroups')} --PluginId "$id"
done
`;

const POLICIES = `echo 'record: policies and VPC accesses' >&2
pages ${RECORDED_FILES.vpcAccesses} ${call('DescribeVpcAccesses')}
pages ${RECORDED_FILES.trafficControls} ${call('DescribeTrafficControls')}
for id in $(values TrafficControlId ${RECORDED_FILES.trafficControls}); do
  pages "${file.trafficControlApis}" ${call('DescribeApisByTrafficControl')} --TrafficControlId "$id"
done
pages ${RECORDED_FILES.ipControls} ${call('DescribeIpControls')}
for id in $(values IpControlId ${RECORDED_FILES.ipControls}); do
  pages "${file.ipControlItems}" ${call('DescribeIpControlPolicyItems')} --IpControlId "$id"
  pages "${file.ipControlApis}" ${call('DescribeApisByIpControl')} --IpControlId "$id"
done
pages ${RECORDED_FILES.signatures} ${call('DescribeSignatures')}
for id in $(values SignatureId ${RECORDED_FILES.signatures}); do
  pages "${file.signatureApis}" ${call('DescribeApisBySignature')} --SignatureId "$id"
done
`;

const END = `if [ "$failed" -gt 0 ]; then
  echo "record: $failed calls failed, their answers are unknown to jwt-gateway; run this again to try them once more" >&2
  exit 1
fi
echo "record: done. Next: jwt-gateway routes live:$dir" >&2
`;
