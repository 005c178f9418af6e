import specification from '@alicloud/ros-cdk-spec/spec/specification.json';

/** One property of the vendor's specification. */
interface PropertySpec {
  readonly Required?: boolean;
  readonly PrimitiveType?: string;
  readonly PrimitiveItemType?: string;
  readonly Type?: string;
  readonly ItemType?: string;
  readonly Constraints?: readonly ConstraintSpec[];
}

interface ConstraintSpec {
  readonly AllowedValues?: readonly unknown[];
  readonly Length?: { readonly Min?: number; readonly Max?: number };
  readonly Range?: { readonly Min?: number; readonly Max?: number };
}

type Properties = Readonly<Record<string, PropertySpec>>;

const RESOURCES = specification.ResourceTypes as unknown as Record<string, { Properties: Properties }>;
const NESTED = specification.PropertyTypes as unknown as Record<string, { Properties: Properties }>;

/** What `@alicloud/ros-cdk-apigateway` 1.11.0 has and the specification of 1.0.13 does not have yet. */
const NEWER: Readonly<Record<string, Properties>> = {
  'ALIYUN::ApiGateway::Api': {
    AllowSignatureMethod: {
      PrimitiveType: 'String',
      Constraints: [{ AllowedValues: ['HmacSHA256', 'HmacSHA1,HmacSHA256'] }],
    },
  },
  'ALIYUN::ApiGateway::Group': { BasePath: { PrimitiveType: 'String' } },
  'ALIYUN::ApiGateway::Api.FunctionComputeConfig': {
    FcVersion: { PrimitiveType: 'String', Constraints: [{ AllowedValues: ['2.0', '3.0'] }] },
  },
};

/** What the specification says against a resource, with the path of each property. */
export function specificationProblems(type: string, properties: unknown): string[] {
  const spec = RESOURCES[type];
  if (spec === undefined) return [`${type} is unknown to the specification`];
  return objectProblems(type, { ...spec.Properties, ...NEWER[type] }, properties, type);
}

function objectProblems(owner: string, spec: Properties, value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${path} is no object`];
  const given = value as Record<string, unknown>;
  const unknown = Object.keys(given).filter((key) => spec[key] === undefined);
  const missing = Object.keys(spec).filter((key) => spec[key]?.Required && given[key] === undefined);
  return [
    ...unknown.map((key) => `${path}.${key} is unknown`),
    ...missing.map((key) => `${path}.${key} is missing`),
    ...Object.entries(given).flatMap(([key, item]) =>
      spec[key] === undefined ? [] : valueProblems(owner, spec[key], item, `${path}.${key}`),
    ),
  ];
}

function valueProblems(owner: string, spec: PropertySpec, value: unknown, path: string): string[] {
  if (isIntrinsic(value)) return [];
  if (spec.Type === 'List') return listProblems(owner, spec, value, path);
  if (spec.Type === 'Map') return typeof value === 'object' ? [] : [`${path} is no map`];
  if (spec.Type !== undefined) return nestedProblems(owner, spec.Type, value, path);
  return [...primitiveProblems(spec.PrimitiveType, value, path), ...constraintProblems(spec, value, path)];
}

function listProblems(owner: string, spec: PropertySpec, value: unknown, path: string): string[] {
  if (!Array.isArray(value)) return [`${path} is no list`];
  const items = value.flatMap((item, index) =>
    spec.ItemType === undefined || isIntrinsic(item)
      ? []
      : nestedProblems(owner, spec.ItemType, item, `${path}[${index}]`),
  );
  return [...items, ...constraintProblems(spec, value, path)];
}

function nestedProblems(owner: string, name: string, value: unknown, path: string): string[] {
  const type = `${owner.split('.')[0]}.${name}`;
  const spec = NESTED[type]?.Properties;
  if (spec === undefined) return [`${path} is of the unknown type ${type}`];
  return objectProblems(type, { ...spec, ...NEWER[type] }, value, path);
}

const PRIMITIVES: Readonly<Record<string, (value: unknown) => boolean>> = {
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  Integer: (value) => Number.isInteger(value),
  Number: (value) => typeof value === 'number',
};

function primitiveProblems(type: string | undefined, value: unknown, path: string): string[] {
  const check = PRIMITIVES[type ?? ''];
  return check === undefined || check(value) ? [] : [`${path} is no ${type}: ${JSON.stringify(value)}`];
}

function constraintProblems(spec: PropertySpec, value: unknown, path: string): string[] {
  return (spec.Constraints ?? []).flatMap(({ AllowedValues, Length, Range }) => {
    if (AllowedValues !== undefined && !AllowedValues.includes(value)) return [`${path} is ${String(value)}`];
    const size = Array.isArray(value) || typeof value === 'string' ? value.length : Number(value);
    const { Min = Number.NEGATIVE_INFINITY, Max = Number.POSITIVE_INFINITY } = Length ?? Range ?? {};
    return size < Min || size > Max ? [`${path} is out of ${Min} to ${Max}: ${size}`] : [];
  });
}

function isIntrinsic(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [key = ''] = Object.keys(value);
  return key === 'Ref' || key.startsWith('Fn::');
}
