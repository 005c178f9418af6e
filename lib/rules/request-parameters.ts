import { type GatewayRoute, isUnknown, type Maybe, textIn, type Unknown } from '../template';
import { itemsOf, memberIn } from './property';

/** A parameter that an API takes from its callers. */
export interface RequestParameter {
  readonly name: Maybe<string>;
  /** `HEAD`, `QUERY`, `PATH` or `BODY` */
  readonly location: Maybe<string>;
}

/** The parameters an API declares; unknown where the list itself is. */
export function requestParametersOf({ resource }: GatewayRoute): readonly RequestParameter[] | Unknown {
  const items = itemsOf(resource, 'RequestParameters');
  if (isUnknown(items)) return items;
  const text = (item: (typeof items)[number], name: string): Maybe<string> => {
    const value = memberIn(item, resource, name);
    return (
      (isUnknown(value) ? value : textIn(value, resource)) ?? { kind: 'unknown', expression: `no ${name}` }
    );
  };
  return items.map((item) => ({ name: text(item, 'ApiParameterName'), location: text(item, 'Location') }));
}
