import type { Fact } from './fact';
import { SOURCES } from './sources';
import specification from './vendor-specification.json';

/** What the vendor says of one property of a resource. */
export interface PropertyFact {
  /** `String`, `Boolean`, `Integer`, `Number`, `List`, `Map`, or the name of a type of the same resource. */
  readonly type: string;
  /** The type of a list's items, where they are objects. */
  readonly itemType?: string;
  readonly required?: boolean;
  /** `false` where ROS would have to replace the resource. */
  readonly updatable?: boolean;
  readonly allowed?: readonly (string | number)[];
  /** Characters, items or entries. */
  readonly length?: Bounds;
  readonly range?: Bounds;
}

/** The smallest and the greatest value. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** The properties of a type, by name. */
export type PropertyFacts = Readonly<Record<string, PropertyFact>>;

type Types = Readonly<Record<string, PropertyFacts>>;

const { attributes, newer, types }: Specification = specification;

interface Specification {
  readonly newer: Types;
  readonly types: Types;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/**
 * The properties of all `ALIYUN::ApiGateway` types, and of the types inside them: `ALIYUN::ApiGateway::Api`,
 * `ALIYUN::ApiGateway::Api.RequestConfig`.
 */
export const RESOURCE_SPECIFICATION: Fact<ReadonlyMap<string, PropertyFacts>> = {
  value: new Map(
    Object.keys({ ...types, ...newer }).map((name) => [name, { ...types[name], ...newer[name] }]),
  ),
  grade: 'doc',
  source: `${SOURCES.rosSpec}; what is newer: npm @alicloud/ros-cdk-apigateway 1.11.0`,
};

/** What `Fn::GetAtt` may ask the resources of each `ALIYUN::ApiGateway` type for. */
export const RESOURCE_ATTRIBUTES: Fact<ReadonlyMap<string, ReadonlySet<string>>> = {
  value: new Map(Object.entries(attributes).map(([name, known]) => [name, new Set(known)])),
  grade: 'doc',
  source: `${SOURCES.rosSpec}; npm @alicloud/ros-cdk-apigateway 1.11.0`,
};

/** The properties of a type; `undefined` for a type that the vendor's packages do not have. */
export function findProperties(type: string): PropertyFacts | undefined {
  return RESOURCE_SPECIFICATION.value.get(type);
}
