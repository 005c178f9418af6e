import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { API, PLUGIN_TYPES } from '../lib/facts';
import {
  circlesAmong,
  declarationOf,
  isDocumented,
  readSources,
  type SourceFile,
  typesNamedBy,
} from './source-files';

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
  'group-by.ts': 0,
  'jose.ts': 0,
  'json.ts': 0,
  'loopback.ts': 0,
  'once-per.ts': 0,
  'truth.ts': 0,
  text: 0,
  'undici.ts': 0,
  'yaml.ts': 0,
  jwk: 1,
  shape: 1,
  token: 1,
  route: 1,
  plugin: 1,
  'source-code': 1,
  template: 2,
  model: 2,
  live: 2,
  'cloud-native': 2,
  openapi: 2,
  constructs: 3,
  decisions: 3,
  rules: 3,
  diff: 3,
  'token-evaluation': 3,
  provider: 3,
  rotation: 3,
  gateway: 3,
  migration: 3,
  probe: 3,
  adoption: 3,
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
  ['rules', 'decisions', 'a waiver is a decision about findings'],
  ['migration', 'decisions', 'what is settled of a move is a decision about its topics'],
  ['diff', 'decisions', 'a level is a decision about changes'],
  ['testing', 'server', 'a test may want its gateway on a socket'],
  ['console', 'report', 'the page shows routes as the report shows them'],
];

/** Who may import a package; everybody else would break the sentence. */
const PACKAGES: readonly (readonly [name: RegExp, places: readonly string[], because: string])[] = [
  [/^(@alicloud\/|constructs$)/, ['constructs', 'app'], 'everything else runs on a plain template file'],
  [/^jose$/, ['jose.ts'], 'there is one file to bundle'],
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
const PACKAGE_FILES: readonly (readonly [file: string, places: readonly string[], because: string])[] = [
  ['jose.ts', ['token'], 'tokens are signed in one place'],
  ['undici.ts', ['cli'], 'a provider is asked by commands only'],
  ['yaml.ts', ['template'], 'whoever composes YAML has to count its levels first'],
];

/** The rooms of `diff`, in the order in which a pair of gateways passes through them; each asks those before it only. */
const DIFF_ROOMS = ['pairing', 'comparing', 'judging', 'kinds', 'moving'];

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

test.each(PACKAGE_FILES)('%s is asked by %j only: %s', (file, places) => {
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
        !/^(\.\.\/lib(\/(cli|app|diff|facts|report|rules))?$|ros-cdk-jwt-gateway(\/app)?$|\.\.\/examples\/|\.\/|node:)/.test(
          i.specifier,
        ),
    );
  expect(wrong).toEqual([]);
});

test('no index hides its names behind a star', () => {
  const starred = sourcesBelow(LIB).filter((path) => /^export \*/m.test(readFileSync(path, 'utf8')));
  expect(starred.map((path) => relative(ROOT, path))).toEqual([]);
});

test('every entry point of the package is an index of lib', () => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const entries = Object.entries<{ default?: string }>(exports).filter(
    ([entry]) => entry !== './package.json',
  );
  const sources = entries.map(([, { default: file = '' }]) =>
    file.replace('./dist/', '').replace(/\.js$/, '.ts'),
  );
  expect(sources.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

/** All of lib, and everything that may use it. */
const SOURCES = readSources('lib');
const USERS: readonly SourceFile[] = [
  ...SOURCES.values(),
  ...readSources('bin', 'bench', 'examples', 'test').values(),
];
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const PUBLIC: readonly string[] = Object.values<{ default?: string }>(PACKAGE.exports)
  .flatMap(({ default: file }) => file ?? [])
  .map((file) => file.replace('./dist/', '').replace(/\.js$/, '.ts'));

/** Circles that are still there: the list may only get shorter. */
const KNOWN_CIRCLES = [
  'lib/diff/comparing/compare-waits.ts lib/diff/comparing/comparison.ts lib/diff/comparing/places.ts',
  'lib/diff/judging/draft.ts lib/diff/judging/kind.ts',
];

test('no files import each other in a circle, not even types', () => {
  const circles = circlesAmong(SOURCES).map((circle) => circle.join(' '));
  expect(circles.filter((circle) => !KNOWN_CIRCLES.includes(circle))).toEqual([]);
});

/** How many exports of each folder nobody asks for yet: the numbers may only get smaller. */
const KNOWN_UNUSED: Readonly<Record<string, number>> = { diff: 17, model: 3, report: 3, rules: 6 };

test('what a file exports is used by another one, or public', () => {
  const used = new Set(USERS.flatMap(({ imports }) => imports.map(({ from, name }) => `${from} ${name}`)));
  const unused = [...SOURCES.values()]
    .filter(({ path }) => !PUBLIC.includes(path) && !used.has(`${path} *`))
    .flatMap(({ exports, path }) => [...exports.keys()].map((name) => `${path} ${name}`))
    .filter((each) => !used.has(each));
  expect(beyond(KNOWN_UNUSED, unused)).toEqual([]);
});

/** Those of a folder that has more than is known of it. */
function beyond(known: Readonly<Record<string, number>>, found: readonly string[]): string[] {
  const folderOf = (each: string) => each.split(/[/ ]/)[1] ?? '';
  const counts = new Map<string, number>();
  for (const each of found) counts.set(folderOf(each), (counts.get(folderOf(each)) ?? 0) + 1);
  return found.filter((each) => (counts.get(folderOf(each)) ?? 0) > (known[folderOf(each)] ?? 0));
}

test('every fact is used', () => {
  const idle: string[] = [];
  for (const { path, tree } of SOURCES.values())
    if (path.startsWith('lib/facts/'))
      for (const { members, table } of tree.statements.flatMap(tablesIn)) {
        const others = USERS.filter((each) => each.path !== path && each.text.includes(table));
        const text = others
          .map((each) => each.text.replace(/^(?:import [^;]*|export (?:type )?\{[^}]*\}[^;]*);/gm, ''))
          .join('\n');
        // A table that is used as a whole is used in all its rows.
        if (new RegExp(`\\b${table}\\b(?!\\.)`).test(text)) continue;
        idle.push(
          ...members
            .filter((name) => !new RegExp(`\\b${table}\\.${name}\\b`).test(text))
            .map((name) => `facts ${table} ${name}`),
        );
      }
  expect(idle).toEqual([]);
});

/** An exported object of facts, and the names of its rows; a single fact is none. */
function tablesIn(node: ts.Statement): { readonly table: string; readonly members: readonly string[] }[] {
  if (!ts.isVariableStatement(node) || !node.getText().startsWith('export ')) return [];
  return node.declarationList.declarations.flatMap(({ initializer, name }) => {
    let value = initializer;
    while (value !== undefined && (ts.isAsExpression(value) || ts.isSatisfiesExpression(value)))
      value = value.expression;
    if (value === undefined || !ts.isObjectLiteralExpression(value)) return [];
    const members = value.properties.flatMap((each) =>
      each.name !== undefined && (ts.isIdentifier(each.name) || ts.isStringLiteral(each.name))
        ? [each.name.text]
        : [],
    );
    return members.includes('grade') ? [] : [{ table: name.getText(), members }];
  });
}

/** Who may use keys and signatures. */
const CRYPTOGRAPHY = ['jwk', 'token', 'probe', 'cloud-native', 'provider'];

/** Who takes a hash or a random text from there, and nothing else: the list may only get shorter. */
const KNOWN_HASHES = [
  'lib/cli/commands/adopt-code.ts',
  'lib/cli/commands/token-issue.ts',
  'lib/cli/commands/verify.ts',
  'lib/cli/rotating/proved-live.ts',
  'lib/cli/serving/watched-folders.ts',
  'lib/cli/write-output.ts',
  'lib/constructs/lanes.ts',
  'lib/constructs/names.ts',
  'lib/diff/diff-gateways.ts',
  'lib/report/formats/policy-hash.ts',
  'lib/route/logical-id.ts',
  'lib/rules/check.ts',
];

test(`node:crypto is imported by ${CRYPTOGRAPHY.join(', ')} only`, () => {
  const importing = IMPORTS.filter(({ specifier }) => specifier === 'node:crypto');
  const wrong = importing.filter(
    ({ file, from }) => !CRYPTOGRAPHY.includes(from) && !KNOWN_HASHES.includes(file),
  );
  expect(wrong).toEqual([]);
  const taking = KNOWN_HASHES.filter((path) => SOURCES.has(path)).map(
    (path) => SOURCES.get(path)?.text ?? '',
  );
  const names = taking.flatMap((text) => /\{([^}]*)\} from 'node:crypto'/.exec(text)?.[1]?.split(',') ?? []);
  expect(
    names.map((name) => name.trim()).filter((name) => !/^(?:createHash|hash|random\w+)$/.test(name)),
  ).toEqual([]);
});

/** Lists of the service's words that are the thing itself, and no second table of it. */
const LISTS: Readonly<Record<string, string>> = {
  'lib/console/page-markup.ts': 'what a person may choose on the page, the usual ones first',
  'lib/probe/request-draft.ts': 'methods that change nothing (RFC 9110 section 9.2.1)',
  'lib/rules/cors-misses-method-or-header.ts': 'methods that browsers ask no leave for (Fetch standard)',
  'lib/rules/stage-weaker-than-another.ts': 'the stages of an example',
};

test('lists of stages, methods and plug-in types stand in facts, and default lifetimes too', () => {
  const words = new Set<string>([
    ...API.stages.value,
    ...API.methods.value,
    'ANY',
    ...Object.keys(PLUGIN_TYPES),
  ]);
  const found: string[] = [];
  for (const { path, tree } of SOURCES.values()) {
    if (path.startsWith('lib/facts/') || LISTS[path] !== undefined) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isArrayLiteralExpression(node)) {
        const named = node.elements.filter((each) => ts.isStringLiteral(each) && words.has(each.text));
        if (named.length > 1) found.push(`${path} ${node.getText()}`);
      }
      if (ts.isVariableDeclaration(node) && /^DEFAULT_(?:TTL|LIFETIME)/.test(node.name.getText()))
        found.push(`${path} ${node.getText()}`);
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  expect(found).toEqual([]);
});

const PUBLIC_DECLARATIONS = PUBLIC.flatMap((path) =>
  [...(SOURCES.get(path)?.exports.keys() ?? [])].flatMap((name) => declarationOf(name, path, SOURCES) ?? []),
);

test('everything public has a doc comment', () => {
  const bare = PUBLIC_DECLARATIONS.filter(({ node }) => !isDocumented(node));
  expect(bare.map(({ name, path }) => `${path} ${name}`)).toEqual([]);
});

/** How many types a folder's public signatures name that no entry point exports: the numbers may only get smaller. */
const KNOWN_HIDDEN: Readonly<Record<string, number>> = { constructs: 1, probe: 1, testing: 2 };

test('a type that a public signature names is public', () => {
  const isPublic = new Set(PUBLIC_DECLARATIONS.map(({ name, path }) => `${path} ${name}`));
  const hidden = new Set(
    PUBLIC_DECLARATIONS.flatMap(({ name, node, path }) =>
      [...typesNamedBy(node)]
        .flatMap((type) => declarationOf(type, path, SOURCES) ?? [])
        .filter((type) => !isPublic.has(`${type.path} ${type.name}`))
        .map((type) => `${path} ${name} names ${type.name}`),
    ),
  );
  expect(beyond(KNOWN_HIDDEN, [...hidden])).toEqual([]);
});
