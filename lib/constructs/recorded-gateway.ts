import * as ros from '@alicloud/ros-cdk-core';
import { isCalendarDay } from '../calendar-day';
import { GatewayError } from '../errors';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { assertOneCore } from './one-core';

/** Where and when a gateway was recorded. */
export interface RecordedGatewayProps {
  /** The day of the recording: `2026-11-28`. */
  readonly recordedOn: string;
  /** What the recording is called in reports. @default - the name of the stack */
  readonly name?: string;
  /** What of the gateway is unknown, because it was not recorded; reports tell it. @default - nothing */
  readonly notRead?: readonly string[];
}

/**
 * Something of a recorded gateway, with the properties that ROS has for it. `{ Recorded: 'orders' }` stands for the id
 * of another recorded thing, and `{ Recorded: false }` for what was not recorded, which readers take for unknown.
 */
export interface RecordedResource {
  /** The ROS type without its prefix: `Plugin`. */
  readonly type: string;
  readonly properties: JsonObject;
  /** What the service calls it. */
  readonly id?: string;
  /** What else the recording tells, such as where a draft differs. @default - nothing */
  readonly notes?: JsonObject;
}

/** A group of a recorded gateway. */
export interface RecordedGroupProps {
  /** What the service calls it. */
  readonly groupId: string;
  /** The properties of an `ALIYUN::ApiGateway::Group`. */
  readonly properties: JsonObject;
  /** What all APIs of the group say, unless they say something else; sections are put together member by member. */
  readonly apiDefaults?: JsonObject;
}

/** An API of a recorded gateway. */
export interface RecordedApiProps {
  /** What the service calls it. */
  readonly apiId: string;
  /** The properties of an `ALIYUN::ApiGateway::Api`, without its group and without the group's `apiDefaults`. */
  readonly properties: JsonObject;
  /** Each stage that it is published to, with the names of the plug-ins that are bound there. */
  readonly stages: Readonly<Record<string, readonly RecordedBinding[]>>;
  /** What else the recording tells. @default - nothing */
  readonly notes?: JsonObject;
}

/** The name of a plug-in that is bound to an API, or to the whole group. */
export type RecordedBinding = string | { readonly ofGroup: string };

interface RenderedResource {
  readonly Type: string;
  readonly Properties: JsonObject;
  readonly Live?: JsonObject;
}

/**
 * A gateway that exists without this stack, as it was recorded. It makes no resource: what it says goes into the
 * Metadata of the template, where `routes`, `check`, `diff` and `serve` find it. They show it as recorded on its day,
 * and it protects no route of the template. `jwt-gateway adopt code` writes it.
 *
 * @example
 * const gateway = new RecordedGateway(this, 'Recorded', { recordedOn: '2026-11-28' });
 * gateway.addGroup('orders', { groupId: 'a1b2', properties: { GroupName: 'orders' } });
 */
export class RecordedGateway extends ros.Construct {
  readonly #resources: Record<string, RenderedResource> = {};

  /** @throws GatewayError `recording-invalid` for a day that the calendar does not have */
  constructor(scope: ros.Construct, id: string, { name, notRead = [], recordedOn }: RecordedGatewayProps) {
    assertOneCore(scope);
    super(scope, id);
    if (!isCalendarDay(recordedOn))
      throw this.#wrong(
        `recordedOn is ${JSON.stringify(recordedOn)}, which is no day`,
        'write it 2026-11-28',
      );
    const told = {
      RecordedOn: recordedOn,
      ...(name === undefined ? {} : { Name: name }),
      ...(notRead.length === 0 ? {} : { NotRead: notRead }),
    };
    addExisting(ros.Stack.of(this), { ...told, Resources: this.#resources });
  }

  /**
   * Adds something that exists.
   *
   * @param name what reports call it
   * @throws GatewayError `recording-invalid` for a name that is taken
   */
  add(name: string, { id, notes, properties, type }: RecordedResource): void {
    if (Object.hasOwn(this.#resources, name)) throw this.#wrong(`${JSON.stringify(name)} is recorded twice`);
    const live = { ...(id === undefined ? {} : { Id: id }), ...notes };
    const { PluginData: data } = properties;
    this.#resources[name] = {
      Type: type,
      // As a text, in which core leaves out nothing that is empty.
      Properties: isJsonObject(data) ? { ...properties, PluginData: JSON.stringify(data) } : properties,
      ...(Object.keys(live).length === 0 ? {} : { Live: live }),
    };
  }

  /** Adds a group that exists. */
  addGroup(name: string, { apiDefaults = {}, groupId, properties }: RecordedGroupProps): RecordedGroup {
    this.add(name, { type: 'Group', id: groupId, properties });
    return new RecordedGroup(this, { Recorded: name }, apiDefaults);
  }

  /**
   * A group that exists and that was not recorded itself; of it the id is known.
   *
   * @example
   * const gateway = new RecordedGateway(this, 'Recorded', { recordedOn: '2026-11-28' });
   * gateway.unrecordedGroup('a1b2').addApi('list', { apiId: 'c3d4', properties: {}, stages: {} });
   */
  unrecordedGroup(groupId: string, apiDefaults: JsonObject = {}): RecordedGroup {
    return new RecordedGroup(this, groupId, apiDefaults);
  }

  #wrong(message: string, hint?: string): GatewayError {
    return new GatewayError('recording-invalid', message, { place: this.node.path, hint });
  }
}

/**
 * A group of a recorded gateway, to which its APIs are added; see `RecordedGateway.addGroup`.
 *
 * @example
 * const gateway = new RecordedGateway(this, 'Recorded', { recordedOn: '2026-11-28' });
 * const group: RecordedGroup = gateway.addGroup('orders', { groupId: 'a1b2', properties: { GroupName: 'orders' } });
 * group.addApi('list', { apiId: 'c3d4', properties: { ApiName: 'list' }, stages: { RELEASE: [] } });
 */
export class RecordedGroup {
  readonly #gateway: RecordedGateway;
  readonly #group: JsonValue;
  readonly #defaults: JsonObject;

  constructor(gateway: RecordedGateway, group: JsonValue, defaults: JsonObject) {
    this.#gateway = gateway;
    this.#group = group;
    this.#defaults = defaults;
  }

  /**
   * Adds an API of the group with the stages that it is published to, and what is bound to it there.
   *
   * @throws GatewayError `recording-invalid` for a name that is taken
   */
  addApi(name: string, { apiId, notes, properties, stages }: RecordedApiProps): void {
    const [GroupId, ApiId] = [this.#group, { Recorded: name }];
    const own = { ...withDefaults(properties, this.#defaults), GroupId };
    this.#gateway.add(name, {
      type: 'Api',
      id: apiId,
      properties: own,
      ...(notes === undefined ? {} : { notes }),
    });
    for (const [StageName, bindings] of Object.entries(stages)) {
      this.#gateway.add(`deployment of ${name} to ${StageName}`, {
        type: 'Deployment',
        properties: { GroupId, ApiId, StageName },
      });
      for (const binding of bindings) {
        const [plugin, isOfGroup] = typeof binding === 'string' ? [binding, false] : [binding.ofGroup, true];
        this.#gateway.add(`binding of ${plugin} to ${name} in ${StageName}`, {
          type: 'PluginAttachment',
          properties: { PluginId: { Recorded: plugin }, ApiId, StageName },
          ...(isOfGroup ? { notes: { GroupBinding: true } } : {}),
        });
      }
    }
  }
}

/** The sections of an API are put together, everything else is taken as a whole. */
function withDefaults(properties: JsonObject, defaults: JsonObject): JsonObject {
  const merged: Record<string, JsonValue> = { ...defaults, ...properties };
  for (const name of ['RequestConfig', 'ServiceConfig']) {
    const [own, common] = [properties[name], defaults[name]];
    if (isJsonObject(own) && isJsonObject(common)) merged[name] = { ...common, ...own };
  }
  return merged;
}

interface Existing {
  readonly [name: string]: unknown;
}

/** Puts a recorded gateway beside others into the Metadata of a stack. */
function addExisting({ templateOptions }: ros.Stack, gateway: Existing): void {
  const { JwtGateway: own = {}, ...others } = templateOptions.metadata ?? {};
  const { Existing: existing = [] } = own as { readonly Existing?: readonly Existing[] };
  templateOptions.metadata = { ...others, JwtGateway: { ...own, Existing: [...existing, gateway] } };
}
