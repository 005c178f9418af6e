// `npm start`: the main job from a key to a protected gateway, by the commands that a user would type.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const CLI = ['node', 'dist/bin/jwt-gateway.js'] as const;
const KEY_SET = 'keys/customers.jwks.json';

const claims = ['--sub', 'alice', '--iss', 'https://login.example.com', '--aud', 'shop'];

if (!existsSync(KEY_SET)) {
  say('A key pair. The private half stays on this machine, out of git.');
  jwtGateway('keys', 'create', 'customers');
}
say('The gateway of examples/shop as a ROS template, the way `ros-cdk synth` runs it.');
synthesize();
say('Its routes, and who may call each.');
jwtGateway('routes', 'cdk.out');
say('What the checks say of it.');
jwtGateway('check', 'cdk.out');
say('A token for ten minutes.');
jwtGateway('token', 'issue', 'customers', ...claims);
say('What to run next.');
process.stdout.write(`  npx jwt-gateway keys check
  npx jwt-gateway token issue customers ${claims.join(' ')} | npx jwt-gateway token inspect -
  npx ros-cdk deploy --sync        # needs an account; npm install --save-dev @alicloud/ros-cdk-cli first
`);

function say(sentence: string): void {
  process.stdout.write(`\n# ${sentence}\n`);
}

function jwtGateway(...args: string[]): void {
  process.stdout.write(`$ npx jwt-gateway ${args.join(' ')}\n`);
  const [node, file] = CLI;
  end(spawnSync(node, [file, ...args], { stdio: 'inherit' }).status);
}

function synthesize(): void {
  const { app } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  process.stdout.write(`$ ${app}\n`);
  const env = { ...process.env, CDK_OUTDIR: 'cdk.out', CDK_CONTEXT_JSON: '{}' };
  end(spawnSync(app, { shell: true, stdio: 'inherit', env }).status);
  process.stdout.write('cdk.out/shop.template.json\n');
}

function end(status: number | null): void {
  if (status !== 0) process.exit(status ?? 1);
}
