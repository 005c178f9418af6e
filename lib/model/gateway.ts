import type { JsonValue } from '../json';
import type { AccessControlModel, ClaimParameter, JwtAuthModel } from '../plugin';
import type { Route } from '../route';
import type { Maybe, Origin, Reference, Resource, Stack, TemplateProblem, Unknown } from '../template';
import type { ClaimDemand, ClaimRule, KeySummary, Protection } from './protection';
import type { RuleEvaluation } from './rule-evaluation';

/** What templates mean to the gateway. Everything that reads a template reads this. */
export interface GatewayModel {
  /** The file or directory it was read from, as the user named it. */
  readonly place: string;
  /** All stacks with all their resources, nested ones too, in the order of the files. */
  readonly stacks: readonly Stack[];
  readonly groups: readonly GatewayGroup[];
  /** In the order of the files. */
  readonly routes: readonly GatewayRoute[];
  readonly plugins: readonly GatewayPlugin[];
  /** Every PluginAttachment; what each route has of them stands there, too. */
  readonly bindings: readonly PluginBinding[];
  readonly deployments: readonly GatewayDeployment[];
  readonly domains: readonly GatewayDomain[];
  /** Every StageConfig; what a backend reads of them stands at the stages of its route. */
  readonly stageConfigs: readonly GatewayStageConfig[];
  /** What could not be read, and is therefore missing here. */
  readonly problems: readonly TemplateProblem[];
  /**
   * The same gateway for every way to choose among the values that the template allows for its parameters; `undefined`
   * where there is no choice, or there are too many ways.
   */
  readonly ways?: readonly GatewayWay[];
}

/** A gateway as it is if whoever starts the stacks chooses so. */
export interface GatewayWay {
  /** `Env is prod and Stage is TEST` */
  readonly chosen: string;
  readonly model: GatewayModel;
}

/** What everything in the model that comes from a resource has. */
export interface FromResource {
  /** The logical id: `Orders`, or `Orders[2]` for an instance of a resource with a `Count`. */
  readonly id: string;
  /** The name of the stack. */
  readonly stack: string;
  readonly origin: Origin;
  readonly resource: Resource;
  /** What must be true for it to be there, in words; empty when it always is. */
  readonly existsIf: readonly string[];
}

/** An API group. */
export interface GatewayGroup extends FromResource {
  readonly name: Maybe<string> | undefined;
  readonly basePath: Maybe<string> | undefined;
  /** Whether the default sub-domain is open to the internet; the service opens it when nothing is said. */
  readonly internetEnable: Maybe<boolean> | undefined;
  readonly vpcIntranetEnable: Maybe<boolean> | undefined;
}

/** One API with its group, its stages and its bindings. */
export interface GatewayRoute extends FromResource {
  readonly group: GatewayGroup | Unknown;
  readonly method: Maybe<string>;
  /** The request path below the base path of the group. */
  readonly path: Maybe<string>;
  /** Method and path as one route; `undefined` where they are unknown, or no route: see `problem`. */
  readonly route: Route | undefined;
  /** Why method and path are no route. */
  readonly problem: string | undefined;
  readonly name: Maybe<string> | undefined;
  readonly description: Maybe<string> | undefined;
  readonly authType: Maybe<string> | undefined;
  /** Whether only callers in a VPC get through. */
  readonly disableInternet: Maybe<boolean> | undefined;
  /** Why anybody may call, as the author of the template says. */
  readonly publicAccess: string | undefined;
  /** One for each stage the API is published to; none when it is not published. */
  readonly stages: readonly RouteStage[];
  /** All bindings that name, or may name, the API: in stages it is not published to, too. */
  readonly bindings: readonly RouteBinding[];
}

/** A stage that an API is published to. */
export interface RouteStage {
  readonly stage: Maybe<string>;
  readonly deployments: readonly GatewayDeployment[];
  /** What must be true, beyond the API itself, for the API to be published here. */
  readonly existsIf: readonly string[];
  /** Why it is not certain that the API is published here. */
  readonly maybe: string | undefined;
  /** The bindings that work, or may work, in this stage. */
  readonly bindings: readonly RouteBinding[];
  /** What the backend reads as `#name#` here: `stageBackendOf` puts it in. */
  readonly variables: StageVariables;
  readonly protection: Protection;
  /**
   * Who gets through if the plug-ins that are bound by their ids are still what they were when the author of the
   * template recorded them. It never counts as protection; `undefined` where nothing was recorded, or all is known.
   */
  readonly asRecorded: RecordedProtection | undefined;
}

/** A protection that a recording tells of. */
export interface RecordedProtection {
  /** `2026-11-28` */
  readonly on: string | undefined;
  readonly protection: Protection;
}

/** A binding as one route, or one stage of it, has it. */
export interface RouteBinding {
  /** `undefined` for what something other than a PluginAttachment may bind, such as a nested stack that cannot be read. */
  readonly binding: PluginBinding | undefined;
  readonly stage: Maybe<string>;
  readonly plugin: GatewayPlugin | Unknown;
  /** Why it is not certain that the plug-in is bound here. */
  readonly maybe: string | undefined;
}

/** A PluginAttachment. */
export interface PluginBinding extends FromResource {
  readonly stage: Maybe<string>;
  readonly api: Reference;
  readonly plugin: GatewayPlugin | Unknown;
  /** What `PluginId` refers to. */
  readonly pluginReference: Reference;
  /** The type of a plug-in that is made elsewhere, as the author of the template says. */
  readonly declaredType: string | undefined;
}

/** A Deployment: an API is published to a stage. */
export interface GatewayDeployment extends FromResource {
  readonly stage: Maybe<string>;
  readonly api: Reference;
  /** Set when an older definition is published instead of the one in the template. */
  readonly historyVersion: Maybe<string> | undefined;
}

/** A CustomDomain. */
export interface GatewayDomain extends FromResource {
  readonly name: Maybe<string> | undefined;
  readonly group: GatewayGroup | Unknown;
}

/** The variables that the backends of one group read in one stage, as far as the templates tell. */
export interface StageVariables {
  /** The value of a variable; `undefined` where nobody defines it. */
  readonly valueOf: (name: string) => Maybe<string> | undefined;
  /** Whether somebody defines a variable, be its value known or not. */
  readonly isDefined: (name: string) => Maybe<boolean>;
  /** The names that are, or may be, defined. */
  readonly names: readonly string[];
  /** What defines variables of the stage, or may define some. */
  readonly configs: readonly GatewayStageConfig[];
}

/** A StageConfig: variables of one stage of a group. */
export interface GatewayStageConfig extends FromResource {
  readonly group: GatewayGroup | Unknown;
  readonly stage: Maybe<string>;
}

/** A plug-in with as much of its data as can be read. */
export interface GatewayPlugin extends FromResource {
  readonly name: Maybe<string> | undefined;
  /** `jwtAuth` */
  readonly type: Maybe<string>;
  /** PluginData as data, from an object, JSON or YAML; what is unknown has an expression. */
  readonly data: Maybe<JsonValue>;
  /** Why the data cannot be used: it is unknown, no JSON or YAML, or not the data of a plug-in of the type. */
  readonly problem: string | undefined;
  /** Set when the type is jwtAuth and the data is in order. */
  readonly jwtAuth: JwtAuthReading | undefined;
  /** Set when the type is accessControl and the data is in order. */
  readonly accessControl: AccessControlReading | undefined;
}

/** A JWT plug-in's data. */
export interface JwtAuthReading {
  readonly model: JwtAuthModel;
  readonly keys: readonly KeySummary[];
  readonly forwards: readonly ClaimParameter[];
  /** Set when the keys are not those of the template: see {@link ReadingOptions}. */
  readonly areKeysReplaced?: true;
}

/** An access control plug-in's data, and what it demands of tokens. */
export interface AccessControlReading {
  readonly model: AccessControlModel;
  /** Whom the rules admit. */
  readonly evaluation: RuleEvaluation;
  /** What the rules demand of `iss`. */
  readonly issuer: ClaimRule | undefined;
  /** What the rules demand of `aud`. */
  readonly audience: ClaimRule | undefined;
  /** What they demand of other claims. */
  readonly otherClaims: readonly ClaimDemand[];
}
