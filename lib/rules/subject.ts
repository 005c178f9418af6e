import type { FromResource, GatewayPlugin, GatewayRoute, PluginBinding, RouteStage } from '../model';
import { isUnknown, type Maybe } from '../template';
import type { Outcome } from './rule';

/** What a rule looks at: an outcome without its verdict. */
export type Subject = Omit<Outcome, 'verdict' | 'message' | 'reason'>;

/** A resource under the name people call it by: `plug-in CustomersJwtAuth`. */
export function resourceSubject(kind: string, { id, origin, stack }: FromResource): Subject {
  return { subject: `${kind} ${id}`, origin, logicalId: id, stack };
}

/** `plug-in CustomersJwtAuth` */
export function pluginSubject(plugin: GatewayPlugin): Subject {
  return resourceSubject('plug-in', plugin);
}

/** `binding OrdersCustomersRelease` */
export function bindingSubject({ id, origin, stack, stage }: PluginBinding): Subject {
  return { subject: `binding ${id}`, origin, logicalId: id, stack, stage: wordsOf(stage) };
}

/** `GET /orders` */
export function routeSubject({ id, method, origin, path, stack }: GatewayRoute): Subject {
  const route = `${wordsOf(method)} ${wordsOf(path)}`;
  return { subject: route, origin, logicalId: id, stack, route };
}

/** `GET /orders RELEASE` */
export function stageSubject(api: GatewayRoute, { stage: name }: Pick<RouteStage, 'stage'>): Subject {
  const { id, method, origin, path, stack } = api;
  const [route, stage] = [`${wordsOf(method)} ${wordsOf(path)}`, wordsOf(name)];
  return { subject: `${route} ${stage}`, origin, logicalId: id, stack, route, stage };
}

/** A value, or the expression that stands in its place: `<Ref Stage>`. */
export function wordsOf(value: Maybe<string>): string {
  return isUnknown(value) ? `<${value.expression}>` : value;
}

/** The subject has the defect, or the author of the template says why it must have it. */
export function fail(subject: Subject, message: string, reason?: string): Outcome {
  const failure: Outcome = { verdict: 'fail', message, ...subject };
  return reason === undefined ? failure : { ...failure, reason };
}

/** The template alone does not tell. */
export function unknown(subject: Subject, message: string): Outcome {
  return { verdict: 'unknown', message, ...subject };
}
