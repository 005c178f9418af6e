import { CLOUD_NATIVE } from '../../facts';
import { type JsonValue, memberOf } from '../../json';
import { flagIn, isUnknown, type Maybe, mentionsOf, type Resource, textIn } from '../../template';
import { type PluginConfig, readPluginConfig } from './plugin-config';
import { keyOfTarget, memberIn, type Target, targetOf, targetsIn } from './resources';

/** What an attachment or a policy may be for. */
type AttachKind = 'Gateway' | 'Domain' | 'HttpApi' | 'Operation' | 'GatewayRoute';

/** `GatewayDomain` of plug-ins is `Domain` of policies. */
const KINDS: Readonly<Record<string, AttachKind>> = {
  Domain: 'Domain',
  Gateway: 'Gateway',
  GatewayDomain: 'Domain',
  GatewayRoute: 'GatewayRoute',
  HttpApi: 'HttpApi',
  Operation: 'Operation',
};

/** What something is attached to. */
export interface Attached {
  readonly resource: Resource;
  /** `undefined` for a type that cannot be read, or is of no known kind. */
  readonly attachKind: AttachKind | undefined;
  readonly targets: readonly Target[];
}

/** Reads `AttachResourceType` and `AttachResourceIds`. */
export function attachedOf(resource: Resource): Attached {
  const { AttachResourceIds, AttachResourceType } = resource.properties;
  const kind = textIn(AttachResourceType, resource);
  const known = typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  return { resource, attachKind: known, targets: targetsIn(AttachResourceIds, resource) };
}

/** A plug-in as it is installed in a gateway. */
export interface Installation {
  /** The same for attachments of the same plug-in. */
  readonly key: string;
  /** How it is called in messages. */
  readonly words: string;
  /** `jwt-auth`, or what else is installed; unknown where the template does not say. */
  readonly className: string | undefined;
  /** Whether the template installs it itself, so that nobody else attaches it. */
  readonly isOwn: boolean;
  /** The gateway that it is installed in, as a key. */
  readonly gateway: string | undefined;
}

/** A PluginAttachment. */
export interface PluginAttachment extends Attached {
  readonly installation: Installation;
  readonly enable: Maybe<boolean>;
  readonly config: PluginConfig;
}

/** Reads a PluginAttachment. Never throws for what the template says. */
export function pluginAttachmentOf(resource: Resource): PluginAttachment {
  const { Enable, PluginInfo } = resource.properties;
  const config = memberIn(PluginInfo, 'PluginConfig', resource);
  return {
    ...attachedOf(resource),
    installation: installationOf(memberIn(PluginInfo, 'PluginId', resource) ?? null, resource),
    enable: flagIn(Enable, resource) ?? CLOUD_NATIVE.attachmentEnabled.value,
    config: readPluginConfig(textIn(config, resource), resource.id),
  };
}

function installationOf(written: JsonValue, scope: Resource): Installation {
  const target = targetOf(written, scope);
  const key = keyOfTarget(written, scope);
  if (target.kind === 'resource' && target.resource.type === 'ALIYUN::APIG::Plugin') {
    const { resource } = target;
    const { GatewayId, PluginClassId } = resource.properties;
    return {
      key,
      words: resource.id,
      className: classNameOf(PluginClassId ?? null, resource),
      isOwn: true,
      gateway: GatewayId === undefined ? undefined : keyOfTarget(GatewayId, resource),
    };
  }
  return { key, words: wordsOf(target), className: listedNameOf(target), isOwn: false, gateway: undefined };
}

function wordsOf(target: Target): string {
  return target.kind === 'unknown'
    ? target.words
    : target.kind === 'elsewhere'
      ? target.key
      : target.resource.id;
}

/** `DATASOURCE::APIG::Plugins {PluginClassName}` lists the plug-ins of one class. */
function listedNameOf(target: Target): string | undefined {
  const [only, second] = target.kind === 'unknown' ? target.mentions.filter(isPluginList) : [];
  if (only === undefined || second !== undefined) return undefined;
  const name = textIn(only.properties.PluginClassName, only);
  return isUnknown(name) ? undefined : name;
}

const isPluginList = ({ type }: Resource) => type === 'DATASOURCE::APIG::Plugins';

/** Chooses a class by its name: `.[] | select(.PluginClassName=="jwt-auth") | .PluginClassId`. */
const BY_NAME =
  /^\s*(?:\[\s*)?\.\[\]\s*\|\s*select\(\s*\.PluginClassName\s*==\s*"([^"]+)"\s*\)\s*\|\s*\.PluginClassId\s*\]?\s*$/;

/** The name of a class: of one of the template, or of one that is chosen by its name; of an id nobody knows it. */
function classNameOf(written: JsonValue, scope: Resource): string | undefined {
  const target = targetOf(written, scope);
  if (target.kind === 'resource') {
    const { resource } = target;
    // The name of a class of one's own may be that of the vendor's.
    return resource.type === 'ALIYUN::APIG::PluginClass' ? `plug-in class ${resource.id}` : undefined;
  }
  const call = memberOf(written, 'Fn::Jq');
  const [, script] = Array.isArray(call) ? call : [];
  const [, name] = (typeof script === 'string' && BY_NAME.exec(script)) || [];
  const isFromList = mentionsOf(written, scope).some(
    ({ type }) => type === 'DATASOURCE::APIG::PluginClasses',
  );
  return isFromList ? name : undefined;
}
