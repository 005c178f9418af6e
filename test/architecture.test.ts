import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const LIB = join(ROOT, 'lib');

/** Imports go down only. Within a floor, only the neighbours that are named here may be asked. */
const FLOORS: Readonly<Record<string, number>> = {
  'assembly-schema.ts': 0,
  'calendar-day.ts': 0,
  facts: 0,
  'duration.ts': 0,
  'instant.ts': 0,
  'errors.ts': 0,
  'glob.ts': 0,
  'jose.ts': 0,
  'json.ts': 0,
  'loopback.ts': 0,
  'truth.ts': 0,
  text: 0,
  'undici.ts': 0,
  'yaml.ts': 0,
  jwk: 1,
  shape: 1,
  token: 1,
  route: 1,
  plugin: 1,
  template: 2,
  model: 2,
  live: 2,
  'cloud-native': 2,
  openapi: 2,
  constructs: 3,
  rules: 3,
  diff: 3,
  'token-evaluation': 3,
  provider: 3,
  rotation: 3,
  gateway: 3,
  migration: 3,
  probe: 3,
  report: 4,
  app: 4,
  server: 4,
  console: 4,
  testing: 4,
  cli: 5,
};

const NEIGHBOURS: readonly (readonly [from: string, to: string, because: string])[] = [
  ['text', 'facts', 'which names are those of secrets is a fact'],
  ['text', 'json.ts', 'secrets are looked for in JSON'],
  ['errors.ts', 'text', 'the message of an error is shown safely wherever it is printed'],
  ['token', 'jwk', 'a token is signed and verified with keys'],
  ['plugin', 'shape', 'a plug-in is a document of a shape'],
  ['plugin', 'jwk', 'a JWT plug-in holds public keys'],
  ['constructs', 'provider', 'a JWT authorization takes the keys of a provider'],
  ['constructs', 'rotation', 'the template says until when a key stays'],
  ['model', 'template', 'the model is what the stacks of templates mean'],
  ['live', 'template', 'a recorded gateway is read into stacks, as a template is'],
  ['live', 'model', 'a recorded gateway has the same model as a template'],
  [
    'openapi',
    'template',
    'a document is read as templates are: with positions, limits and without duplicate keys',
  ],
  ['openapi', 'model', 'a document is compared with, and written from, what a gateway means'],
  ['cloud-native', 'template', 'a cloud-native gateway is read from the same stacks'],
  ['cloud-native', 'model', 'a cloud-native gateway has the same model as a traditional one'],
  ['testing', 'server', 'a test may want its gateway on a socket'],
  ['console', 'report', 'the page shows routes as the report shows them'],
];

/** Who may import a package; everybody else would break the sentence. */
const PACKAGES: readonly (readonly [name: RegExp, places: readonly string[], because: string])[] = [
  [/^(@alicloud\/|constructs$)/, ['constructs', 'app'], 'everything else runs on a plain template file'],
  [/^jose$/, ['jose.ts'], 'there is one place to review cryptography, and one file to bundle'],
  [/^yaml$/, ['yaml.ts'], 'there is one file to bundle'],
  [/^undici$/, ['undici.ts'], 'there is one client, in one file to bundle'],
  [/^commander$/, ['cli'], 'options are read in one place'],
  [
    /^node:https?$/,
    ['server', 'cli'],
    'the gateway itself is a function, testable without a socket; verify calls one',
  ],
  [/^node:fs/, ['jwk', 'template', 'app', 'cli'], 'pure floors stay pure'],
  [
    /^node:child_process$/,
    ['jwk', 'app', 'cli'],
    'only git is asked, and the app of cdk.json where asked for',
  ],
];

/** Who may ask for a file of floor 0 that holds a package; everybody else would break the sentence. */
const DOORS: readonly (readonly [file: string, places: readonly string[], because: string])[] = [
  ['jose.ts', ['token'], 'there is one place to review cryptography'],
  ['undici.ts', ['cli'], 'a provider is asked by commands only'],
  ['yaml.ts', ['template'], 'whoever composes YAML has to count its levels first'],
];

/** The rooms of `diff`, in the order in which a pair of gateways passes through them; each asks those before it only. */
const DIFF_ROOMS = ['pairing', 'comparing', 'judging', 'kinds'];

interface Import {
  readonly file: string;
  readonly from: string;
  readonly specifier: string;
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesBelow(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

function importsOf(path: string): Import[] {
  const text = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const found = text.matchAll(/\bfrom\s+'([^']+)'|\bimport\('([^']+)'\)|^import\s+'([^']+)'/gm);
  const from = placeOf(path);
  return [...found].map(([, a, b, c]) => ({
    file: relative(ROOT, path),
    from,
    specifier: a ?? b ?? c ?? '',
  }));
}

/** The folder of lib that a file belongs to, or the file itself when it stands in lib. */
function placeOf(path: string): string {
  const [place = ''] = relative(LIB, path).split('/');
  return existsSync(join(LIB, `${place}.ts`)) ? `${place}.ts` : place;
}

const isRelative = ({ specifier }: Import) => specifier.startsWith('.');
const targetOf = ({ file, specifier }: Import) => resolve(ROOT, dirname(file), specifier);
const IMPORTS = sourcesBelow(LIB)
  .filter((path) => path !== join(LIB, 'index.ts'))
  .flatMap(importsOf);
const CROSSING = IMPORTS.filter(isRelative).filter((i) => placeOf(targetOf(i)) !== i.from);
const isInLib = (i: Import) => !relative(LIB, targetOf(i)).startsWith('..');

test('every folder of lib stands on a floor', () => {
  const places = new Set(sourcesBelow(LIB).map(placeOf));
  places.delete('index.ts');
  expect([...places].filter((place) => FLOORS[place] === undefined)).toEqual([]);
});

test('imports go down only, and folders of one floor do not know each other', () => {
  const allowed = new Set(NEIGHBOURS.map(([from, to]) => `${from} -> ${to}`));
  const wrong = CROSSING.filter(isInLib).filter((i) => {
    const to = placeOf(targetOf(i));
    return (FLOORS[to] ?? 9) >= (FLOORS[i.from] ?? 0) && !allowed.has(`${i.from} -> ${to}`);
  });
  expect(wrong).toEqual([]);
});

test('a folder is entered by its index only', () => {
  const inside = CROSSING.filter((i) => !/^[^/]+$|^\.\.\/package\.json$/.test(relative(LIB, targetOf(i))));
  expect(inside).toEqual([]);
});

test('a diff pairs, compares, judges: no room asks a later one', () => {
  const roomOf = (path: string) => DIFF_ROOMS.indexOf(relative(join(LIB, 'diff'), path).split('/')[0] ?? '');
  const wrong = IMPORTS.filter(isRelative).filter((i) => {
    const from = roomOf(join(ROOT, i.file));
    return from >= 0 && roomOf(targetOf(i)) > from;
  });
  expect(wrong).toEqual([]);
});

test.each(PACKAGES)('%s is imported by %j only: %s', (name, places) => {
  const wrong = IMPORTS.filter((i) => name.test(i.specifier) && !places.includes(i.from));
  expect(wrong).toEqual([]);
});

test.each(DOORS)('%s is asked by %j only: %s', (file, places) => {
  const wrong = CROSSING.filter((i) => placeOf(targetOf(i)) === file && !places.includes(i.from));
  expect(wrong).toEqual([]);
});

test('nothing but the packages that are named here is imported', () => {
  const known = (s: string) =>
    PACKAGES.some(([name]) => name.test(s)) || builtinModules.includes(s.replace(/^node:/, ''));
  expect(IMPORTS.filter((i) => !isRelative(i) && !known(i.specifier))).toEqual([]);
});

test('bin only starts what lib holds', () => {
  const wrong = sourcesBelow(join(ROOT, 'bin'))
    .flatMap(importsOf)
    .filter(
      (i) =>
        !/^(\.\.\/lib(\/(cli|app|diff|report|rules))?$|ros-cdk-jwt-gateway(\/app)?$|\.\.\/examples\/|\.\/|node:)/.test(
          i.specifier,
        ),
    );
  expect(wrong).toEqual([]);
});

test('no index hides its names behind a star', () => {
  const starred = sourcesBelow(LIB).filter((path) => /^export \*/m.test(readFileSync(path, 'utf8')));
  expect(starred.map((path) => relative(ROOT, path))).toEqual([]);
});

test('every door of the package is an index of lib, and every name of the front door is written by hand', () => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const doors = Object.entries<{ default?: string }>(exports).filter(([door]) => door !== './package.json');
  const sources = doors.map(([, { default: file = '' }]) =>
    file.replace('./dist/', '').replace(/\.js$/, '.ts'),
  );
  expect(sources.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
