import { isJsonObject, isSameValue, type JsonObject, type JsonValue, memberOf } from '../json';
import { type GatewayModel, gatewayOf, withoutRecordings } from '../model';
import {
  callText,
  followReference,
  functionIn,
  isNestedStack,
  knownWhole,
  logicalIdOf,
  mentionsOf,
  NOT_RECORDED,
  RecordedStack,
  type Resource,
  textIn,
} from '../template';
import { deploymentName, nameIn } from './add-apis';
import { bindingName } from './add-bindings';

const GATEWAY = 'ALIYUN::ApiGateway::';

/** What other resources refer to comes first. */
const ORDER = ['Group', 'Plugin', 'TrafficControl', 'Signature', 'App', 'VpcAccessConfig', 'Api'];

/** The property that is what people call a thing. */
const NAMES: Readonly<Record<string, string>> = {
  Api: 'ApiName',
  App: 'AppName',
  CustomDomain: 'DomainName',
  Group: 'GroupName',
  Plugin: 'PluginName',
  Signature: 'SignatureName',
  TrafficControl: 'TrafficControlName',
  VpcAccessConfig: 'Name',
};

/** What a template says and no answer of the service does, or nothing that the service would do otherwise. */
const UNSEEN: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['Description'],
  CustomDomain: ['CertificateBody', 'CertificatePrivateKey'],
};

/** What holds where nothing is said. */
const DEFAULTS: Readonly<Record<string, JsonValue>> = {
  BasePath: '/',
  DisableInternet: false,
  ForceNonceCheck: false,
  InternetEnable: true,
  VpcIntranetEnable: false,
};

/**
 * Two gateways in the same terms: where one of them is recorded, both become what the service knows of them. Things then
 * have the names that the service has for them; logical ids, what only ROS reads and the notes of a recording are gone;
 * and what is bound by its id is what the recording has under that id.
 */
export function inSameTerms(base: GatewayModel, head: GatewayModel): readonly [GatewayModel, GatewayModel] {
  const [isBase, isHead] = [isRecorded(base), isRecorded(head)];
  if (isBase && isHead) return [base, head];
  if (!isBase && !isHead) {
    // What only one side tells of exists all the same: it was neither added nor removed.
    const areBoth = tells(base) === tells(head);
    return areBoth ? [base, head] : [withoutRecordings(base), withoutRecordings(head)];
  }
  const recording = isBase ? base : head;
  const template = isBase ? head : base;
  return [liveViewOf(base, { recording, template }), liveViewOf(head, { recording, template })];
}

/** Whether templates tell of a gateway that exists without them. */
function tells({ stacks }: GatewayModel): boolean {
  return stacks.some(({ toldBy }) => toldBy !== undefined);
}

function isRecorded({ stacks }: GatewayModel): boolean {
  return stacks.length > 0 && stacks.every(({ source, toldBy }) => source === 'recording' && !toldBy);
}

interface Sides {
  readonly recording: GatewayModel;
  readonly template: GatewayModel;
}

function liveViewOf(model: GatewayModel, { recording, template }: Sides): GatewayModel {
  const [first] = model.stacks;
  if (first === undefined) return model;
  const { problems } = model;
  const name = recording.stacks[0]?.name ?? first.name;
  const view = new RecordedStack({ name, origin: first.origin, problems, recordedOn: undefined });
  const writer = new ViewWriter(view, model, recording);
  const accesses = new Set(
    ofType('VpcAccessConfig', template).map(({ properties }) => textOf(properties.Name)),
  );
  for (const resource of inOrder(model)) {
    const isAccess = resource.type === `${GATEWAY}VpcAccessConfig`;
    // A recording has those of the whole account.
    if (!isAccess || accesses.has(textOf(resource.properties.Name))) writer.add(resource);
  }
  return gatewayOf(model.place, [view.stack]);
}

function inOrder({ stacks }: GatewayModel): Resource[] {
  const all = stacks.flatMap(({ resources }) => [...resources.values()].flat());
  const rank = ({ type }: Resource) => {
    if (!type.startsWith(GATEWAY)) return ORDER.length + 1;
    const at = ORDER.indexOf(type.slice(GATEWAY.length));
    return at < 0 ? ORDER.length : at;
  };
  const mentioned = new Set(all.flatMap((resource) => mentionsOf(resource.properties, resource)));
  // A recording has the plug-ins and policies of the whole account; what is bound to nothing does nothing.
  const isUsed = (resource: Resource) => !OF_ACCOUNT.has(resource.type) || mentioned.has(resource);
  return all.filter((each) => mayMatter(each) && isUsed(each)).sort((a, b) => rank(a) - rank(b));
}

const OF_ACCOUNT: ReadonlySet<string> = new Set(
  ['Plugin', 'Signature', 'TrafficControl'].map((name) => `${GATEWAY}${name}`),
);

function ofType(name: string, { stacks }: GatewayModel): Resource[] {
  const all = stacks.flatMap(({ resources }) => [...resources.values()].flat());
  return all.filter(({ type }) => type === `${GATEWAY}${name}`);
}

function textOf(value: JsonValue | undefined): string {
  return JSON.stringify(value ?? null);
}

/** What is of the gateway, or is told of something that is: it may bind plug-ins, as an unread nested stack may. */
function mayMatter(resource: Resource): boolean {
  if (isNestedStack(resource) && resource.stack.children.has(resource)) return false;
  return (
    resource.type.startsWith(GATEWAY) ||
    mentionsOf(resource.properties, resource).some(({ type }) => type.startsWith(GATEWAY))
  );
}

class ViewWriter {
  readonly #view: RecordedStack;
  readonly #references = new Map<Resource, JsonObject>();
  /** What the recording has under an id. */
  readonly #recorded: ReadonlyMap<string, Resource>;
  /** What the template tells of things that exist without it, by their ids. */
  readonly #told: ReadonlyMap<string, Resource>;
  readonly #recording: GatewayModel;

  constructor(view: RecordedStack, model: GatewayModel, recording: GatewayModel) {
    this.#view = view;
    this.#recording = recording;
    this.#recorded = byId(recording);
    this.#told = byId({ stacks: model.stacks.filter(({ toldBy }) => toldBy !== undefined) });
  }

  add(resource: Resource): JsonObject {
    const known = this.#references.get(resource);
    if (known !== undefined) return known;
    const type = resource.type.startsWith(GATEWAY) ? resource.type.slice(GATEWAY.length) : resource.type;
    const properties = this.#propertiesOf(resource, type);
    const [reference = {}] = partsOf(type, properties).map((part) =>
      this.#view.add({
        type,
        name: nameOf(resource, type, part),
        id: logicalIdOf(resource),
        properties: part,
        existsIf: resource.existsIf,
        from: { value: resource.written, origin: resource.origin },
        pathOf: (path) => path,
      }),
    );
    this.#references.set(resource, reference);
    return reference;
  }

  #propertiesOf(resource: Resource, type: string): JsonObject {
    const left = UNSEEN[type] ?? [];
    const members = Object.entries(resource.properties).flatMap(([name, written]) => {
      if (name === 'Tags' || left.includes(name)) return [];
      const value = this.#valueOf(written, name, resource);
      return DEFAULTS[name] === value ? [] : [[name, value] as const];
    });
    return Object.fromEntries(members);
  }

  #valueOf(written: JsonValue, name: string, resource: Resource): JsonValue {
    if (functionIn(written) !== undefined) return this.#calledValue(written, resource);
    if (/^(?:Api|Group|Plugin)Ids?$/.test(name) && typeof written === 'string')
      return this.#namedById(written) ?? written;
    if (Array.isArray(written)) return written.map((each) => this.#valueOf(each, name, resource));
    if (!isJsonObject(written)) return written;
    return Object.fromEntries(
      Object.entries(written).map(([key, value]) => [key, this.#valueOf(value, key, resource)]),
    );
  }

  #calledValue(written: JsonValue, resource: Resource): JsonValue {
    if (isSameValue(written, NOT_RECORDED)) return NOT_RECORDED;
    const reference = followReference(written, resource);
    if (reference.kind === 'resource') {
      const { attribute, resource: target } = reference;
      const isId =
        attribute === undefined || /^(?:Api|Group|Plugin|Signature|TrafficControl)Id$/.test(attribute);
      const known = isId ? this.#references.get(target) : undefined;
      return known ?? this.#view.unknown(`${target.id}${attribute === undefined ? '' : `.${attribute}`}`);
    }
    const value = knownWhole(written, resource);
    if (value === undefined) return this.#view.unknown(callText(written));
    return (typeof value === 'string' ? this.#namedById(value) : undefined) ?? value;
  }

  /** What an id stands for: what the template tells of it, if the recording has it, too; else what the recording has. */
  #namedById(id: string): JsonObject | undefined {
    const recorded = this.#recorded.get(id);
    if (recorded === undefined) return undefined;
    const told = this.#told.get(id);
    if (told !== undefined) return this.add(told);
    const isNew = !this.#references.has(recorded);
    const reference = this.add(recorded);
    if (isNew && recorded.type === `${GATEWAY}Api`) this.#addDeployments(recorded);
    return reference;
  }

  /** An API that is known by its id is published already. */
  #addDeployments(recorded: Resource): void {
    for (const { api, resource } of this.#recording.deployments)
      if (api.kind === 'resource' && api.resource === recorded) this.add(resource);
  }
}

function byId({ stacks }: Pick<GatewayModel, 'stacks'>): ReadonlyMap<string, Resource> {
  const known = new Map<string, Resource>();
  for (const { resources } of stacks)
    for (const resource of [...resources.values()].flat()) {
      const id = memberOf(memberOf(resource.metadata, 'Live'), 'Id');
      if (typeof id === 'string' && !known.has(id)) known.set(id, resource);
    }
  return known;
}

function nameOf(resource: Resource, type: string, properties: JsonObject): string {
  const { ApiId = '', ApiIds, AppIds, PluginId = '', StageName } = properties;
  const stage = typeof StageName === 'string' ? StageName : undefined;
  if (type === 'Deployment') return deploymentName(ApiId, stage);
  if (type === 'PluginAttachment') return bindingName(PluginId, ApiId, stage);
  if (type === 'Authorization' && Array.isArray(ApiIds) && Array.isArray(AppIds))
    return `app ${nameIn(AppIds[0] ?? '')} for ${nameIn(ApiIds[0] ?? '')} in ${stage ?? 'a stage'}`;
  const name = textIn(resource.properties[NAMES[type] ?? ''], resource);
  if (typeof name !== 'string') return resource.id;
  if (type === 'CustomDomain') return `domain ${name}`;
  return type === 'VpcAccessConfig' ? `VPC access ${name}` : name;
}

/** The service knows one authorization for each API and app. */
function partsOf(type: string, properties: JsonObject): JsonObject[] {
  const { ApiIds, AppIds } = properties;
  if (type !== 'Authorization' || !Array.isArray(ApiIds) || !Array.isArray(AppIds)) return [properties];
  return ApiIds.flatMap((api) =>
    AppIds.map((app) => ({
      ...properties,
      ApiIds: [api],
      AppIds: [typeof app === 'number' ? String(app) : app],
    })),
  );
}
