import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import { assertOneCore } from './one-core';

/**
 * Refuses what core would refuse in words that do not name our class: no scope, one outside of every stack, and an id that
 * is taken or none.
 *
 * @param what the class that is being made
 * @throws GatewayError `core-duplicate`, `parameter-invalid` or `logical-id-duplicate`
 */
export function checkScope(what: string, scope: unknown, id: unknown): void {
  assertOneCore(scope);
  const call = `new ${what}(scope, id, …)`;
  if (!(scope instanceof ros.Construct)) {
    throw new GatewayError('parameter-invalid', `${call}: the scope must be a stack or a construct of one`, {
      place: typeof id === 'string' ? id : what,
      hint: "in the constructor of a stack it is 'this'",
    });
  }
  const place = scope.node.path === '' ? 'the app' : scope.node.path;
  if (!scope.node.scopes.some((each) => ros.Stack.isStack(each))) {
    throw new GatewayError('parameter-invalid', `${call}: resources stand in a stack, not in the app`, {
      place,
      hint: "make a ros.Stack in the app, and this in the stack: new ros.Stack(app, 'Shop')",
    });
  }
  if (typeof id !== 'string' || id === '') {
    throw new GatewayError('parameter-invalid', `${call}: the id must be a text that is not empty`, {
      place,
    });
  }
  if (scope.node.tryFindChild(id) === undefined) return;
  throw new GatewayError(
    'logical-id-duplicate',
    `has a construct with the id ${JSON.stringify(id)} already`,
    {
      place,
      hint: 'give one of the two another id',
    },
  );
}
