import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksTo, DocumentProject, type Ended, ROOT, type Run, SHOP } from '../documents';

/** What `npm run build` has made, packed as it would be published. */
const packs = mkdtempSync(join(tmpdir(), 'jwt-gateway-pack-'));
const [{ filename }] = JSON.parse(
  execFileSync('npm', ['pack', ROOT, '--json', '--ignore-scripts', '--silent'], {
    cwd: packs,
    encoding: 'utf8',
  }),
);
const TARBALL = join(packs, filename);

/** The registry does not have this package, and not everywhere the command line of ROS CDK; it has all others. */
const PRELUDE = `
npm() {
  if [ "$*" = install ]; then
    command npm pkg set "devDependencies.ros-cdk-jwt-gateway=file:${TARBALL}"
    command npm install --prefer-offline --no-audit --no-fund
  elif [ "$1" = install ]; then
    local words=()
    for word in "$@"; do
      if [ "$word" = ros-cdk-jwt-gateway ]; then word=${TARBALL}; fi
      words+=("$word")
    done
    command npm "\${words[@]}" --prefer-offline --no-audit --no-fund
  else
    command npm "$@"
  fi
}
npx() {
  case "$1" in
    --package=ros-cdk-jwt-gateway) shift; command npx --yes --package="${TARBALL}" "$@" ;;
    *) "$@" ;;
  esac
}
`;

jest.setTimeout(600_000);

const project = new DocumentProject('byhand', PRELUDE);
afterAll(async () => {
  await project.remove();
  rmSync(packs, { recursive: true });
});

const fine = { status: 0, why: '' };
const outcome = ({ status, stderr }: Ended) => ({ status, why: status === 0 ? '' : stderr });

/** Each block ends as its comment says. */
function expectAsSaid(runs: readonly Run[]): void {
  for (const { block, ...ended } of runs) {
    const { argument, page, text, verb } = block;
    const status = Number((verb === 'run' && argument) || 0);
    const why = ended.status === status ? '' : ended.stderr;
    expect({ page, text, status: ended.status, why }).toEqual({ page, text, status, why: '' });
  }
}

describe('by hand', () => {
  let runs: readonly Run[];
  beforeAll(async () => {
    project.writeFiles();
    runs = await project.run(['registry', 'run']);
  });

  test('the page installs what it says, and all its blocks run, in their order', () => {
    expect(blocksTo('registry', 'byhand').length).toBeGreaterThan(0);
    expectAsSaid(runs);
  });

  test.each([
    '--module node16 --moduleResolution node16',
    '--module nodenext --moduleResolution nodenext',
    '--exactOptionalPropertyTypes',
  ])('its types are good for a project with %s', (options) => {
    expect(outcome(project.shell(`tsc -p . ${options}`))).toEqual(fine);
  });

  test.each(['5.0', '7'])('TypeScript %s checks the types', (version) => {
    const script = `command npx --yes --prefer-offline --package=typescript@${version} tsc -p .`;
    expect(outcome(project.shell(script))).toEqual(fine);
  });
});

describe('with init', () => {
  const [block] = blocksTo('new');
  const newProject = new DocumentProject(SHOP, PRELUDE);
  const shop = join(newProject.folder, 'shop');
  const run = (script: string) => newProject.shell(script, shop);
  let begun: Ended;

  beforeAll(() => {
    begun = newProject.shell(block?.text ?? 'false');
  });
  afterAll(() => newProject.remove());

  test('an empty folder becomes a project that passes its tests and has no finding', () => {
    expect(outcome(begun)).toEqual(fine);
    expect(begun.stdout).toContain('nothing found');
  });

  test('its app runs under ros-cdk, too, and its pipeline files are written', () => {
    expect(outcome(run('ros-cdk synth && npx jwt-gateway init ci github'))).toEqual(fine);
  });

  test('it is served, refuses and takes calls as it should, and that is proved', async () => {
    const { scripts } = JSON.parse(run('cat package.json').stdout);
    const url = await newProject.serve(`exec ${scripts.serve}`, shop);
    const issue = (aud: string) => {
      const claims = `--sub alice --iss https://login.example.com --aud ${aud}`;
      return run(`npx jwt-gateway token issue customers ${claims}`).stdout.trim();
    };
    const call = async (token?: string) => {
      const headers = token === undefined ? undefined : { Authorization: `Bearer ${token}` };
      return (await fetch(`${url}/orders/1`, { headers })).status;
    };
    expect(await call()).toBe(400);
    expect(await call(issue('orders'))).toBe(200);
    expect(await call(issue('elsewhere'))).toBe(403);
    const script = `npx jwt-gateway verify ${url} --template cdk.out --keys customers --rate 200`;
    expect(outcome(run(script))).toEqual(fine);
  });

  test('the blocks of the README and of the pages that go on with its project run in it', async () => {
    const inShop = new DocumentProject(SHOP, PRELUDE, shop);
    inShop.writeFiles();
    expectAsSaid(await inShop.run(['run']));
    await inShop.stop();
  });

  test('it runs as a project of ES modules, too', () => {
    const script = `npm pkg set type=module && rm -rf cdk.out && npm test && npm run check`;
    expect(outcome(run(script))).toEqual(fine);
  });
});
