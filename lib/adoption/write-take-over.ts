import { API } from '../facts';
import { groupBy } from '../group-by';
import { type JsonObject, memberOf } from '../json';
import {
  type Code,
  CodePrinter,
  call,
  comment,
  fileImport,
  importLines,
  list,
  object,
  PACKAGE,
  text,
} from '../source-code';
import { type Resource, textOrExpression } from '../template';
import { apiCode, appCode, hasApp, whyNotDeclared } from './api-code';
import { CodeNames } from './code-names';
import { resourcesToImport } from './import-list';
import { jsonCode } from './json-code';
import { type PluginCode, pluginAnew, pluginById } from './plugin-code';
import { isOfType, nameIn, type RecordedApi, type RecordedGroup, type RecordedParts } from './recorded-parts';
import { stepsText } from './steps-text';
import type { DeclaredApi, DeclaredGroup, Loss, TakeOver, TakeOverOptions } from './take-over';
import { otherCode } from './write-reference';
import type { WrittenFile } from './written-file';

const CONSTRUCT = `import type { Construct } from ${text('@alicloud/ros-cdk-core')};`;

/** A recorded gateway as code that declares it in full, so that it can be imported into a ROS stack. */
export function writeTakeOver(parts: RecordedParts, options: TakeOverOptions): TakeOver {
  return new TakeOverWriter(parts, options).write();
}

class TakeOverWriter {
  readonly #parts: RecordedParts;
  readonly #options: TakeOverOptions;
  readonly #printer = new CodePrinter();
  readonly #losses: Loss[] = [];
  readonly #files = new CodeNames('index', 'plugins');
  readonly #functions = new CodeNames('gateway', 'plugins');
  readonly #ids = new CodeNames('Recorded');
  #plugins: ReadonlyMap<string, PluginCode> = new Map();
  /** The accessControl plug-ins that an authorization takes in. */
  #within: ReadonlySet<string> = new Set();

  constructor(parts: RecordedParts, options: TakeOverOptions) {
    this.#parts = parts;
    this.#options = options;
  }

  write(): TakeOver {
    for (const message of this.#parts.notRead) this.#lose('the recording', message);
    this.#tellOthers();
    const groups = this.#parts.groups.flatMap((group) => this.#declaredGroup(group));
    this.#plugins = this.#pluginsOf(groups);
    const names = [...this.#plugins.values()];
    this.#within = new Set(names.flatMap(({ checks }) => checks ?? []));
    const written = groups.map((group) => this.#groupFile(group));
    const files = [
      this.#indexFile(written),
      ...(names.length === 0 ? [] : [this.#pluginsFile()]),
      ...written.map(({ path, text: code }) => ({ path, text: code })),
      { path: 'resources-to-import.json', text: `${JSON.stringify(resourcesToImport(groups), null, 2)}\n` },
      { path: 'TAKE-OVER.md', text: stepsText(this.#options, this.#losses) },
    ];
    return { files, losses: this.#losses };
  }

  #lose(what: string, loss: string): void {
    this.#losses.push({ what, loss });
  }

  /** What ROS cannot import, or the constructs have no words for, stays in the console. */
  #tellOthers(): void {
    for (const { id, metadata, type } of this.#parts.others) {
      const name = type.replace('ALIYUN::ApiGateway::', '');
      const stage = memberOf(metadata.Live, 'Stage');
      const bound =
        typeof stage === 'string' ? `, which is bound to stage ${stage}: ROS cannot say that` : '';
      if (name === 'CustomDomain')
        this.#lose(id, `custom domains cannot be imported${bound}; it stays as it is, outside the stack`);
      else if (name === 'PluginAttachment' || name === 'Deployment')
        this.#lose(id, 'it was not recorded in whole; it stays as it is, outside the stack');
      else if (!/^(?:Authorization|Plugin|VpcAccessConfig)$/.test(name))
        this.#lose(id, `it is a ${name}, which is not taken over; it stays as it is, outside the stack`);
    }
  }

  #declaredGroup(group: RecordedGroup): DeclaredGroup[] {
    const { name, properties } = group;
    if (properties === undefined) {
      this.#lose(`group ${name}`, 'it was not recorded; neither it nor its APIs are in the code');
      return [];
    }
    const signatures = new Set<string>();
    const apis = group.apis.flatMap((api) => this.#declaredApi(api, signatures));
    const stages = API.stages.value.filter((stage) => apis.some((each) => each.stages.includes(stage)));
    if (apis.length === 0) {
      this.#lose(`group ${name}`, 'it has no API that can be declared; it is not in the code');
      return [];
    }
    this.#tellGroupBindings(name, apis);
    return [{ group, id: this.#ids.pascal(name), apis, stages }];
  }

  #tellGroupBindings(group: string, apis: readonly DeclaredApi[]): void {
    const found = apis.flatMap(({ api, stages }) =>
      stages.flatMap((stage) =>
        (api.stages.get(stage) ?? []).flatMap(({ isOfGroup, plugin }) =>
          isOfGroup ? [`plug-in ${plugin} is bound to all of it in ${stage}`] : [],
        ),
      ),
    );
    for (const binding of [...new Set(found)].sort())
      this.#lose(
        `group ${group}`,
        `${binding}, which ROS cannot say: the code binds it to each API, and an API that is added in the console is not in it`,
      );
  }

  #declaredApi(api: RecordedApi, signatures: Set<string>): DeclaredApi[] {
    const { name, notes, properties, route: model, stages: published } = api;
    const what = `API ${name} (${textOrExpression(model.method)} ${textOrExpression(model.path)})`;
    const leave = (why: string): [] => {
      this.#lose(what, `${why}; it is not in the code and stays as it is`);
      return [];
    };
    const { route } = model;
    if (route === undefined) return leave(model.problem ?? 'its route is unknown');
    const why = whyNotDeclared(properties);
    if (why !== undefined) return leave(why);
    const stages = API.stages.value.filter((stage) => published.has(stage));
    for (const stage of [...published.keys()].filter(
      (each) => !API.stages.value.some((known) => known === each),
    ))
      this.#lose(
        what,
        `stage ${stage}: ROS publishes to ${API.stages.value.join(', ')} only; it stays published there`,
      );
    if (stages.length === 0) return leave('it is published to no stage that ROS knows');
    if (signatures.has(route.signature))
      return leave('its stages have different definitions, or two APIs have its route; ROS publishes one');
    signatures.add(route.signature);
    if (Array.isArray(notes.DraftDiffers))
      this.#lose(
        what,
        `its draft, which differs in ${notes.DraftDiffers.join(', ')}: the code says what is published`,
      );
    const code = apiCode(properties, route);
    for (const loss of code.losses) this.#lose(what, loss);
    return [{ api, stages, apps: this.#appsOf(api, stages, what), code }];
  }

  /** The apps that may call, where they are the same in all stages. */
  #appsOf({ name, properties }: RecordedApi, stages: readonly string[], what: string): string[] {
    const byStage = new Map<string, string[]>(stages.map((stage) => [stage, []]));
    for (const { properties: each } of this.#parts.others.filter(isOfType('Authorization'))) {
      const { ApiIds, AppIds, StageName } = each;
      if (!Array.isArray(ApiIds) || !Array.isArray(AppIds) || nameIn(ApiIds[0]) !== name) continue;
      byStage.get(String(StageName))?.push(...AppIds.map(String));
    }
    const [first = '', ...others] = [...byStage.values()].map((apps) => [...apps].sort().join());
    if (!hasApp(properties) && first === '' && others.every((each) => each === '')) return [];
    if (hasApp(properties) && others.every((each) => each === first))
      return first === '' ? [] : first.split(',');
    this.#lose(what, 'which apps may call is not the same everywhere; it stays as it is, outside the stack');
    return [];
  }

  #pluginsOf(groups: readonly DeclaredGroup[]): ReadonlyMap<string, PluginCode> {
    const names = new CodeNames('gateway', 'scope');
    const used = new Set(groups.flatMap(({ apis }) => apis.flatMap(boundTo)));
    const resources = this.#parts.others.filter(isOfType('Plugin'));
    const declared = new Map<string, PluginCode>();
    for (const resource of resources.filter(({ id }) => used.has(id))) {
      const given = { name: names.camel(resource.id), id: this.#ids.pascal(resource.id) };
      const beside = this.#besideOf(resource, groups, resources);
      const anew = this.#options.newPlugins
        ? pluginAnew(resource, { ...given, beside, day: this.#options.recordedOn })
        : undefined;
      if (this.#options.newPlugins && anew === undefined)
        this.#lose(
          `plug-in ${resource.id}`,
          'it cannot be made anew from what was recorded; the code binds it by its id',
        );
      declared.set(resource.id, anew ?? pluginById(resource, given.name, given.id));
    }
    return declared;
  }

  /** The accessControl plug-in that is bound exactly where a jwtAuth plug-in is. */
  #besideOf(
    plugin: Resource,
    groups: readonly DeclaredGroup[],
    all: readonly Resource[],
  ): Resource | undefined {
    if (plugin.properties.PluginType !== 'jwtAuth') return undefined;
    const places = (name: string) =>
      groups.flatMap(({ apis }) =>
        apis.flatMap(({ api, stages }) =>
          stages.flatMap((stage) => (isBound(api, stage, name) ? [`${api.name} ${stage}`] : [])),
        ),
      );
    const own = places(plugin.id).join('\n');
    const others = all.filter(
      (each) => each.properties.PluginType === 'accessControl' && places(each.id).join('\n') === own,
    );
    return others.length === 1 ? others[0] : undefined;
  }

  #pluginsFile(): WrittenFile {
    const declared = [...this.#plugins].filter(([id]) => !this.#within.has(id)).map(([, plugin]) => plugin);
    const byId = this.#parts.others.filter(
      (each) => isOfType('Plugin')(each) && this.#plugins.get(each.id)?.isById === true,
    );
    const values = [
      ...declared.flatMap((plugin) => plugin.values),
      ...(byId.length === 0 ? [] : ['RecordedGateway']),
    ];
    const told = object({ recordedOn: text(this.#options.recordedOn), name: text(this.#parts.name) });
    const how = this.#options.newPlugins ? 'made anew' : 'by their ids';
    const lines = [
      CONSTRUCT,
      importLines({ values: [...new Set(values)] }, PACKAGE, this.#printer),
      `/** The plug-ins of the gateway, ${how}. */`,
      'export function declarePlugins(scope: Construct) {',
      ...declared.map(({ statement }) => this.#printer.statement(statement, 2)),
      ...(byId.length === 0
        ? []
        : [
            '  // What they contain, so that reports can tell.',
            this.#printer.statement(
              call('const gateway = new RecordedGateway', 'scope', text('Recorded'), told),
              2,
            ),
            ...byId.map((each) => this.#printer.statement(otherCode(each), 2)),
          ]),
      returned(
        this.#printer,
        declared.map(({ name }) => name),
      ),
      '}',
      '',
      'export type Plugins = ReturnType<typeof declarePlugins>;',
      '',
    ];
    return { path: 'plugins.ts', text: lines.join('\n') };
  }

  #groupFile({ apis, group, id, stages }: DeclaredGroup): GroupFile {
    const values = new Set(['ApiGroup', 'Backend']);
    const accesses = apis.map((each) => this.#accessOf(each));
    const backend = mostOf(apis.map(({ code }) => code.backend));
    const authorization = mostOf(
      accesses.flatMap(({ authorizer }) => (authorizer === undefined ? [] : [authorizer])),
    );
    const shared = [...new Set(apis.flatMap(({ api, stages: own }) => this.#commonOf(api, own)))].filter(
      (plugin) => apis.every(({ api, stages: own }) => own.every((stage) => isBound(api, stage, plugin))),
    );
    const declared = call(
      'const group = new ApiGroup',
      'scope',
      text(id),
      object({
        ...groupOptions(group.properties ?? {}),
        stages: list(stages.map(text)),
        backend,
        defaultAuthorization: authorization,
        plugins: shared.length === 0 ? undefined : list(shared.map((plugin) => this.#nameOf(plugin))),
        deletionPolicy: text('Retain'),
      }),
    );
    const names = new CodeNames('group', 'scope', 'plugins', 'plugin');
    const statements = apis.flatMap((declaredApi, at) => {
      const access = accesses[at];
      if (access === undefined) return [];
      for (const value of access.values) values.add(value);
      const { api, code, stages: own } = declaredApi;
      const route = api.route.route;
      const further = this.#commonOf(api, own).filter((plugin) => !shared.includes(plugin));
      const options = object({
        ...(access.authorizer === authorization && access.authorizer !== undefined
          ? {}
          : { authorization: access.code }),
        secondLock: access.secondLock,
        backend: isSameCode(code.backend, backend) ? undefined : code.backend,
        stages: own.length === stages.length ? undefined : list(own.map(text)),
        plugins: further.length === 0 ? undefined : list(further.map((plugin) => this.#nameOf(plugin))),
        ...code.options,
      });
      if (code.options.parameters !== undefined) values.add('RequestParameter');
      const later = [...this.#laterOf(declaredApi)];
      const name = later.length === 0 && code.overrides.length === 0 ? undefined : names.camel(api.name);
      const start = name === undefined ? '' : `const ${name} = `;
      const added = call(
        `${start}group.addApi`,
        text(`${route?.method} ${route?.path}`),
        ...(typeof options !== 'string' && options.items.length === 0 ? [] : [options]),
      );
      return [
        this.#printer.statement(added, 2),
        ...later.map((bind) => bind(name ?? '')),
        ...code.overrides.map(([path, value]) =>
          this.#printer.statement(
            value === undefined
              ? call(`${name}.resource.addPropertyDeletionOverride`, text(path))
              : call(`${name}.resource.addPropertyOverride`, text(path), jsonCode(value)),
            2,
          ),
        ),
      ];
    });
    const body = [this.#printer.statement(declared, 2), ...statements];
    const takesPlugins = body.some((line) => /\bplugins\.\w/.test(line));
    const name = `declare${this.#functions.pascal(group.name)}`;
    const lines = [
      CONSTRUCT,
      importLines({ values: [...values] }, PACKAGE, this.#printer) +
        (takesPlugins ? `import type { Plugins } from './plugins';\n` : ''),
      `/** API group ${comment(group.name)}, as it was in the console on ${this.#options.recordedOn}. */`,
      `export function ${name}(scope: Construct${takesPlugins ? ', plugins: Plugins' : ''}): void {`,
      ...body,
      '}',
      '',
    ];
    return { name, takesPlugins, path: `${this.#files.file(group.name)}.ts`, text: lines.join('\n') };
  }

  /** Who may call, by what is the same in all stages. */
  #accessOf({ api, apps, stages }: DeclaredApi): Access {
    const { properties } = api;
    const app = hasApp(properties) ? appCode(properties, apps) : undefined;
    const jwt = this.#authorizersOf(api).find((plugin) =>
      stages.every((stage) => isBound(api, stage, plugin)),
    );
    if (jwt !== undefined) {
      const authorizer = this.#nameOf(jwt);
      return {
        authorizer,
        code: authorizer,
        secondLock: app,
        values: app === undefined ? [] : ['AppAuthentication'],
      };
    }
    if (app !== undefined) return { code: app, values: ['AppAuthentication'] };
    const open = stages.filter(
      (stage) => !this.#authorizersOf(api).some((plugin) => isBound(api, stage, plugin)),
    );
    const where = open.length === stages.length ? '' : ` in ${open.join(', ')}`;
    const reason = `public in the console${where} on ${this.#options.recordedOn}`;
    return { code: call('PublicAccess.because', text(reason)), values: ['PublicAccess'] };
  }

  #authorizersOf(api: RecordedApi): string[] {
    const bound = [...api.stages.values()].flat().map(({ plugin }) => plugin);
    return [...new Set(bound)].filter((plugin) => this.#plugins.get(plugin)?.isAuthorizer === true);
  }

  /** The plug-ins that are bound in all stages, but for authorizations. */
  #commonOf(api: RecordedApi, stages: readonly string[]): string[] {
    const [first = ''] = stages;
    return (api.stages.get(first) ?? [])
      .map(({ plugin }) => plugin)
      .filter((plugin) => this.#isPlain(plugin) && stages.every((stage) => isBound(api, stage, plugin)));
  }

  #isPlain(plugin: string): boolean {
    return this.#plugins.get(plugin)?.isAuthorizer === false && !this.#within.has(plugin);
  }

  /** What is bound in some of the stages only. */
  *#laterOf({ api, stages }: DeclaredApi): Generator<(name: string) => string> {
    const bound = new Set(
      stages.flatMap((stage) => (api.stages.get(stage) ?? []).map(({ plugin }) => plugin)),
    );
    for (const plugin of bound) {
      const own = stages.filter((stage) => isBound(api, stage, plugin));
      const declared = this.#plugins.get(plugin);
      if (own.length === stages.length || declared === undefined || this.#within.has(plugin)) continue;
      const where = list(own.map(text));
      yield declared.isAuthorizer
        ? (name) =>
            `  for (const plugin of ${this.#nameOf(plugin)}.plugins) ${this.#printer.statement(call(`${name}.bind`, 'plugin', where), 0)}`
        : (name) => this.#printer.statement(call(`${name}.bind`, this.#nameOf(plugin), where), 2);
    }
  }

  #nameOf(plugin: string): string {
    return `plugins.${this.#plugins.get(plugin)?.name ?? ''}`;
  }

  #indexFile(groups: readonly GroupFile[]): WrittenFile {
    const hasPlugins = this.#plugins.size > 0;
    const files = [...groups, ...(hasPlugins ? [{ name: 'declarePlugins', path: 'plugins.ts' }] : [])];
    const imports = files.sort((a, b) => (a.path < b.path ? -1 : 1));
    const lines = [
      CONSTRUCT,
      ...imports.map(({ name, path }) => fileImport(name, path)),
      '',
      '/**',
      ` * Declares the gateway as it was in the console on ${this.#options.recordedOn}. Call it with a stack: the logical ids in`,
      ' * resources-to-import.json are those of a gateway that stands in the stack itself.',
      ' */',
      ...(groups.length === 0
        ? ['export function declareGateway(_scope: Construct): void {}', '']
        : this.#indexFunction(groups, hasPlugins)),
    ];
    return { path: 'index.ts', text: lines.join('\n') };
  }

  #indexFunction(groups: readonly GroupFile[], hasPlugins: boolean): string[] {
    const isUsed = groups.some(({ takesPlugins }) => takesPlugins);
    return [
      'export function declareGateway(scope: Construct): void {',
      ...(hasPlugins ? [`  ${isUsed ? 'const plugins = ' : ''}declarePlugins(scope);`] : []),
      ...groups.map(({ name, takesPlugins }) => `  ${name}(scope${takesPlugins ? ', plugins' : ''});`),
      '}',
      '',
    ];
  }
}

interface GroupFile extends WrittenFile {
  /** `declareOrders` */
  readonly name: string;
  readonly takesPlugins: boolean;
}

interface Access {
  /** The authorization of the plug-ins file; `undefined` for apps and for public access. */
  readonly authorizer?: string;
  readonly code: Code;
  readonly secondLock?: Code | undefined;
  readonly values: readonly string[];
}

function returned(printer: CodePrinter, names: readonly string[]): string {
  const line = `  return { ${names.join(', ')} };`;
  return printer.fits(line) ? line : `  return {\n${names.map((name) => `    ${name},\n`).join('')}  };`;
}

function boundTo({ api, stages }: DeclaredApi): string[] {
  return stages.flatMap((stage) => (api.stages.get(stage) ?? []).map(({ plugin }) => plugin));
}

function isBound(api: RecordedApi, stage: string, plugin: string): boolean {
  return (api.stages.get(stage) ?? []).some((each) => each.plugin === plugin);
}

function mostOf(codes: readonly Code[]): Code | undefined {
  const groups = [...groupBy(codes, (code) => JSON.stringify(code)).values()];
  return groups.sort((a, b) => b.length - a.length)[0]?.[0];
}

function isSameCode(a: Code, b: Code | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const GROUP_OPTIONS: readonly (readonly [option: string, ros: string])[] = [
  ['groupName', 'GroupName'],
  ['description', 'Description'],
  ['basePath', 'BasePath'],
  ['instanceId', 'InstanceId'],
  ['passthroughHeaders', 'PassthroughHeaders'],
];

function groupOptions(properties: JsonObject): Readonly<Record<string, Code | undefined>> {
  const texts = GROUP_OPTIONS.map(([option, ros]) => {
    const value = properties[ros];
    return [option, typeof value === 'string' ? text(value) : undefined] as const;
  });
  return {
    ...Object.fromEntries(texts),
    // Open unless it was switched off.
    internetEnable: properties.InternetEnable === false ? undefined : 'true',
    vpcIntranetEnable: properties.VpcIntranetEnable === true ? 'true' : undefined,
  };
}
