import type { Grade } from '../facts';
import type { Origin, TemplateProblem } from '../template';

/** Whether a change lets more or fewer callers in. */
export type Posture = 'weaker' | 'stronger' | 'neutral' | 'unknown';

/** What a change does to callers who keep calling as they did. */
export type CallerEffect = 'break' | 'may break' | 'safe' | 'unknown';

/** A verdict with the sentence that justifies it: lower case, no final period, never a secret. */
export interface Verdict<Value extends string> {
  readonly verdict: Value;
  readonly reason: string;
}

/** What one side of a comparison says, and where. */
export interface ChangeSide {
  /** In the words of people, on one line: `jwt · kid a1b2`, `30 calls a minute`. Never key material or a secret. */
  readonly text: string;
  readonly origin: Origin | undefined;
}

/** What a change is about: who gets through, what requests and answers are, or what ROS does to resources. */
export type ChangeTopic = 'callers' | 'requests' | 'deployment';

/** What becomes of the callers of one route in one stage: one fate for each of them. */
export interface RouteChange {
  /** Its full address: `GET /shop/orders`. */
  readonly route: string;
  readonly stage: string;
  readonly stack: string;
  /** Who may call, in words; `undefined` where the route is not published. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly posture: Verdict<Posture>;
  readonly callers: Verdict<CallerEffect>;
  /** Who gets in and was refused: `tokens with iss "b"`. */
  readonly admits: readonly string[];
  /** Who may get in from now on because the owner says so: holders of a new key. */
  readonly also: readonly string[];
  /** Who is refused and got in. */
  readonly refuses: readonly string[];
  /** What could not be read, and so may admit or refuse callers. */
  readonly unclear: readonly string[];
  /** What happens to the route while ROS carries the changes out. */
  readonly exposures: readonly Exposure[];
  /** The fingerprints of the changes that say why. */
  readonly changes: readonly string[];
  /** The kinds of those that are about callers. */
  readonly kinds: readonly string[];
}

/** One difference between two gateways, by its meaning. */
export interface Change {
  /** The id of its kind: `authentication-removed`. */
  readonly kind: string;
  readonly topic: ChangeTopic;
  /** What changed, as people call it: `GET /orders RELEASE`, `plug-in CustomersJwtAuth`. */
  readonly subject: string;
  /** What happened to it, in one sentence without its subject. */
  readonly message: string;
  /** Its full address, for a change of one route: `GET /shop/orders`. */
  readonly route: string | undefined;
  readonly stage: string | undefined;
  readonly stack: string;
  readonly logicalId: string;
  readonly before: ChangeSide | undefined;
  readonly after: ChangeSide | undefined;
  readonly posture: Verdict<Posture>;
  readonly callers: Verdict<CallerEffect>;
  /** What is said of the change in general, where a file of levels says otherwise here. */
  readonly judgedAs?: GeneralJudgement;
  /** What happens while ROS carries the change out, and the order that avoids it. */
  readonly exposure: Exposure | undefined;
  /** The steps that keep callers from breaking, where the change breaks some. */
  readonly avoid?: string | undefined;
  /** How ROS makes the change, where that is not in place. */
  readonly replacement: string | undefined;
  /** Where a plug-in does its work that changed, by full addresses: `GET /shop/orders RELEASE`. */
  readonly affects: readonly string[];
  /** 12 hexadecimal digits of kind, subject and values: the same change in another commit has the same. */
  readonly fingerprint: string;
}

/** What a kind of change means in general, and who decided that it means something else here. */
export interface GeneralJudgement {
  readonly posture: Verdict<Posture>;
  readonly callers: Verdict<CallerEffect>;
  readonly owner: string | undefined;
}

/** A moment in which a route answers whom it should not, or nobody. */
export interface Exposure {
  /** `open`: a route answers without its plug-in; `outage`: a route does not answer. */
  readonly kind: 'open' | 'outage';
  readonly why: string;
  /** The order of deployments that avoids it. */
  readonly avoid: string;
  readonly grade: Grade;
}

/** All that differs between two gateways, the weakest first. */
export interface GatewayDiff {
  /** What was compared, as the user named both. */
  readonly base: string;
  readonly head: string;
  readonly changes: readonly Change[];
  /** What becomes of callers, route by route. */
  readonly routes: readonly RouteChange[];
  /** All published routes of the head, by their full addresses: what a group of routes is a part of. */
  readonly addresses: readonly string[];
  /** What could not be read on either side: a change may hide there. */
  readonly unread: readonly (TemplateProblem & { readonly side: 'base' | 'head' })[];
  /** What a reader has to know beside the changes, in sentences. */
  readonly notes?: readonly string[];
}
