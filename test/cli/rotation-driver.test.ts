import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli';
import { createGateway, type Gateway } from '../../lib/gateway';
import { PrivateKeySet, PublicKeySet } from '../../lib/jwk';
import { parseTemplate } from '../../lib/model';
import { parseRotationPlan } from '../../lib/rotation';
import { issueToken } from '../../lib/token';
import { route } from '../gateway/shop-gateway';
import { plugin, shop, template } from '../rules/gateway-template';
import { createCapturedIo } from './captured-io';

const MINUTE = 60_000;
const LIFETIME_SECONDS = 3600;
const START = Date.UTC(2026, 0, 1, 12);

/** A team with a key set, a gateway that is deployed, and callers; time goes as it is told to. */
class Team {
  readonly folder = mkdtempSync(join(realpathSync(tmpdir()), 'jwt-gateway-driver-'));
  now = START;
  refused = 0;
  calls = 0;
  #gateway: Gateway | undefined;
  #tokens: { readonly text: string; readonly until: number }[] = [];

  async run(line: string): Promise<{ readonly status: number; readonly stderr: string }> {
    const io = createCapturedIo({ cwd: this.folder, now: () => this.now });
    const status = await run(line.split(' '), io);
    return { status, stderr: io.written.stderr };
  }

  get plan() {
    return parseRotationPlan(this.text('customers.rotation.yaml'), 'customers.rotation.yaml');
  }

  text(file: string): string {
    return readFileSync(join(this.folder, 'keys', file), 'utf8');
  }

  templateText(): string {
    const { keys } = PublicKeySet.fromFile(join(this.folder, 'keys', 'customers.jwks.json'));
    const data = { parameter: 'Authorization', parameterLocation: 'header', jwks: keys };
    const orders = route('Orders', 'GET /orders', { plugins: ['Customers'] });
    const resources = template(shop, plugin('Customers', 'jwtAuth', data), orders);
    return JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', ...resources });
  }

  synthesize(): void {
    writeFileSync(join(this.folder, 'shop.template.json'), this.templateText());
  }

  deploy(): void {
    this.synthesize();
    this.#gateway = createGateway(parseTemplate(this.templateText(), 'shop.template.json'), {
      now: () => this.now,
      fetch: () => Promise.reject(new Error('no network in tests')),
      mock: true,
    });
  }

  async sign(kid?: string): Promise<string> {
    const file = join(this.folder, 'keys', 'customers.private.jwks.json');
    const key = PrivateKeySet.fromFile(file).signingKey(kid);
    return issueToken(key, { now: () => this.now, ttlSeconds: LIFETIME_SECONDS });
  }

  /** Calls with a token of this moment and with the oldest that is still good, every 20 seconds, for some time. */
  async work(millis: number, signer: () => string | undefined): Promise<void> {
    for (const end = this.now + millis; this.now < end; this.now += 20_000) {
      this.#tokens.push({ text: await this.sign(signer()), until: this.now + LIFETIME_SECONDS * 1000 });
      this.#tokens = this.#tokens.filter(({ until }) => until > this.now);
      const [oldest, newest] = [this.#tokens[0], this.#tokens.at(-1)];
      for (const token of [oldest, newest]) await this.#call(token?.text ?? '');
    }
  }

  async #call(token: string): Promise<void> {
    const request = new Request('http://localhost/orders', { headers: { Authorization: `Bearer ${token}` } });
    const answer = await this.#gateway?.(request);
    this.calls += 1;
    if (answer?.status !== 200) this.refused += 1;
  }
}

let team: Team;
beforeEach(async () => {
  team = new Team();
  expect((await team.run('keys create customers --alg ES256')).status).toBe(0);
  team.deploy();
});
afterEach(() => rmSync(team.folder, { recursive: true }));

const kidsIn = (text: string): string[] => JSON.parse(text).keys.map(({ kid }: { kid: string }) => kid);
const firstKid = () => kidsIn(team.text('customers.jwks.json'))[0] ?? '';
const states = () =>
  ['customers.jwks.json', 'customers.private.jwks.json', 'customers.rotation.yaml'].map((file) =>
    team.text(file),
  );

test('through a whole rotation no call is refused, and every step out of order is', async () => {
  const old = firstKid();
  await team.work(10 * MINUTE, () => old);
  const rotated = await team.run('keys rotate customers --alg ES256 --ttl 1h');
  expect(rotated.status).toBe(0);
  const [, next = ''] = kidsIn(team.text('customers.jwks.json'));
  expect(statSync(join(team.folder, 'keys', 'customers.private.jwks.json')).mode & 0o777).toBe(0o600);
  const signer = () => team.plan.signer;

  const refusedWith = async (line: string, words: string) => {
    const before = states();
    const { status, stderr } = await team.run(line);
    expect([status, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect(states()).toEqual(before);
  };
  const signWith = `keys sign-with customers ${next} --template shop.template.json`;
  await refusedWith('keys rotate customers', 'a rotation is under way');
  await refusedWith(signWith, 'it is too early to sign with');
  await refusedWith(`keys retire customers ${old}`, 'signs: its tokens would be refused');

  await team.work(15 * MINUTE, signer);
  await refusedWith(signWith, `plug-in Customers has kid ${old} and lacks kid ${next}`);
  team.deploy();
  await team.work(10 * MINUTE, signer);
  const switched = await team.run(signWith);
  expect(switched.status).toBe(0);
  expect(team.plan.signer).toBe(next);
  await refusedWith(signWith, 'no open step lets');
  await refusedWith(`keys retire customers ${old}`, 'it is too early to retire');

  await team.work(70 * MINUTE, signer);
  expect((await team.run(`keys retire customers ${old}`)).stderr).toContain('the rotation is closed');
  expect([
    kidsIn(team.text('customers.jwks.json')),
    kidsIn(team.text('customers.private.jwks.json')),
  ]).toEqual([[next], [next]]);
  await team.work(5 * MINUTE, signer);
  team.deploy();
  await team.work(30 * MINUTE, signer);
  await refusedWith(`keys retire customers ${next}`, 'signs: its tokens would be refused');
  expect({ calls: team.calls, refused: team.refused }).toEqual({ calls: 840, refused: 0 });
});

test('a switch before the new key is deployed would break calls', async () => {
  const old = firstKid();
  await team.run('keys rotate customers --alg ES256 --ttl 1h');
  const [, next = ''] = kidsIn(team.text('customers.jwks.json'));
  await team.work(5 * MINUTE, () => old);
  expect(team.refused).toBe(0);
  await team.work(5 * MINUTE, () => next);
  expect(team.refused).toBe(15);
});

test('an old key that is forced out before its time breaks calls', async () => {
  const old = firstKid();
  await team.run('keys rotate customers --alg ES256 --ttl 1h');
  const [, next = ''] = kidsIn(team.text('customers.jwks.json'));
  team.deploy();
  await team.work(10 * MINUTE, () => old);
  expect((await team.run(`keys sign-with customers ${next} --template shop.template.json`)).status).toBe(0);
  const forced = await team.run(`keys retire customers ${old} --force --because compromised`);
  expect(forced.status).toBe(0);
  team.deploy();
  await team.work(5 * MINUTE, () => team.plan.signer);
  expect(team.refused).toBe(15);
});
