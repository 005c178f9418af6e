import { groupBy } from '../group-by';
import { isJsonObject, isSameValue, type JsonObject, type JsonValue, memberOf, objectOrEmpty } from '../json';
import {
  type Code,
  CodePrinter,
  call,
  comment,
  fileImport,
  importLines,
  key,
  list,
  object,
  PACKAGE,
  text,
} from '../source-code';
import { type Resource, readEither } from '../template';
import { CodeNames } from './code-names';
import { jsonCode } from './json-code';
import {
  nameIn,
  type RecordedApi,
  type RecordedBinding,
  type RecordedGroup,
  type RecordedParts,
} from './recorded-parts';
import type { WrittenFile } from './written-file';

/**
 * A recorded gateway as code that makes nothing: `declareGateway(scope)` puts it into the Metadata of the template,
 * where readers find it. Nothing is lost; what was not recorded stays unknown.
 */
export function writeReference(parts: RecordedParts, recordedOn: string): WrittenFile[] {
  const printer = new CodePrinter();
  const names = { files: new CodeNames('index'), functions: new CodeNames('gateway') };
  const written = [
    ...(parts.others.length === 0 ? [] : [sharedFile(parts.others, { names, printer, recordedOn })]),
    ...parts.groups.map((group) => groupFile(group, { names, printer, recordedOn })),
  ];
  return [indexFile(written, { parts, printer, recordedOn }), ...written];
}

interface Writing {
  readonly names: { readonly files: CodeNames; readonly functions: CodeNames };
  readonly printer: CodePrinter;
  readonly recordedOn: string;
}

interface FunctionFile extends WrittenFile {
  /** `declareOrders` */
  readonly name: string;
}

const ONLY_GATEWAY = (printer: CodePrinter) => importLines({ types: ['RecordedGateway'] }, PACKAGE, printer);

function functionFile(
  wanted: string,
  { names, printer }: Writing,
  { statements, words }: { readonly words: string; readonly statements: readonly Code[] },
): FunctionFile {
  const file = names.files.file(wanted);
  const name = `declare${names.functions.pascal(wanted)}`;
  const lines = [
    ONLY_GATEWAY(printer),
    `/** ${comment(words)} */`,
    `export function ${name}(gateway: RecordedGateway): void {`,
    ...statements.map((code) => printer.statement(code, 2)),
    '}',
    '',
  ];
  return { name, path: `${file}.ts`, text: lines.join('\n') };
}

function sharedFile(others: readonly Resource[], writing: Writing): FunctionFile {
  const words = `Plug-ins, and what else belongs to no group alone, as recorded on ${writing.recordedOn}.`;
  return functionFile('shared', writing, { words, statements: others.map(otherCode) });
}

/** What belongs to no group, as a statement on a recorded gateway that the code calls `gateway`. */
export function otherCode({ id, metadata, properties, type }: Resource): Code {
  const { Id, ...notes } = objectOrEmpty(metadata.Live);
  return call(
    'gateway.add',
    text(id),
    object({
      type: text(type.replace('ALIYUN::ApiGateway::', '')),
      id: typeof Id === 'string' ? text(Id) : undefined,
      properties: jsonCode(recorded(properties)),
      notes: Object.keys(notes).length === 0 ? undefined : jsonCode(notes),
    }),
  );
}

function groupFile(group: RecordedGroup, writing: Writing): FunctionFile {
  const { apis, groupId, name, properties } = group;
  const defaults = defaultsOf(apis);
  const hasDefaults = Object.keys(defaults).length > 0;
  const start = apis.length === 0 ? '' : 'const group = ';
  const declared =
    properties === undefined
      ? call(`${start}gateway.unrecordedGroup`, text(groupId), ...(hasDefaults ? [jsonCode(defaults)] : []))
      : call(
          `${start}gateway.addGroup`,
          text(name),
          object({
            groupId: text(groupId),
            properties: jsonCode(recorded(properties)),
            apiDefaults: hasDefaults ? jsonCode(defaults) : undefined,
          }),
        );
  const words = `API group ${name}, as recorded on ${writing.recordedOn}.`;
  return functionFile(name, writing, {
    words,
    statements: [declared, ...apis.map((api) => apiCode(api, defaults))],
  });
}

function apiCode({ apiId, name, notes, properties, stages }: RecordedApi, defaults: JsonObject): Code {
  const { GroupId: _group, ...own } = properties;
  return call(
    'group.addApi',
    text(name),
    object({
      apiId: text(apiId),
      properties: jsonCode(withoutDefaults(recorded(own), defaults)),
      stages: object(
        Object.fromEntries(
          [...stages].map(([stage, bindings]) => [key(stage), list(bindings.map(bindingCode))]),
        ),
      ),
      notes: Object.keys(notes).length === 0 ? undefined : jsonCode(notes),
    }),
  );
}

function bindingCode({ isOfGroup, plugin }: RecordedBinding): Code {
  return isOfGroup ? object({ ofGroup: text(plugin) }) : text(plugin);
}

/** The sections of an API that are said member by member. */
const SECTIONS: readonly string[] = ['RequestConfig', 'ServiceConfig'];

/** What every API of the group says, with the value that most of them have. */
function defaultsOf(apis: readonly RecordedApi[]): JsonObject {
  if (apis.length < 2) return {};
  const all = apis.map(({ properties: { GroupId: _group, ...own } }) => recorded(own));
  const sections = SECTIONS.flatMap((name) => {
    const members = commonOf(all.map((each) => objectOrEmpty(memberOf(each, name))));
    return Object.keys(members).length === 0 ? [] : [[name, members] as const];
  });
  const { RequestConfig: _request, ServiceConfig: _service, ...others } = commonOf(all);
  return { ...others, ...Object.fromEntries(sections) };
}

function commonOf(all: readonly JsonObject[]): JsonObject {
  const [first = {}] = all;
  const members = Object.keys(first).flatMap((name) => {
    if (!all.every((each) => Object.hasOwn(each, name))) return [];
    const [value, count] = mostOf(all.map((each) => each[name] ?? null));
    return count > 1 ? [[name, value] as const] : [];
  });
  return Object.fromEntries(members);
}

function mostOf(values: readonly JsonValue[]): readonly [JsonValue, number] {
  const groups = [...groupBy(values, (value) => JSON.stringify(value)).values()];
  const [most = [null]] = groups.sort((a, b) => b.length - a.length);
  return [most[0] ?? null, groups.length === 0 ? 0 : most.length];
}

function withoutDefaults(own: JsonObject, defaults: JsonObject): JsonObject {
  const left = Object.entries(own).flatMap(([name, value]) => {
    const common = defaults[name];
    if (SECTIONS.includes(name) && isJsonObject(value) && isJsonObject(common)) {
      const members = withoutDefaults(value, common);
      return Object.keys(members).length === 0 ? [] : [[name, members] as const];
    }
    return isSameValue(value, common) ? [] : [[name, value] as const];
  });
  return Object.fromEntries(left);
}

/** Properties as code has them: no function of ROS, which would have a meaning of its own in a template. */
function recorded(properties: JsonObject): JsonObject {
  const members = Object.entries(properties).map(([name, value]) => [
    name,
    name === 'PluginData' && typeof value === 'string' ? dataIn(value) : valueIn(value),
  ]);
  return Object.fromEntries(members) as JsonObject;
}

function valueIn(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(valueIn);
  if (!isJsonObject(value)) return value;
  return Object.hasOwn(value, 'Ref') ? { Recorded: nameIn(value) ?? false } : recorded(value);
}

/** The data of a plug-in as an object, or as the text that it is where that cannot be read. */
function dataIn(data: string): JsonValue {
  try {
    const { value } = readEither(data, 'PluginData');
    return isJsonObject(value) ? value : data;
  } catch {
    return data;
  }
}

function indexFile(
  files: readonly FunctionFile[],
  {
    parts,
    printer,
    recordedOn,
  }: { readonly parts: RecordedParts; readonly printer: CodePrinter; readonly recordedOn: string },
): WrittenFile {
  const gateway = call(
    'const gateway = new RecordedGateway',
    'scope',
    text('Recorded'),
    object({
      recordedOn: text(recordedOn),
      name: text(parts.name),
      notRead: parts.notRead.length === 0 ? undefined : list(parts.notRead.map((each) => text(each))),
    }),
  );
  const imports = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const lines = [
    `import type { Construct } from ${text('@alicloud/ros-cdk-core')};`,
    `import { RecordedGateway } from ${text(PACKAGE)};`,
    ...imports.map(({ name, path }) => fileImport(name, path)),
    '',
    '/**',
    ` * Tells \`routes\`, \`check\`, \`diff\` and \`serve\` of the gateway as it was recorded on ${recordedOn}. It makes and`,
    ' * changes nothing: what it says goes into the Metadata of the template.',
    ' */',
    'export function declareGateway(scope: Construct): void {',
    printer.statement(gateway, 2),
    ...files.map(({ name }) => `  ${name}(gateway);`),
    '}',
    '',
  ];
  return { path: 'index.ts', text: lines.join('\n') };
}
